import { OUR_TAGS } from '../../registry/version-tags';
import type { YamlNode } from '../../yaml/node';
import type { Problem } from '../../yaml/position';

export type Tags = Readonly<Record<string, string>>;

/** Reads tags as they are written, so that 1.10 stays a version; keys that begin as ours do are evidence. */
export function readTags(node: YamlNode): { readonly value: Tags } | { readonly problems: readonly Problem[] } {
  if (node.kind !== 'map') {
    return { problems: [{ at: node.at, message: "is not a map of 'name: value' lines" }] };
  }
  const problems = node.entries.flatMap(({ key, value }): readonly Problem[] => {
    if (key.startsWith(OUR_TAGS)) {
      return [
        { at: value.at, message: `'${key}' begins with ${OUR_TAGS}, which is kept for the marks of these tasks` },
      ];
    }
    return textOf(value) === undefined ? [{ at: value.at, message: `the value of '${key}' is not a text` }] : [];
  });
  return problems.length > 0
    ? { problems }
    : { value: Object.fromEntries(node.entries.map(({ key, value }) => [key, textOf(value) ?? ''])) };
}

function textOf(node: YamlNode): string | undefined {
  return node.kind === 'scalar' && node.value !== null ? node.text : undefined;
}
