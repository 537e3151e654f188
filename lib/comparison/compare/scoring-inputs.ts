import type { Configuration } from '../../project/schema/project';
import type { CompareInputs } from './inputs';

type Compute = NonNullable<Configuration['comparison']['scorer']>['compute'];

/** Runs with code of models may have compute of their own. */
export function scoringInputs(inputs: CompareInputs, compute: Compute): CompareInputs {
  if (compute === undefined) {
    return inputs;
  }
  const { existingClusterId, newCluster, libraries, environmentVersion, budgetPolicyId } = compute;
  return {
    ...inputs,
    existingClusterId,
    newCluster,
    libraries,
    budgetPolicyId,
    environmentVersion: environmentVersion === undefined ? undefined : String(environmentVersion),
  };
}
