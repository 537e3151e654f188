import { isJsonList, isJsonObject, type Json } from '../../core/lossless-json';
import { ofFiles } from '../check';
import { unless } from '../result';

/** Every path in MLmodel stays inside the model: loading it reads nothing else. */
export const containedPaths = ofFiles(({ mlModel }) => {
  const paths = textsIn(mlModel.paths, 'MLmodel').filter(({ text }) => leaves(text));
  return unless(
    paths.map(({ key, text }) => `'${text}' (${key}) points outside the model`),
    'every path stays inside the model',
    'MLmodel',
  );
});

interface Text {
  readonly key: string;
  readonly text: string;
}

function textsIn(value: Json | undefined, key: string): readonly Text[] {
  if (typeof value === 'string') {
    return [{ key, text: value }];
  }
  if (isJsonList(value)) {
    return value.flatMap((item) => textsIn(item, key));
  }
  return isJsonObject(value) ? Object.entries(value).flatMap(([name, each]) => textsIn(each, name)) : [];
}

function leaves(text: string): boolean {
  const isAbsolute = /^(?:[/\\]|[A-Za-z]:[/\\]|[a-z][a-z0-9+.-]*:\/)/.test(text);
  return isAbsolute || text.split(/[/\\]/).includes('..');
}
