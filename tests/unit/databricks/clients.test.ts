import assert from 'node:assert/strict';
import { parseJson, type JsonObject } from '../../../lib/core/lossless-json';
import type { HttpRequest } from '../../../lib/http/message';
import { ScriptedService } from '../../kit/http/scripted-service';

const RUN = '/api/2.2/jobs/runs/get';
const LIST = '/api/2.2/jobs/list';
const query = ({ url }: HttpRequest): JsonObject => Object.fromEntries(new URL(url).searchParams);

function tasks(from: number, to: number): readonly JsonObject[] {
  return Array.from({ length: to - from }, (_, index) => ({ task_key: `t${from + index}`, run_id: from + index }));
}

describe('RunsClient', () => {
  it('gathers the tasks of all pages', async () => {
    const service = new ScriptedService({
      [RUN]: [
        { run_id: 5, tasks: tasks(0, 100), next_page_token: 'p2' },
        { run_id: 5, tasks: tasks(100, 200), next_page_token: 'p3' },
        { run_id: 5, tasks: tasks(200, 230), next_page_token: '' },
      ],
    });
    const run = await service.workspace.runs.run('5');
    assert.deepEqual(
      run.tasks.map(({ key }) => key),
      tasks(0, 230).map((task) => task['task_key']),
    );
    assert.deepEqual(service.to(RUN).map(query), [
      { run_id: '5' },
      { run_id: '5', page_token: 'p2' },
      { run_id: '5', page_token: 'p3' },
    ]);
  });

  it('knows the latest attempt of each task, in the order of the tasks', async () => {
    const attempts = [
      { task_key: 'a', run_id: 2, attempt_number: 1 },
      { task_key: 'b', run_id: 3 },
      { task_key: 'a', run_id: 1, attempt_number: 0 },
    ];
    const { workspace } = new ScriptedService({ [RUN]: { run_id: 5, tasks: attempts } });
    assert.deepEqual(
      (await workspace.runs.run('5')).tasks.map(({ key, id }) => [key, id]),
      [
        ['a', '2'],
        ['b', '3'],
      ],
    );
  });

  it('keeps ids whole and takes 0 for a moment that has not come', async () => {
    const body = '{"run_id":9007199254740993,"job_id":9007199254740995,"start_time":0,"end_time":0}';
    const { workspace } = new ScriptedService({ [RUN]: { status: 200, body } });
    const { id, jobId, startTime, endTime } = await workspace.runs.run('9007199254740993');
    assert.deepEqual([id, jobId, startTime, endTime], ['9007199254740993', '9007199254740995', undefined, undefined]);
  });

  it('cancels by the whole id', async () => {
    const path = '/api/2.2/jobs/runs/cancel';
    const service = new ScriptedService({ [path]: ['lost', {}] });
    await service.workspace.runs.cancel('9007199254740993');
    assert.deepEqual(
      service.to(path).map(({ body }) => body),
      Array(2).fill('{"run_id":9007199254740993}'),
    );
  });

  it('reads the output of a task', async () => {
    const output = { notebook_output: { result: 'r', truncated: true }, logs: 'l', error: 'e', error_trace: 't' };
    const { workspace } = new ScriptedService({ '/api/2.2/jobs/runs/get-output': output });
    assert.deepEqual(await workspace.runs.output('6'), {
      notebookResult: 'r',
      notebookResultTruncated: true,
      logs: 'l',
      logsTruncated: false,
      error: 'e',
      errorTrace: 't',
    });
  });
});

describe('JobsClient', () => {
  it('finds jobs of exactly one name, though the service ignores case', async () => {
    const jobs = ['Train', 'train', 'train'].map((name, index) => ({ job_id: index, settings: { name } }));
    const service = new ScriptedService({ [LIST]: { jobs } });
    assert.deepEqual(
      (await service.workspace.jobs.jobsNamed('train')).map(({ id }) => id),
      ['1', '2'],
    );
    assert.deepEqual(service.to(LIST).map(query), [{ name: 'train', limit: '100' }]);
  });

  it('reads which parameters and kinds of tasks a job has', async () => {
    const settings = {
      name: 'n',
      parameters: [{ name: 'p' }],
      tasks: [{ task_key: 'a', notebook_task: {}, libraries: [] }],
    };
    const { workspace } = new ScriptedService({
      '/api/2.2/jobs/get': { job_id: 7, creator_user_name: 'ann', settings },
    });
    assert.deepEqual(await workspace.jobs.job('7'), {
      id: '7',
      name: 'n',
      creator: 'ann',
      parameterNames: ['p'],
      taskKinds: ['notebook_task'],
    });
  });

  const start = {
    path: '/api/2.2/jobs/run-now',
    body: { job_id: 7 },
    doing: 'Starting job 7',
    permission: 'x',
  } as const;

  it('starts with a token, and so again when the answer is lost', async () => {
    const service = new ScriptedService({ [start.path]: ['lost', { run_id: 12 }] });
    assert.equal(await service.workspace.jobs.start(start, 'tok'), '12');
    const bodies = service.to(start.path).map(({ body }) => parseJson(typeof body === 'string' ? body : ''));
    const body = { job_id: 7, idempotency_token: 'tok' };
    assert.deepEqual(bodies, [body, body]);
  });

  it('does not take an answer without a run id for a start', async () => {
    const { workspace } = new ScriptedService({ [start.path]: {} });
    await assert.rejects(workspace.jobs.start(start, 'tok'), /it has no 'run_id'/);
  });
});

describe('WorkspaceFilesClient', () => {
  const STATUS = '/api/2.0/workspace/get-status';
  it('says undefined only of a path at which nothing stands', async () => {
    const missing = { status: 404, body: '{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"no"}' };
    const denied = { status: 403, body: '{"error_code":"PERMISSION_DENIED","message":"no"}' };
    const { workspace } = new ScriptedService({
      [STATUS]: [missing, denied],
      '/api/2.0/workspace/list': [missing, {}],
    });
    assert.equal(await workspace.files.status('/a'), undefined);
    await assert.rejects(workspace.files.status('/a'), /no/);
    assert.deepEqual([await workspace.files.list('/a'), await workspace.files.list('/b')], [undefined, []]);
  });
});

describe('Workspace', () => {
  it('requests its identity only if it needs the time and does not know it', async () => {
    const ME = '/api/2.0/preview/scim/v2/Me';
    const service = new ScriptedService({ [ME]: { userName: 'u', displayName: 'Ann' }, [LIST]: {} });
    const first = await service.workspace.timeOfFirstAnswer();
    service.clock.advance(5000);
    assert.equal(await service.workspace.timeOfFirstAnswer(), first);
    assert.equal(service.to(ME).length, 1);
  });
});
