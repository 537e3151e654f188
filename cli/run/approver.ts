import { createInterface } from 'node:readline/promises';
import { harmlessLine } from '../../lib/core/harmless';
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

/** The command line decides, then mlops.local.yml, then the person at the terminal. Without them nothing is approved. */
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

/** Asks at the terminal, one question at a time: two stages may wait at once. */
export function terminalQuestions(user: string, around: { pause(): void; resume(): void }): ApprovalSources['ask'] {
  let before: Promise<unknown> = Promise.resolve();
  return (request, cancel) => {
    const answer = before.then(() => asked(request, { user, around, cancel }));
    before = answer.catch(() => {});
    return answer;
  };
}

interface Asking {
  readonly user: string;
  readonly around: { pause(): void; resume(): void };
  readonly cancel: AbortSignal;
}

async function asked({ stage, subject }: ApprovalRequest, { user, around, cancel }: Asking): Promise<Answer> {
  around.pause();
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // The terminal takes Ctrl-C for itself while a question is open.
  terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    const question = `Stage ${stage} waits for approval of ${subject}. Approve? [y/N] `;
    const yes = await terminal.question(harmlessLine(question), { signal: cancel });
    const isApproved = /^y(?:es)?$/i.test(yes.trim());
    const comment = await terminal.question('Comment: ', { signal: cancel });
    return { decision: isApproved ? 'approved' : 'rejected', who: user, comment };
  } catch (error) {
    throw cancel.aborted ? cancel.reason : error;
  } finally {
    terminal.close();
    around.resume();
  }
}
