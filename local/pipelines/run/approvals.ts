import type { ApprovalRecord } from './events';

/** What somebody is asked to allow: an environment, a stage that is started by hand, or a ManualValidation. */
export interface ApprovalRequest {
  readonly stage: string;
  readonly subject: string;
  readonly environment?: string;
}

/** Answers for a person. Without an answer nothing is approved. */
export interface Approver {
  decide(request: ApprovalRequest, cancel: AbortSignal): Promise<Omit<ApprovalRecord, 'subject'>>;
}

/** What mlops.local.yml says of an environment. */
export interface EnvironmentChecks {
  /** Branches that may use it, such as `refs/heads/main` or `release/*`; undefined allows all. */
  readonly branches?: readonly string[];
  /** Templates of which the pipeline has to extend one. */
  readonly requiredTemplates?: readonly string[];
  readonly hasApproval: boolean;
  /** One stage at a time may use it, of all runs. */
  readonly isExclusive: boolean;
}

export interface CheckFacts {
  readonly branch: string;
  /** What the pipeline extends, as the file writes it. */
  readonly extends: string | undefined;
}

/** Why a static check refuses the stage; these are judged before anybody is asked. */
export function refusedByChecks(
  environment: string,
  { branches, requiredTemplates }: EnvironmentChecks,
  facts: CheckFacts,
): string | undefined {
  if (branches !== undefined && !branches.some((pattern) => matchesBranch(pattern, facts.branch))) {
    return `branch control: '${facts.branch}' may not use environment '${environment}', only ${branches.join(', ')}`;
  }
  if (requiredTemplates !== undefined && !requiredTemplates.includes(facts.extends ?? '')) {
    const extended = facts.extends === undefined ? 'nothing' : `'${facts.extends}'`;
    return `required template: environment '${environment}' needs ${requiredTemplates.join(' or ')}, and the pipeline extends ${extended}`;
  }
  return undefined;
}

function matchesBranch(pattern: string, branch: string): boolean {
  const full = pattern.startsWith('refs/') ? pattern : `refs/heads/${pattern}`;
  const expression = full.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${expression.join('.*')}$`).test(branch);
}
