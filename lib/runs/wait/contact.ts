import { formatDuration } from '../../core/durations';
import { UserError } from '../../core/errors';
import { ApiError } from '../../databricks/api/api-error';
import { isPassing } from '../../databricks/api/passing';
import type { Run } from '../../databricks/wire/run';
import type { Workspace } from '../../databricks/workspace';
import type { TaskHost } from '../../task/host';

const PATIENCE_MS = 15 * 60_000;
const ATTEMPT_BUDGET_MS = 30_000;
/** A run that was just started may not be readable everywhere yet. */
const APPEARS_WITHIN_MS = 30_000;

/** Polls one run, and tolerates a service that is unreachable for a while. */
export class Contact {
  #lastGood: number;
  #lost = false;
  #seen: boolean;

  readonly #runId: string;
  readonly #tools: { readonly workspace: Workspace; readonly host: TaskHost; readonly justStarted: boolean };

  constructor(
    runId: string,
    tools: { readonly workspace: Workspace; readonly host: TaskHost; readonly justStarted: boolean },
  ) {
    this.#runId = runId;
    this.#tools = tools;
    this.#lastGood = tools.host.clock.now();
    this.#seen = !tools.justStarted;
  }

  /** The run, or undefined while there is no contact. */
  async look(): Promise<Run | undefined> {
    const { workspace, host } = this.#tools;
    try {
      const run = await workspace.runs.run(this.#runId, { budgetMs: ATTEMPT_BUDGET_MS, signal: host.signal });
      this.#regained();
      return run;
    } catch (error) {
      host.signal.throwIfAborted();
      if (!this.#passes(error)) {
        throw this.#explained(error);
      }
      this.#noteLoss(error);
      return undefined;
    }
  }

  #passes(error: unknown): boolean {
    if (error instanceof ApiError && error.kind === 'absent') {
      return !this.#seen && this.#silenceMs() < APPEARS_WITHIN_MS;
    }
    return isPassing(error);
  }

  #explained(error: unknown): unknown {
    return error instanceof ApiError && error.kind === 'absent'
      ? new UserError('RUN_NOT_FOUND', {
          what: `There is no run ${this.#runId} in ${this.#tools.workspace.url}.`,
          fix: "Correct 'runId', or set the connection of the workspace in which the run was started.",
          cause: error,
        })
      : error;
  }

  #regained(): void {
    const { clock, log } = this.#tools.host;
    if (this.#lost) {
      log.info(`Run ${this.#runId}: in contact again after ${formatDuration(this.#silenceMs())}`);
    }
    this.#lost = false;
    this.#seen = true;
    this.#lastGood = clock.now();
  }

  #noteLoss(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    if (this.#silenceMs() >= PATIENCE_MS) {
      throw new UserError('CONTACT_LOST', {
        what: `Run ${this.#runId} could not be seen for ${formatDuration(this.#silenceMs())}: ${message}. The step did not touch it, and it may still be running.`,
        fix: `Look at the run in ${this.#tools.workspace.url}, then re-run this stage: it attaches to the run if that is still alive.`,
        cause: error,
      });
    }
    if (!this.#lost && isPassing(error)) {
      this.#tools.host.log.warning(
        `Run ${this.#runId}: no contact (${message}); trying again for up to ${formatDuration(PATIENCE_MS)}`,
      );
    }
    this.#lost ||= isPassing(error);
  }

  #silenceMs(): number {
    return this.#tools.host.clock.now() - this.#lastGood;
  }
}
