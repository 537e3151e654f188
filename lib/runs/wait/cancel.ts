import type { Workspace } from '../../databricks/workspace';
import type { TaskHost } from '../../task/host';
import { phaseOf } from '../outcome/outcome';

/** The agent kills the process 10 s after the cancellation. A start that was under way may have used 5.5 s of them. */
const GRACE_MS = 3500;
const LOOK_EVERY_MS = 400;

export type CancelReport = 'ended' | 'asked' | 'refused';

/** What a person reads about the attempt. */
export const CANCEL_SENTENCE: Readonly<Record<CancelReport, string>> = {
  ended: 'it was cancelled on Databricks and has ended',
  asked: 'Databricks accepted the cancellation, but the end was not confirmed in time',
  refused: 'Databricks did not accept the cancellation, so the run may go on',
};

/** Cancels the run and says how far that got; never throws, since it runs while something else has gone wrong. */
export async function cancelRun(
  runId: string,
  workspace: Workspace,
  { clock, budgetMs = GRACE_MS }: Pick<TaskHost, 'clock'> & { readonly budgetMs?: number },
): Promise<CancelReport> {
  const deadline = clock.now() + budgetMs;
  const limits = { budgetMs: budgetMs / 2, signal: AbortSignal.timeout(budgetMs) };
  try {
    await workspace.runs.cancel(runId, limits);
  } catch {
    return 'refused';
  }
  while (!(await hasEnded(runId, workspace, { ...limits, budgetMs: deadline - clock.now() }))) {
    if (clock.now() + LOOK_EVERY_MS >= deadline) {
      return 'asked';
    }
    await clock.sleep(LOOK_EVERY_MS);
  }
  return 'ended';
}

async function hasEnded(
  runId: string,
  workspace: Workspace,
  limits: { budgetMs: number; signal: AbortSignal },
): Promise<boolean> {
  try {
    return phaseOf((await workspace.runs.run(runId, limits)).state) === 'ended';
  } catch {
    return false;
  }
}
