import { UserError } from '../../core/errors';
import type { Workspace } from '../../databricks/workspace';
import type { TaskHost } from '../../task/host';
import { CANCEL_SENTENCE, cancelRun } from './cancel';

export interface Cancellable {
  readonly runId: string;
  readonly workspace: Workspace;
  readonly host: TaskHost;
  /** Whether the run is this step's to cancel. */
  readonly isOurs: boolean;
}

const SENTENCE = { ...CANCEL_SENTENCE, left: 'it was left alone, since another step started it' };

/** Does `action`; when the pipeline is cancelled meanwhile, cancels the run and says how far that got. */
export async function cancellingWithPipeline<T>(cancellable: Cancellable, action: () => Promise<T>): Promise<T> {
  const { runId, workspace, host, isOurs } = cancellable;
  try {
    return await action();
  } catch (error) {
    if (!host.signal.aborted) {
      throw error;
    }
    const report = isOurs ? await cancelRun(runId, workspace, host) : 'left';
    throw new UserError('CANCELED', {
      what: `The pipeline was cancelled while run ${runId} was alive; ${SENTENCE[report]}.`,
      fix:
        report === 'ended'
          ? 'Re-run this stage if that was a mistake.'
          : `See in ${workspace.url} whether run ${runId} goes on, and cancel it there if need be.`,
      cause: error,
    });
  }
}
