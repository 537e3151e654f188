import assert from 'node:assert/strict';
import { toJson, type JsonObject } from '../../../../lib/core/lossless-json';
import type { Workspace } from '../../../../local/workspace/workspace';
import { getRun, notebook, submit } from '../../../kit/workspace/runs';
import { answered, call, errorOf, idOf, useWorkspaceServer } from '../../../kit/workspace/stand-in';

/** The pages of a list, each as the ids or keys on it. */
async function pages(workspace: Workspace, endpoint: string, { list, ...fields }: { list: string } & JsonObject) {
  const found: (readonly string[])[] = [];
  let token: JsonObject = {};
  do {
    const { status, body } = await call(workspace, endpoint, { ...fields, ...token });
    assert.equal(status, 200);
    const items = (body[list] ?? []) as readonly JsonObject[];
    found.push(items.map((item) => (typeof item['task_key'] === 'string' ? item['task_key'] : idOf(item))));
    token = { page_token: body['next_page_token'] };
  } while (token['page_token'] !== undefined);
  return found;
}

function keys(from: number, to: number): readonly string[] {
  return Array.from({ length: to - from }, (_, index) => `t${from + index}`);
}

describe('pages', () => {
  const addWorkspace = useWorkspaceServer();
  const tasks = keys(0, 205).map((key) => notebook('/Shared/none', { task_key: key }));

  it('of jobs/list show the newest job first, 20 at a time by default', async () => {
    const workspace = addWorkspace();
    const ids = Array.from({ length: 45 }, () => workspace.createJob({ tasks: [notebook('/Shared/n')] })).toReversed();
    const list = { list: 'jobs' };
    const byDefault = await pages(workspace, 'GET /api/2.2/jobs/list', list);
    assert.deepEqual(byDefault, [ids.slice(0, 20), ids.slice(20, 40), ids.slice(40)]);
    assert.deepEqual(await pages(workspace, 'GET /api/2.2/jobs/list', { ...list, limit: 100 }), [ids]);
  });

  it('of runs/list show the newest run first, and at most 24 runs', async () => {
    const workspace = addWorkspace();
    const ids: string[] = [];
    for (let count = 0; count < 30; count += 1) {
      ids.unshift(await submit(workspace, { tasks: [notebook('/Shared/none')] }));
    }
    const list = { list: 'runs' };
    assert.deepEqual(await pages(workspace, 'GET /api/2.2/jobs/runs/list', list), [ids.slice(0, 20), ids.slice(20)]);
    const most = await pages(workspace, 'GET /api/2.2/jobs/runs/list', { ...list, limit: 0 });
    assert.deepEqual(most, [ids.slice(0, 24), ids.slice(24)]);
  });

  for (const { version, expected } of [
    { version: '2.2', expected: [keys(0, 100), keys(100, 200), keys(200, 205)] },
    { version: '2.1', expected: [keys(0, 205)] },
  ]) {
    it(`of the tasks of a run or job hold ${expected[0]?.length} under version ${version}`, async () => {
      const workspace = addWorkspace();
      const runId = await submit(workspace, { tasks });
      const ofRun = await pages(workspace, `GET /api/${version}/jobs/runs/get`, { list: 'tasks', run_id: runId });
      assert.deepEqual(ofRun, expected);

      const fields = { job_id: BigInt(workspace.createJob({ tasks })) };
      const first = await call(workspace, `GET /api/${version}/jobs/get`, fields);
      const { tasks: listed } = first.body['settings'] as { tasks: readonly JsonObject[] };
      assert.deepEqual(
        listed.map((task) => task['task_key']),
        expected[0],
      );
      assert.equal(first.body['next_page_token'] === undefined, expected.length === 1);
    });
  }

  type Ids = Readonly<Record<'job_id' | 'run_id', bigint>>;
  const lists: readonly { endpoint: string; list: string; fields?: (ids: Ids) => JsonObject; token?: string }[] = [
    { endpoint: 'GET /api/2.1/jobs/list', list: 'jobs' },
    { endpoint: 'GET /api/2.2/jobs/list', list: 'jobs' },
    { endpoint: 'GET /api/2.2/jobs/get', list: 'settings', fields: ({ job_id }) => ({ job_id }) },
    { endpoint: 'GET /api/2.2/jobs/runs/list', list: 'runs' },
    { endpoint: 'GET /api/2.2/jobs/runs/get', list: 'tasks', fields: ({ run_id }) => ({ run_id }) },
    { endpoint: 'GET /api/2.0/repos', list: 'repos', token: 'next_page_token' },
    { endpoint: 'GET /api/2.1/unity-catalog/catalogs', list: 'catalogs' },
  ];
  for (const { endpoint, list, fields = () => ({}), token = 'page_token' } of lists) {
    it(`of ${endpoint} begin anew with an empty token`, async () => {
      const workspace = addWorkspace();
      const job_id = BigInt(workspace.createJob({ tasks: [notebook('/Shared/none')] }));
      const run_id = BigInt(idOf(await answered(workspace, 'POST /api/2.2/jobs/run-now', { job_id })));
      await workspace.runEnded(run_id);
      const asked = fields({ job_id, run_id });
      const first = await answered(workspace, endpoint, asked);
      const anew = await answered(workspace, endpoint, { ...asked, [token]: '' });
      assert.deepEqual(anew[list], first[list]);
    });
  }

  const refused: readonly { endpoint: string; fields: JsonObject }[] = [
    { endpoint: 'GET /api/2.2/jobs/list', fields: { limit: 0 } },
    { endpoint: 'GET /api/2.2/jobs/list', fields: { limit: 101 } },
    { endpoint: 'GET /api/2.2/jobs/list', fields: { page_token: 'made up' } },
    { endpoint: 'GET /api/2.2/jobs/runs/list', fields: { limit: 25 } },
    { endpoint: 'GET /api/2.2/jobs/runs/list', fields: { active_only: true, completed_only: true } },
  ];
  for (const { endpoint, fields } of refused) {
    it(`${endpoint} refuses ${JSON.stringify(fields)}`, async () => {
      const answer = await call(addWorkspace(), endpoint, fields);
      assert.deepEqual(errorOf(answer), [400, 'INVALID_PARAMETER_VALUE']);
    });
  }
});

