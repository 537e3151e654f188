import type { TemplateFile } from './template-files';

/** The parameters that pipelines out there may give, by template. */
export type TemplateWords = Readonly<Record<string, readonly string[]>>;

export function templateWordsOf(files: readonly TemplateFile[]): TemplateWords {
  return Object.fromEntries(files.map(({ path, parameters }) => [path, parameters.map(({ name }) => name).toSorted()]));
}

/** What the record promises and the templates no longer keep. */
export function brokenTemplates(record: TemplateWords, now: TemplateWords): readonly string[] {
  return Object.entries(record).flatMap(([path, promised]) => {
    const words = now[path];
    return words === undefined
      ? [`Template '${path}' is gone.`]
      : promised
          .filter((name) => !words.includes(name))
          .map((name) => `Parameter '${name}' of template '${path}' is gone.`);
  });
}
