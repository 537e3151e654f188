import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../lib/core/lossless-json';
import { endedRun, getRun, notebook, pythonFile, submit } from '../../../kit/workspace/runs';
import { call, errorOf, useWorkspaceServer } from '../../../kit/workspace/stand-in';

const SUBMIT = 'POST /api/2.2/jobs/runs/submit';
const N = '/Shared/n';

describe('runs submit', () => {
  const addWorkspace = useWorkspaceServer();

  const refused: readonly { name: string; body: JsonObject; message: RegExp }[] = [
    { name: 'no tasks', body: { run_name: 'x' }, message: /number of tasks/ },
    { name: 'a task without a key', body: { tasks: [{ notebook_task: { notebook_path: N } }] }, message: /task_key/ },
    { name: 'a key with a space', body: { tasks: [notebook(N, { task_key: 'a b' })] }, message: /'a b'/ },
    { name: 'a key used twice', body: { tasks: [notebook(N), notebook(N)] }, message: /must be unique: main/ },
    {
      name: 'a dependency on nothing',
      body: { tasks: [notebook(N, { depends_on: [{ task_key: 'none' }] })] },
      message: /depends on task none/,
    },
    {
      name: 'a circle',
      body: {
        tasks: [
          notebook(N, { task_key: 'a', depends_on: [{ task_key: 'b' }] }),
          notebook(N, { task_key: 'b', depends_on: [{ task_key: 'a' }] }),
        ],
      },
      message: /circle: a, b/,
    },
    { name: 'an unknown run_if', body: { tasks: [notebook(N, { run_if: 'SOMETIMES' })] }, message: /SOMETIMES/ },
    { name: 'a task of no type', body: { tasks: [{ task_key: 'a' }] }, message: /exactly one task type, not none/ },
    {
      name: 'a task of two types',
      body: { tasks: [{ ...pythonFile('/Shared/a.py'), ...notebook(N) }] },
      message: /notebook_task and spark_python_task/,
    },
    {
      name: 'a type that the stand-in does not run',
      body: { tasks: [{ task_key: 'a', sql_task: {} }] },
      message: /stand-in does not run tasks of type sql_task \(task a\)/,
    },
    { name: 'a relative notebook path', body: { tasks: [notebook('n')] }, message: /Only absolute paths/ },
    {
      name: 'a Python file of a cloud store',
      body: { tasks: [pythonFile('s3://bucket/a.py')] },
      message: /s3:\/\/bucket\/a\.py/,
    },
    {
      name: 'a Python file that leaves its root',
      body: { tasks: [pythonFile('/Volumes/../../a.py')] },
      message: /\/Volumes\/\.\.\/\.\.\/a\.py/,
    },
    {
      name: 'a Git source',
      body: { git_source: { git_url: 'https://example.com/r' }, tasks: [notebook(N)] },
      message: /git_source/,
    },
    {
      name: 'two kinds of compute',
      body: { tasks: [notebook(N, { existing_cluster_id: 'c', new_cluster: {} })] },
      message: /existing_cluster_id, new_cluster/,
    },
    {
      name: 'a cluster that does not exist',
      body: { tasks: [notebook(N, { existing_cluster_id: 'gone' })] },
      message: /^Cluster gone does not exist\.$/,
    },
    {
      name: 'an environment that is not defined',
      body: { tasks: [notebook(N, { environment_key: 'default' })] },
      message: /default/,
    },
    {
      name: 'job clusters, which only jobs have',
      body: { job_clusters: [{ job_cluster_key: 'j' }], tasks: [notebook(N, { job_cluster_key: 'j' })] },
      message: /Job cluster of task main is not defined: j/,
    },
    {
      name: 'libraries on serverless',
      body: { tasks: [notebook(N, { libraries: [{ pypi: { package: 'x' } }] })] },
      message: /Libraries field is not supported for serverless/,
    },
    {
      name: 'a Python file without compute',
      body: { tasks: [{ task_key: 'a', spark_python_task: { python_file: '/Shared/a.py' } }] },
      message: /cluster or an environment_key/,
    },
    {
      name: 'an idempotency token of 65 characters',
      body: { tasks: [notebook(N)], idempotency_token: 'x'.repeat(65) },
      message: /at most 64 characters, not 65/,
    },
  ];
  for (const { name, body, message } of refused) {
    it(`refuses ${name} and starts nothing`, async () => {
      const workspace = addWorkspace({ missingClusters: ['gone'] });
      const answer = await call(workspace, SUBMIT, body);
      assert.deepEqual(errorOf(answer), [400, 'INVALID_PARAMETER_VALUE']);
      assert.match(answer.body['message'] as string, message);
      assert.deepEqual(workspace.runs(), []);
    });
  }

  const computes: readonly JsonObject[] = [
    { existing_cluster_id: '1120-c1', libraries: [{ pypi: { package: 'pandas' } }] },
    { new_cluster: { spark_version: '15.4.x-cpu-ml-scala2.12', num_workers: 0 } },
    { environment_key: 'default' },
    {},
  ];
  for (const compute of computes) {
    it(`takes a notebook on ${JSON.stringify(compute)}`, async () => {
      const workspace = addWorkspace();
      workspace.putNotebook(N, 'dbutils.notebook.exit("ran")');
      const environments = [{ environment_key: 'default', spec: { client: '2' } }];
      const runId = await submit(workspace, { environments, tasks: [notebook(N, compute)] });
      const { output } = await endedRun(workspace, runId);
      assert.deepEqual(output['notebook_output'], { result: 'ran', truncated: false });
    });
  }

  for (const version of ['2.1', '2.2']) {
    it(`answers under version ${version}`, async () => {
      const workspace = addWorkspace();
      workspace.putNotebook(N, '');
      const answer = await call(workspace, `POST /api/${version}/jobs/runs/submit`, { tasks: [notebook(N)] });
      assert.equal(answer.status, 200);
    });
  }

  const unavailable: readonly { name: string; task: JsonObject; message: RegExp }[] = [
    {
      name: 'a notebook that does not exist',
      task: notebook('/Shared/none'),
      message: /Unable to access the notebook/,
    },
    { name: 'a file as notebook', task: notebook('/Shared/file.py'), message: /Unable to access the notebook/ },
    { name: 'a SQL notebook', task: notebook('/Shared/sql'), message: /does not run SQL notebooks: \/Shared\/sql/ },
    {
      name: 'a Python file that does not exist',
      task: pythonFile('/Shared/none.py'),
      message: /Cannot read the python file/,
    },
  ];
  for (const { name, task, message } of unavailable) {
    it(`takes ${name}, and the run fails`, async () => {
      const workspace = addWorkspace();
      workspace.putFile('/Shared/file.py', '');
      const sql = { path: '/Shared/sql', language: 'SQL', content: '' };
      await call(workspace, 'POST /api/2.0/workspace/import', sql);
      const runId = await submit(workspace, { tasks: [task] });
      await workspace.runEnded(runId);
      const run = await getRun(workspace, runId);
      const [{ state, status }] = run['tasks'] as [{ state: JsonObject; status: { termination_details: JsonObject } }];
      assert.deepEqual([state['life_cycle_state'], state['result_state']], ['INTERNAL_ERROR', 'FAILED']);
      assert.equal(status.termination_details['code'], 'RESOURCE_NOT_FOUND');
      assert.match(state['state_message'] as string, message);
    });
  }
});

