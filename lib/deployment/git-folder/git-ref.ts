import type { GitRef } from '../../databricks/git-folders';

export type RefReading = { readonly ref: GitRef } | { readonly refusal: 'pullRequest' | 'notARef' };

/** Reads refs/heads/… and refs/tags/…: a short name could be either, and a Git folder accepts only these. */
export function readRef(text: string): RefReading {
  const [, space, name] = /^refs\/(heads|tags)\/(.+)$/.exec(text) ?? [];
  if (name !== undefined) {
    return { ref: { kind: space === 'heads' ? 'branch' : 'tag', name } };
  }
  return { refusal: /^refs\/(?:pull|pull-requests|merge-requests)\//.test(text) ? 'pullRequest' : 'notARef' };
}

export function refText({ kind, name }: GitRef): string {
  return `${kind} '${name}'`;
}
