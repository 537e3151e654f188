import type { Workspace } from '../databricks/workspace';
import { CANCEL_SENTENCE, cancelRun } from './cancel';
import { phaseOf } from './outcome';
import type { TaskHost } from '../task/host';

/** After the job: cancels the run that the step left alive, e.g. because its process was killed. */
export async function cancelLeftRun({
  host,
  workspace,
}: {
  readonly host: TaskHost;
  readonly workspace: Workspace;
}): Promise<void> {
  const runId = host.recall('runToCancel') ?? '';
  if (runId === '') {
    return;
  }
  const run = await workspace.runs.run(runId);
  if (phaseOf(run.state) !== 'ended') {
    const report = await cancelRun(runId, workspace, host.clock);
    host.log.warning(
      `Run ${runId} was still alive when the job ended; ${CANCEL_SENTENCE[report]} — ${run.pageUrl ?? workspace.url}`,
    );
  }
}
