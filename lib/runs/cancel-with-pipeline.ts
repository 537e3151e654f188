import { UserError } from '../core/errors';
import type { Workspace } from '../databricks/workspace';
import type { TaskHost } from '../task/host';
import { CANCEL_SENTENCE, cancelRun } from './cancel';

export interface Cancellable {
  readonly runId: string;
  readonly workspace: Workspace;
  readonly host: TaskHost;
  /** Whether the run is this step's to cancel. */
  readonly isOurs: boolean;
}

/** Does `action`; when the pipeline is cancelled meanwhile, cancels the run and says how far that got. */
export async function cancellingWithPipeline<T>(cancellable: Cancellable, action: () => Promise<T>): Promise<T> {
  const { runId, workspace, host, isOurs } = cancellable;
  try {
    return await action();
  } catch (error) {
    if (!host.signal.aborted) {
      throw error;
    }
    const report = isOurs
      ? CANCEL_SENTENCE[await cancelRun(runId, workspace, host.clock)]
      : 'it was left alone, since another step started it';
    throw new UserError('CANCELED', {
      what: `The pipeline was cancelled while run ${runId} was alive; ${report}.`,
      fix: `Look at run ${runId} in ${workspace.url} if it matters whether it ended.`,
      cause: error,
    });
  }
}
