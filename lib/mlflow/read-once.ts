import type { ModelFile, ModelFiles } from './model-files';

/** The same files, listed once, and MLmodel read once: several questions are answered from them. */
export function readOnce(files: ModelFiles): ModelFiles {
  let list: Promise<readonly ModelFile[]> | undefined;
  const texts = new Map<string, Promise<string>>();
  return {
    list: () => (list ??= files.list()),
    text: (path) => {
      const text = texts.get(path) ?? files.text(path);
      texts.set(path, text);
      return text;
    },
    receive: (path, receiver) => files.receive(path, receiver),
  };
}
