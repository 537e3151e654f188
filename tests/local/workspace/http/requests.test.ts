import assert from 'node:assert/strict';
import { RequestLog } from '../../../../local/workspace/http/request-log';
import { call, useWorkspaceServer } from '../../../kit/workspace/stand-in';

describe('recorded requests', () => {
  const addWorkspace = useWorkspaceServer();

  it('tell everything about a request and the status of its answer', async () => {
    const workspace = addWorkspace();
    await call(workspace, 'GET /api/2.0/workspace/get-status', { path: '/none' });
    await call(workspace, 'POST /api/2.2/jobs/delete', { job_id: 9007199254740993n });
    const [first, second] = workspace.requests;
    assert.deepEqual(
      [first?.method, first?.path, first?.query, first?.body, first?.status],
      ['GET', '/api/2.0/workspace/get-status', { path: '/none' }, undefined, 404],
    );
    assert.deepEqual([second?.method, second?.body, second?.status], ['POST', { job_id: 9007199254740993n }, 400]);
    assert.equal(first?.headers['authorization'], `Bearer ${workspace.token}`);
  });

  it('can be waited for, before they come and afterwards', async () => {
    const workspace = addWorkspace();
    const early = workspace.waitForRequest({ method: 'GET', path: '/api/2.2/jobs/list' });
    await call(workspace, 'GET /api/2.2/jobs/runs/list');
    await call(workspace, 'GET /api/2.2/jobs/list');
    const late = workspace.waitForRequest({ path: /jobs\/list$/ }, { answered: true });
    assert.equal(await early, workspace.requests[1]);
    assert.equal(await late, workspace.requests[1]);
  });

  it('can be waited for until they are answered', async () => {
    const workspace = addWorkspace();
    workspace.addFault({ hang: true });
    const order: string[] = [];
    const arrived = workspace.waitForRequest({}).then(() => order.push('arrived'));
    const answered = workspace.waitForRequest({}, { answered: true }).then(() => order.push('answered'));
    call(workspace, 'GET /api/2.2/jobs/list').catch(() => undefined);
    await arrived;
    await call(workspace, 'GET /api/2.2/jobs/list');
    await answered;
    assert.deepEqual(order, ['arrived', 'answered']);
  });

  it('are forgotten, the oldest first, when their bodies would fill the memory', () => {
    const log = new RequestLog();
    const request = { method: 'POST', path: '/a', query: {}, headers: {}, body: undefined };
    for (let number = 0; number < 20; number += 1) {
      log.record({ ...request, path: `/${number}` }, 10 * 1024 ** 2);
    }
    assert.deepEqual(
      log.requests.map(({ path }) => path),
      ['/14', '/15', '/16', '/17', '/18', '/19'],
    );
    log.record({ ...request, path: '/large' }, 1024 ** 3);
    assert.deepEqual(
      log.requests.map(({ path }) => path),
      ['/large'],
    );
  });
});