describe('an idempotency token', () => {
  const addWorkspace = useWorkspaceServer();
  const token = 'x'.repeat(64);

  it('leads to the run it started, also after that has ended', async () => {
    const workspace = addWorkspace();
    workspace.putNotebook(N, '');
    const body = { tasks: [notebook(N)], idempotency_token: token };
    const first = await submit(workspace, body);
    assert.equal(await submit(workspace, body), first);
    await workspace.runEnded(first);
    assert.equal(await submit(workspace, body), first);
    assert.equal(workspace.runs().length, 1);
  });

  it('leads run-now to the run it started', async () => {
    const workspace = addWorkspace();
    workspace.putNotebook(N, '');
    const jobId = workspace.createJob({ tasks: [notebook(N)] });
    const fields = { job_id: BigInt(jobId), idempotency_token: token };
    const first = await call(workspace, 'POST /api/2.2/jobs/run-now', fields);
    const second = await call(workspace, 'POST /api/2.2/jobs/run-now', fields);
    assert.deepEqual(second.body, first.body);
    assert.equal(first.body['number_in_job'], first.body['run_id']);
  });

  it('means nothing in another workspace', async () => {
    const [one, other] = [addWorkspace(), addWorkspace()];
    const body = { tasks: [notebook('/Shared/none')], idempotency_token: token };
    await submit(one, body);
    await submit(other, body);
    assert.equal(other.runs().length, 1);
  });
});
