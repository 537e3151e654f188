import type { JsonObject } from '../../../lib/core/lossless-json';

/** A Git folder; it has the ID of its directory in the workspace. */
export interface Repo {
  readonly id: bigint;
  readonly path: string;
  readonly url: string;
  readonly provider: string;
  /** Empty when a tag is checked out. */
  readonly branch: string;
  readonly headCommitId: string;
  /** The folders of a sparse checkout; undefined if everything is checked out. */
  readonly sparsePatterns?: readonly string[] | undefined;
}

export function repoJson({ id, path, url, provider, branch, headCommitId, sparsePatterns }: Repo): JsonObject {
  return {
    id,
    path,
    url,
    provider,
    ...(branch !== '' && { branch }),
    head_commit_id: headCommitId,
    ...(sparsePatterns !== undefined && { sparse_checkout: { patterns: sparsePatterns } }),
  };
}