describe('runs/list', () => {
  const addWorkspace = useWorkspaceServer();

  it('filters by state, job and type', async () => {
    const workspace = addWorkspace();
    workspace.putNotebook('/Shared/slow', 'import time; time.sleep(60)');
    const ended = await submit(workspace, { tasks: [notebook('/Shared/none')] });
    await workspace.runEnded(ended);
    const active = await submit(workspace, { tasks: [notebook('/Shared/slow')] });
    const jobId = BigInt(workspace.createJob({ tasks: [notebook('/Shared/slow')] }));
    const ofJob = idOf((await call(workspace, 'POST /api/2.2/jobs/run-now', { job_id: jobId })).body);

    const expected: readonly { fields: JsonObject; ids: readonly string[] }[] = [
      { fields: {}, ids: [ofJob, active, ended] },
      { fields: { active_only: true }, ids: [ofJob, active] },
      { fields: { completed_only: true }, ids: [ended] },
      { fields: { job_id: jobId }, ids: [ofJob] },
      { fields: { run_type: 'SUBMIT_RUN' }, ids: [active, ended] },
      { fields: { start_time_to: 1 }, ids: [] },
    ];
    for (const { fields, ids } of expected) {
      const { body } = await call(workspace, 'GET /api/2.2/jobs/runs/list', fields);
      assert.deepEqual(((body['runs'] ?? []) as readonly JsonObject[]).map(idOf), ids, toJson(fields));
    }
  });

  it('shows tasks only when asked to', async () => {
    const workspace = addWorkspace();
    const runId = await submit(workspace, { tasks: [notebook('/Shared/none')] });
    await workspace.runEnded(runId);
    const alone = await call(workspace, 'GET /api/2.2/jobs/runs/list');
    const expanded = await call(workspace, 'GET /api/2.2/jobs/runs/list', { expand_tasks: true });
    const { tasks } = await getRun(workspace, runId);
    const [first] = alone.body['runs'] as [JsonObject];
    assert.equal(first['tasks'], undefined);
    assert.deepEqual((expanded.body['runs'] as [JsonObject])[0]['tasks'], tasks);
  });
});
