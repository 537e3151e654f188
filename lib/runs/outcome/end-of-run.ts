import { ApiError } from '../../databricks/api/api-error';
import type { Run } from '../../databricks/wire/run';
import type { RunOutput } from '../../databricks/wire/run-output';
import type { Workspace } from '../../databricks/workspace';
import type { TaskHost } from '../../task/host';
import { outcomeOf, phaseOf } from './outcome';

/** Time from start to end; undefined while the run is active. */
export function durationMs({ startTime, endTime }: Run): number | undefined {
  return startTime === undefined || endTime === undefined ? undefined : endTime - startTime;
}

/** The output of a run with a single task; several tasks have no common output. */
export async function singleOutput(
  run: Run,
  { workspace, host }: { readonly workspace: Workspace; readonly host: TaskHost },
): Promise<RunOutput | undefined> {
  const [task, ...others] = run.tasks;
  if (task === undefined || others.length > 0) {
    return undefined;
  }
  try {
    return await workspace.runs.output(task.id);
  } catch (error) {
    // Later steps use the exit value of a notebook; the output of other tasks is only shown.
    const isRelevant = task.kind === undefined || task.kind === 'notebook_task';
    if (isRelevant || !(error instanceof ApiError && error.kind === 'unreadable')) {
      throw error;
    }
    host.log.warning(`The output of run ${run.id} is not shown: ${error.message}`);
    return undefined;
  }
}

/** The current state of the run, for a report that must be quick and must not fail. */
export async function resultStateNow(runId: string, workspace: Workspace): Promise<string> {
  try {
    const { state } = await workspace.runs.run(runId, { budgetMs: 1000, signal: AbortSignal.timeout(1000) });
    return phaseOf(state) === 'ended' ? outcomeOf(state).resultState : 'UNKNOWN';
  } catch {
    return 'UNKNOWN';
  }
}
