import type { JsonObject } from '../core/lossless-json';
import { allPages } from './api/all-pages';
import type { Api } from './api/api';
import { requiredId } from './wire/fields';
import { readRun, taskRunIds, type Run } from './wire/run';
import { readRunOutput, type RunOutput } from './wire/run-output';

export interface CallLimits {
  readonly budgetMs?: number;
  readonly signal?: AbortSignal;
}

interface RunAsked extends CallLimits {
  readonly history?: 'true';
}

/** https://docs.databricks.com/api/azure/workspace/jobs (runs). */
export class RunsClient {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  /** The run with all its tasks; more than 100 are paged. */
  async run(runId: string, limits: CallLimits = {}): Promise<Run> {
    return readRun(await this.#allOf(runId, limits), runId);
  }

  /** All IDs of the run: its own, those of tasks and retries, and those that a repair has replaced. */
  async idsOf(runId: string): Promise<ReadonlySet<string>> {
    return new Set([runId, ...taskRunIds(await this.#allOf(runId, { history: 'true' }))]);
  }

  /** Needs the ID of a task run; a run with several tasks has no output. */
  output(taskRunId: string, limits: CallLimits = {}): Promise<RunOutput> {
    const path = '/api/2.2/jobs/runs/get-output';
    const query = { run_id: taskRunId };
    const doing = `Reading the output of run ${taskRunId}`;
    return this.#api.read({ method: 'GET', path, query, doing, ...limits }, readRunOutput);
  }

  /** Returns at once; the run ends some time later. */
  async cancel(runId: string, limits: CallLimits = {}): Promise<void> {
    await this.#api.call({
      method: 'POST',
      path: '/api/2.2/jobs/runs/cancel',
      body: { run_id: BigInt(runId) },
      doing: `Cancelling run ${runId}`,
      permission: `'Can Manage Run' on the job of run ${runId}`,
      repeatable: true,
      ...limits,
    });
  }

  async #allOf(runId: string, asked: RunAsked): Promise<JsonObject> {
    const pages = await allPages(`Reading run ${runId}`, (token) => this.#page(runId, token, asked));
    return { ...pages[0], tasks: pages.flatMap((page) => page['tasks'] ?? []) };
  }

  #page(runId: string, pageToken: string | undefined, { history, ...limits }: RunAsked): Promise<JsonObject> {
    const request = {
      method: 'GET',
      path: '/api/2.2/jobs/runs/get',
      query: { run_id: runId, page_token: pageToken, include_history: history },
      doing: `Reading run ${runId}`,
      permission: `'Can View' on run ${runId}`,
      ...limits,
    } as const;
    return this.#api.read(request, (json) => {
      requiredId(json, 'run_id');
      return json;
    });
  }
}
