import type { Receipt } from '../../contracts/contract';
import type { TaskHost } from '../../task/host';

/** The policy in force, as a receipt tells of it. */
export function policyInForce({ project }: Pick<TaskHost, 'project'>): Pick<Receipt, 'policy'> {
  if (project === undefined) {
    return {};
  }
  const { file, environment, policySha256, baselines } = project;
  return { policy: { file, environment, sha256: policySha256, baselines } };
}
