import type { Contract } from '../contracts/contract';
import type { ProjectFacts } from '../task/host';

/** The policy in force, as every contract names it. */
export function policyInForce(project: ProjectFacts | undefined): Pick<Contract, 'policy'> {
  if (project === undefined) {
    return {};
  }
  const { file, fileSha256, environment, policySha256, baselines } = project;
  return { policy: { file, fileSha256, environment, sha256: policySha256, baselines } };
}
