import type { PromotionPolicy, TaskHost } from '../../task/host';

/** What the project's file asks of a promotion, and the run that it is asked of. */
export interface Policy {
  readonly file: string;
  /** SHA-256 of everything that holds in the step's environment. */
  readonly sha256: string;
  /** What the step's environment asks, and for a copy what the environment of the other model asks. */
  readonly demands: readonly PromotionPolicy[];
  /** Branch of this run. */
  readonly branch: string;
  /** Time of this run, in milliseconds since 1970. */
  readonly now: number;
}

/** Undefined where the step names no configuration file. */
export function policyOf({ project, facts, clock }: Facts, copyTarget?: string): Policy | undefined {
  if (project === undefined) {
    return undefined;
  }
  const { file, policySha256, promotion } = project;
  const demands = promotion.filter(
    ({ environment, modelName }) => environment === project.environment || modelName === copyTarget,
  );
  return { file, sha256: policySha256, demands, branch: facts.branch, now: clock.now() };
}

type Facts = Pick<TaskHost, 'project' | 'facts' | 'clock'>;

/** What a step wants without a verdict needs one all the same where the policy says so. */
export function verdictRequired(asked: 'better' | 'none', policy: Policy | undefined): 'better' | 'none' {
  return policy?.demands.some(({ requireVerdict }) => requireVerdict === 'better') === true ? 'better' : asked;
}
