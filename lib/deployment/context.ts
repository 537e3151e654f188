import { toJson } from '../core/lossless-json';
import { sha256Hex } from '../core/node/hash';
import type { Workspace } from '../databricks/workspace';
import type { TaskHost } from '../task/host';
import { recordedRun, type DeploymentRecord } from './record/deployment-record';
import type { Lanes } from './store/lanes';
import type { DeploymentStore } from './store/store';

/** What a deployment or removal needs. */
export interface DeploymentContext {
  readonly store: DeploymentStore;
  readonly lanes: Lanes;
  readonly host: TaskHost;
  readonly workspace: Workspace;
}

/** What the record says about this run. */
export function recordHead({
  store,
  host,
}: DeploymentContext): Pick<DeploymentRecord, 'deploymentId' | 'writtenAt' | 'writtenBy' | 'deployedPath' | 'run'> {
  const { facts, clock, random } = host;
  const now = clock.now();
  const { planId, job, step, attempt } = facts;
  return {
    // The time and a random number distinguish a retry from the first attempt.
    deploymentId: sha256Hex(toJson({ planId, job, step, attempt, now, chance: random() })).slice(0, 32),
    writtenAt: new Date(now).toISOString(),
    writtenBy: host.extensionVersion,
    deployedPath: store.destination.shown,
    run: recordedRun(facts),
  };
}
