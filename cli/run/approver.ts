import type { RunValues } from '../../local/pipelines/checkout/run-values';
import type { ApprovalRequest, Approver } from '../../local/pipelines/run/approvals';

type Answer = Awaited<ReturnType<Approver['decide']>>;

export interface ApprovalSources {
  /** Stages that the command line approves; `all` stands for each. */
  readonly approved: readonly string[];
  readonly values: Pick<RunValues, 'environments'>;
  readonly user: string;
  /** Undefined: there is nobody to ask. */
  readonly ask: ((request: ApprovalRequest, cancel: AbortSignal) => Promise<Answer>) | undefined;
}

/** The command line decides, then mlops.local.yml, then the person who is asked. Without them nothing is approved. */
export function approverOf({ approved, values, user, ask }: ApprovalSources): Approver {
  return {
    async decide(request, cancel) {
      if (approved.some((name) => name === 'all' || name.toLowerCase() === request.stage.toLowerCase())) {
        return { decision: 'approved', who: user, comment: 'by --approve' };
      }
      const written = values.environments.get(request.environment?.toLowerCase() ?? '')?.decision;
      if (written !== undefined) {
        return { decision: written.decision, who: written.by, comment: written.comment };
      }
      return ask === undefined ? nobody(request) : ask(request, cancel);
    },
  };
}

function nobody({ stage }: ApprovalRequest): Promise<Answer> {
  const comment = `nobody was asked; add --approve ${stage}`;
  return Promise.resolve({ decision: 'rejected', who: '', comment });
}
