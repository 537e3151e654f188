import { UserError } from '../../core/errors';
import { leavesDoubt } from '../../databricks/api/passing';
import { unlessAbsent } from '../../databricks/api/unless-absent';
import type { Workspace } from '../../databricks/workspace';
import type { TaskHost } from '../../task/host';
import { phaseOf } from '../outcome/outcome';
import { CANCEL_SENTENCE, cancelRun } from './cancel';
import { keptStart, type UnansweredStart } from './left-to-cancel';

/** Nobody kills this step soon: the agent gives a cancelled job five minutes by default. */
const BUDGET_MS = 60_000;

interface CleaningUp {
  readonly host: TaskHost;
  readonly workspace: Workspace;
}

/** After the job: cancels the run that the step left alive, e.g. because its process was killed. */
export async function cancelLeftRun({ host, workspace }: CleaningUp): Promise<void> {
  const runId = await leftRunId({ host, workspace });
  if (runId === undefined) {
    return;
  }
  // A run that was just started may not be readable yet.
  const run = await unlessAbsent(() => workspace.runs.run(runId));
  if (run === undefined || phaseOf(run.state) !== 'ended') {
    const report = await cancelRun(runId, workspace, { clock: host.clock, budgetMs: BUDGET_MS });
    host.log.warning(
      `Run ${runId} was still alive when the job ended; ${CANCEL_SENTENCE[report]} — ${run?.pageUrl ?? workspace.url}`,
    );
  }
}

async function leftRunId({ host, workspace }: CleaningUp): Promise<string | undefined> {
  const runId = host.recall('runToCancel') ?? '';
  if (runId !== '') {
    return runId;
  }
  const unanswered = keptStart(host);
  return unanswered === undefined ? undefined : runIdOf(unanswered, { host, workspace });
}

/** The token returns the run. If the request never arrived, this starts one: the service has no other lookup. */
async function runIdOf({ start, token }: UnansweredStart, { host, workspace }: CleaningUp): Promise<string> {
  host.log.info(
    'A start request got no answer before its step ended: asking again with the same token, to cancel the run',
  );
  try {
    return await workspace.jobs.start(start, token, AbortSignal.any([host.signal, AbortSignal.timeout(BUDGET_MS)]));
  } catch (error) {
    throw leavesDoubt(error) ? unconfirmed(error, workspace) : error;
  }
}

function unconfirmed(cause: unknown, { url }: Workspace): UserError {
  const message = cause instanceof Error ? cause.message : String(cause);
  return new UserError('START_UNCONFIRMED', {
    what: `The step was cancelled while a run was being started, and no answer contained its ID (${message}); a run may be alive.`,
    fix: `Look for it among the recent runs in ${url} and cancel it there.`,
    cause,
  });
}
