import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** The build puts it beside the command. */
export const PIPELINE_TEMPLATES = join(__dirname, 'pipeline-templates');

/** Texts by path with forward slashes. */
export type Files = ReadonlyMap<string, string>;

/** The templates of this release. */
export function shippedTemplates(): Files {
  const files = readdirSync(PIPELINE_TEMPLATES, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .toSorted();
  return new Map(
    files.map((file) => [relative(PIPELINE_TEMPLATES, file).split(sep).join('/'), readFileSync(file, 'utf8')]),
  );
}
