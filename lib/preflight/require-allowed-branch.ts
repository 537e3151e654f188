import { UserError } from '../core/errors';
import { isAllowedBranch } from '../project/branch-patterns';
import type { TaskHost } from '../task/host';

/** A promotion would refuse this branch, so a release stops before it trains. */
export function requireAllowedBranch({ project, facts }: Pick<TaskHost, 'project' | 'facts'>): void {
  if (project === undefined) {
    throw new UserError('INPUTS_REFUSED', {
      what: "Input 'requireAllowedBranch' needs 'configFile'.",
      fix: "Set 'configFile' and 'environment'; that file lists the branches.",
    });
  }
  const { file, environment, places, promotion } = project;
  const policy = promotion.find((one) => one.environment === environment);
  if (policy === undefined || isAllowedBranch(facts.branch, policy.allowedBranches)) {
    return;
  }
  const where = `promotion.allowedBranches of '${environment}' in ${file}`;
  throw new UserError('BRANCH_NOT_ALLOWED', {
    what: `This run comes from '${facts.branch}', and ${where} lets only ${policy.allowedBranches.join(', ')} reach ${places.champion}.`,
    fix: `Start the run from an allowed branch, or add '${facts.branch}' to ${where}.`,
  });
}
