import assert from 'node:assert/strict';
import type { JsonObject } from '../../../lib/core/lossless-json';
import { notebook, submit } from '../../kit/workspace/runs';
import { call, idOf, useWorkspaceServer } from '../../kit/workspace/stand-in';

const STATUS = 'GET /api/2.0/workspace/get-status';

describe('stale reads', () => {
  const addWorkspace = useWorkspaceServer();

  it('miss a new object once', async () => {
    const workspace = addWorkspace({ staleReads: true });
    const fields = { path: '/Shared/a' };
    await call(workspace, 'POST /api/2.0/workspace/mkdirs', fields);
    const statuses = [await call(workspace, STATUS, fields), await call(workspace, STATUS, fields)];
    assert.deepEqual(
      statuses.map(({ status }) => status),
      [404, 200],
    );
    const first = await call(workspace, 'GET /api/2.0/workspace/list', { path: '/Shared' });
    const second = await call(workspace, 'GET /api/2.0/workspace/list', { path: '/Shared' });
    assert.deepEqual([first.body, (second.body['objects'] as readonly JsonObject[]).length], [{}, 1]);
  });

  it('see a deleted object once more', async () => {
    const workspace = addWorkspace({ staleReads: true });
    workspace.putFile('/Shared/a.txt', 'abc');
    await call(workspace, 'POST /api/2.0/workspace/delete', { path: '/Shared/a.txt' });
    const first = await call(workspace, STATUS, { path: '/Shared/a.txt' });
    const second = await call(workspace, STATUS, { path: '/Shared/a.txt' });
    assert.deepEqual([first.body['size'], second.status], [3, 404]);
  });

  it('miss a new job once', async () => {
    const workspace = addWorkspace({ staleReads: true });
    const { body } = await call(workspace, 'POST /api/2.2/jobs/create', { tasks: [notebook('/Shared/n')] });
    const fields = { job_id: BigInt(idOf(body)) };
    const statuses = [
      await call(workspace, 'GET /api/2.2/jobs/get', fields),
      await call(workspace, 'GET /api/2.2/jobs/get', fields),
    ];
    assert.deepEqual(
      statuses.map(({ status }) => status),
      [400, 200],
    );
    assert.deepEqual((await call(workspace, 'GET /api/2.2/jobs/list')).body, { has_more: false });
  });

  it('miss a new run once, and its cancellation once', async () => {
    const workspace = addWorkspace({ staleReads: true });
    workspace.putNotebook('/Shared/n', 'import time; time.sleep(60)');
    const fields = { run_id: await submit(workspace, { tasks: [notebook('/Shared/n')] }) };
    const read = async () => (await call(workspace, 'GET /api/2.2/jobs/runs/get', fields)).body;
    assert.equal((await read())['message'], `Run ${fields.run_id} does not exist.`);
    await workspace.waitForRun(fields.run_id, ({ phase }) => phase === 'RUNNING');
    await call(workspace, 'POST /api/2.2/jobs/runs/cancel', fields);
    await workspace.runEnded(fields.run_id);
    assert.deepEqual((await read())['status'], { state: 'RUNNING' });
    assert.equal(((await read())['status'] as JsonObject)['state'], 'TERMINATED');
  });

  it('do not exist unless asked for', async () => {
    const workspace = addWorkspace();
    await call(workspace, 'POST /api/2.0/workspace/mkdirs', { path: '/Shared/a' });
    assert.equal((await call(workspace, STATUS, { path: '/Shared/a' })).status, 200);
  });
});
