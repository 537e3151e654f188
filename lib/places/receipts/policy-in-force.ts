import type { Receipt } from '../../contracts/contract';
import type { TaskHost } from '../../task/host';

/** The current policy for a receipt. */
export function policyInForce({ project }: Pick<TaskHost, 'project'>): Pick<Receipt, 'policy'> {
  if (project === undefined) {
    return {};
  }
  const { file, environment, policySha256, baselines } = project;
  return { policy: { file, environment, sha256: policySha256, baselines } };
}
