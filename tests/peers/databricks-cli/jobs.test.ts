import assert from 'node:assert/strict';
import { toJson, type Json, type JsonObject } from '../../../lib/core/lossless-json';
import { useCommandLine, type CommandLine } from './command-line';

const SOURCE = 'dbutils.notebook.exit(dbutils.widgets.get("who"))';
const ENDLESS = 'import time\nprint("up")\ntime.sleep(600)';

describe('the official CLI, jobs', () => {
  const openCommandLine = useCommandLine();

  /** Puts the notebook and creates a job that runs it; returns the job's id. */
  async function createJob(cli: CommandLine, source: string): Promise<string> {
    cli.workspace.putNotebook('/Shared/job', source);
    cli.write('job.json', toJson({ ...settings(), parameters: [{ name: 'who', default: 'nobody' }] }));
    return idOf(await cli.json('jobs', 'create', '--json', '@job.json'), 'job_id');
  }

  function settings(): JsonObject {
    return { name: 'from the CLI', tasks: [{ task_key: 'main', notebook_task: { notebook_path: '/Shared/job' } }] };
  }

  it('creates a job, runs it to its end and reads what came of it', async () => {
    const cli = openCommandLine();
    const job = await createJob(cli, SOURCE);
    const request = toJson({ job_id: BigInt(job), job_parameters: { who: 'Zoë' } });
    const run = (await cli.json('jobs', 'run-now', '--json', request)) as JsonObject;
    assert.deepEqual(statesOf(run), ['TERMINATED', 'SUCCESS']);

    const runId = idOf(run, 'run_id');
    const again = (await cli.json('jobs', 'get-run', runId)) as JsonObject;
    assert.deepEqual(statesOf(again), ['TERMINATED', 'SUCCESS']);
    const [task] = again['tasks'] as readonly [JsonObject];
    const output = (await cli.json('jobs', 'get-run-output', idOf(task, 'run_id'))) as JsonObject;
    assert.equal((output['notebook_output'] as JsonObject)['result'], 'Zoë');

    const runs = (await cli.json('jobs', 'list-runs', '--job-id', job)) as readonly JsonObject[];
    assert.deepEqual(
      runs.map((found) => idOf(found, 'run_id')),
      [runId],
    );
    const jobs = (await cli.json('jobs', 'list', '--name', 'from the CLI')) as readonly JsonObject[];
    assert.deepEqual(
      jobs.map((found) => idOf(found, 'job_id')),
      [job],
    );
  });

  it('submits a one-time run that fails, and shows why', async () => {
    const cli = openCommandLine();
    cli.workspace.putNotebook('/Shared/job', 'raise ValueError("no rows")');
    const submitted = (await cli.json('jobs', 'submit', '--no-wait', '--json', toJson(settings()))) as JsonObject;
    const runId = idOf(submitted, 'run_id');
    const { tasks } = await cli.workspace.runEnded(runId);
    assert.deepEqual(statesOf((await cli.json('jobs', 'get-run', runId)) as JsonObject), ['INTERNAL_ERROR', 'FAILED']);
    const output = (await cli.json('jobs', 'get-run-output', String(tasks[0]?.runId))) as JsonObject;
    assert.equal(output['error'], 'ValueError: no rows');
  });

  it('cancels a run and waits until it has ended', async () => {
    const cli = openCommandLine();
    const job = await createJob(cli, ENDLESS);
    const runId = idOf(await cli.json('jobs', 'run-now', job, '--no-wait'), 'run_id');
    await cli.workspace.waitForRun(runId, (run) => run.tasks[0]?.stdout === 'up\n');
    const { exitCode, stderr } = await cli.run('jobs', 'cancel-run', runId);
    assert.equal(exitCode, 0, stderr);
    assert.deepEqual(statesOf((await cli.json('jobs', 'get-run', runId)) as JsonObject), ['TERMINATED', 'CANCELED']);
  });

  for (const words of [
    ['jobs', 'get', '12'],
    ['jobs', 'run-now', '12'],
    ['jobs', 'get-run', '12'],
  ]) {
    it(`fails at ${words.join(' ')} when there is no 12`, async () => {
      const { exitCode, stderr } = await openCommandLine().run(...words);
      assert.equal(exitCode, 1);
      assert.match(stderr, /(?:Job|Run) 12 does not exist/);
    });
  }
});

function idOf(reply: Json, name: 'job_id' | 'run_id'): string {
  const id = (reply as JsonObject)[name];
  assert.ok(typeof id === 'bigint', `${toJson(reply)} holds a ${name} beyond 2^53`);
  return String(id);
}

function statesOf(run: JsonObject): readonly unknown[] {
  const { life_cycle_state, result_state } = run['state'] as JsonObject;
  return [life_cycle_state, result_state];
}
