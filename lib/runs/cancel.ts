import type { Workspace } from '../databricks/workspace';
import type { Clock } from '../core/clock';
import { phaseOf } from './outcome';

/**
 * The agent asks a second time 7.5 s after the first and kills soon after. A start that was under way may have used 2 s
 * by now, and the report has to be out within 6 s.
 */
const BUDGET_MS = 4000;
const LOOK_EVERY_MS = 400;

export type CancelReport = 'ended' | 'asked' | 'refused';

/** What a person reads about the attempt. */
export const CANCEL_SENTENCE: Readonly<Record<CancelReport, string>> = {
  ended: 'it was cancelled on Databricks and has ended',
  asked: 'Databricks accepted the cancellation, but the end was not confirmed in time',
  refused: 'Databricks did not accept the cancellation, so the run may go on',
};

/** Cancels the run and says how far that got; never throws, since it runs while something else has gone wrong. */
export async function cancelRun(runId: string, workspace: Workspace, clock: Clock): Promise<CancelReport> {
  const deadline = clock.now() + BUDGET_MS;
  const limits = { budgetMs: BUDGET_MS / 2, signal: AbortSignal.timeout(BUDGET_MS) };
  try {
    await workspace.runs.cancel(runId, limits);
  } catch {
    return 'refused';
  }
  while (clock.now() + LOOK_EVERY_MS < deadline) {
    if (await hasEnded(runId, workspace, limits)) {
      return 'ended';
    }
    await clock.sleep(LOOK_EVERY_MS);
  }
  return 'asked';
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
