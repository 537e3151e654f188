import { posix } from 'node:path';
import type { GitRef } from '../../databricks/git-folders';
import type { RunFacts } from '../../task/host';
import type { Complaint } from '../../task/input';
import { inputsRefusal } from '../../task/read-inputs';
import { checkoutOf } from './checkout';
import type { GitFolderInputs } from './inputs';
import { repositoryOf } from './repository';

/** The desired state of the Git folder. */
export interface GitTarget {
  /** Without /Workspace at the start, as in the service. */
  readonly path: string;
  readonly url: string;
  readonly provider: string;
  readonly ref: GitRef;
  /** The commit that this run tests. */
  readonly commit: string;
}

/** Checks the inputs against the facts of the run; one error lists everything that is wrong. */
export function gitTarget(inputs: GitFolderInputs, facts: RunFacts): GitTarget {
  const path = inputs.destination.replace(/^(?:\/Workspace)+(?=\/)/, '').replace(/(.)\/+$/, '$1');
  const repository = repositoryOf(inputs, facts);
  const checkout = checkoutOf(inputs.gitRef, facts);
  const complaints = [...pathComplaints(inputs.destination, path), ...repository.complaints, ...checkout.complaints];
  const { url, provider } = repository;
  const { ref, commit } = checkout;
  if (complaints.length > 0 || url === undefined || provider === undefined || ref === undefined) {
    throw inputsRefusal('DatabricksDeployCode', complaints);
  }
  return { path, url, provider, ref, commit };
}

function pathComplaints(given: string, path: string): readonly Complaint[] {
  const fix = 'Set a workspace path such as /Repos/ml/churn or /Shared/churn/main.';
  if (!path.startsWith('/') || posix.normalize(path) !== path) {
    return [{ what: `Input 'destination' is '${given}', which is not a normalized absolute path.`, fix }];
  }
  if (/^\/Volumes(?:\/|$)/.test(path)) {
    return [{ what: `Input 'destination' is '${given}', and a volume cannot contain a Git folder.`, fix }];
  }
  return /^\/(?:[^/]*|(?:Users|Repos)\/[^/]+)$/.test(path)
    ? [{ what: `Input 'destination' is '${given}', a folder that contains other people's folders.`, fix }]
    : [];
}
