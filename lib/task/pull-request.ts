import { placeOf } from '../core/address';
import type { RunFacts } from './host';

/** The pull request that a run belongs to. */
export interface PullRequest {
  /** As people know it, e.g. the 12 of refs/pull/12/merge. */
  readonly number: string;
  readonly repository: string;
  /** Tells apart repositories of the same name. */
  readonly repositoryId: string;
}

/** The pull request of this run; undefined for every other run. */
export function pullRequestOf({ pullRequest, organization, project, repository }: RunFacts): PullRequest | undefined {
  return pullRequest === undefined
    ? undefined
    : {
        number: pullRequest,
        repository: repository.name,
        repositoryId: [placeOf(organization), project, repository.name].join('/'),
      };
}
