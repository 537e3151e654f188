import type { JsonObject } from '../core/lossless-json';
import type { Api } from './api';
import { textOf } from './wire/fields';
import { readRun, type Run } from './wire/run';
import { readRunOutput, type RunOutput } from './wire/run-output';

export interface CallLimits {
  readonly budgetMs?: number;
  readonly signal?: AbortSignal;
}

/** https://docs.databricks.com/api/azure/workspace/jobs (runs). */
export class RunsClient {
  constructor(private readonly api: Api) {}

  /** The run with all its tasks; more than 100 come in pages. */
  async run(runId: string, limits: CallLimits = {}): Promise<Run> {
    const first = await this.#page(runId, undefined, limits);
    const tasks = [first['tasks'] ?? []].flat();
    for (let token = textOf(first, 'next_page_token'); token !== undefined && token !== '';) {
      const page = await this.#page(runId, token, limits);
      tasks.push(...[page['tasks'] ?? []].flat());
      token = textOf(page, 'next_page_token');
    }
    return readRun({ ...first, tasks }, runId);
  }

  /** Takes the id of a task's run; a run of several tasks has no output of its own. */
  async output(taskRunId: string, limits: CallLimits = {}): Promise<RunOutput> {
    const path = '/api/2.2/jobs/runs/get-output';
    const query = { run_id: taskRunId };
    return readRunOutput(
      await this.api.call({ method: 'GET', path, query, doing: `Reading the output of run ${taskRunId}`, ...limits }),
    );
  }

  /** Answers at once; the run ends some time later. */
  async cancel(runId: string, limits: CallLimits = {}): Promise<void> {
    await this.api.call({
      method: 'POST',
      path: '/api/2.2/jobs/runs/cancel',
      body: { run_id: BigInt(runId) },
      doing: `Cancelling run ${runId}`,
      permission: `'Can Manage Run' on the job of run ${runId}`,
      repeatable: true,
      ...limits,
    });
  }

  #page(runId: string, pageToken: string | undefined, limits: CallLimits): Promise<JsonObject> {
    return this.api.call({
      method: 'GET',
      path: '/api/2.2/jobs/runs/get',
      query: { run_id: runId, page_token: pageToken },
      doing: `Reading run ${runId}`,
      permission: `'Can View' on run ${runId}`,
      ...limits,
    });
  }
}
