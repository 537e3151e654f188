import type { JsonObject } from '../../../lib/core/lossless-json';

/** A Git folder; its id is that of its directory in the workspace. */
export interface Repo {
  readonly id: bigint;
  readonly path: string;
  readonly url: string;
  readonly provider: string;
  /** Empty when a tag is checked out. */
  readonly branch: string;
  readonly headCommitId: string;
}

export const PROVIDERS = [
  'gitHub',
  'bitbucketCloud',
  'gitLab',
  'azureDevOpsServices',
  'gitHubEnterprise',
  'bitbucketServer',
  'gitLabEnterpriseEdition',
  'awsCodeCommit',
];

export function repoJson({ id, path, url, provider, branch, headCommitId }: Repo): JsonObject {
  return { id, path, url, provider, ...(branch !== '' && { branch }), head_commit_id: headCommitId };
}
