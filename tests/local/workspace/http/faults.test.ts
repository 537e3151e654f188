import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../lib/core/lossless-json';
import type { Fault } from '../../../../local/workspace/http/fault';
import { VirtualClock } from '../../../kit/virtual-clock';
import { getRun, notebook, submit } from '../../../kit/workspace/runs';
import { call, errorOf, useWorkspaceServer } from '../../../kit/workspace/stand-in';

const LIST = 'GET /api/2.2/jobs/list';
const MKDIRS = 'POST /api/2.0/workspace/mkdirs';

describe('a fault', () => {
  const addWorkspace = useWorkspaceServer();

  it('answers in place of the service, once', async () => {
    const workspace = addWorkspace();
    workspace.addFault({ method: 'GET', path: '/api/2.2/jobs/list', status: 429, headers: { 'retry-after': '3' } });
    const first = await call(workspace, LIST);
    assert.deepEqual(errorOf(first), [429, 'REQUEST_LIMIT_EXCEEDED']);
    assert.equal(first.headers.get('retry-after'), '3');
    assert.equal((await call(workspace, LIST)).status, 200);
  });

  it('cuts the connection in the middle of the answer, after the change', async () => {
    const workspace = addWorkspace();
    workspace.addFault({ method: 'POST', path: '/api/2.0/workspace/mkdirs', truncated: true });
    await assert.rejects(call(workspace, MKDIRS, { path: '/Shared/cut' }));
    assert.equal((await call(workspace, 'GET /api/2.0/workspace/get-status', { path: '/Shared/cut' })).status, 200);
  });

  const bodies: readonly { fault: Fault; type: string; text: string }[] = [
    { fault: { status: 502, body: '<html>Bad Gateway</html>' }, type: 'text/html', text: '<html>Bad Gateway</html>' },
    { fault: { status: 503, body: 'busy' }, type: 'text/plain', text: 'busy' },
    {
      fault: { body: { jobs: [{ job_id: 9007199254740993n }] } },
      type: 'application/json',
      text: '{"jobs":[{"job_id":9007199254740993}]}',
    },
  ];
  for (const { fault, type, text } of bodies) {
    it(`answers ${text} as ${type}`, async () => {
      const workspace = addWorkspace();
      workspace.addFault(fault);
      const headers = { authorization: `Bearer ${workspace.token}` };
      const response = await fetch(`${workspace.host}/api/2.2/jobs/list`, { headers });
      assert.equal(response.status, fault.status ?? 200);
      assert.equal(response.headers.get('content-type'), type);
      assert.equal(await response.text(), text);
    });
  }

  const hits: readonly { name: string; fault: Fault; statuses: readonly number[] }[] = [
    { name: 'applies as often as set', fault: { status: 500, times: 2 }, statuses: [500, 500, 200, 200] },
    {
      name: 'skips the first requests if set',
      fault: { status: 500, skip: 2 },
      statuses: [200, 200, 500, 200],
    },
    { name: 'never ends if set', fault: { status: 500, times: Infinity }, statuses: [500, 500, 500, 500] },
    { name: 'leaves other methods alone', fault: { method: 'POST', status: 500 }, statuses: [200, 200, 200, 200] },
    {
      name: 'applies below its path',
      fault: { path: '/api/2.2/jobs', status: 500 },
      statuses: [500, 200, 200, 200],
    },
    {
      name: 'leaves longer words alone',
      fault: { path: '/api/2.2/jobs/li', status: 500 },
      statuses: [200, 200, 200, 200],
    },
    {
      name: 'hits a pattern every time',
      fault: { path: /list$/g, status: 500, times: 3 },
      statuses: [500, 500, 500, 200],
    },
  ];
  for (const { name, fault, statuses } of hits) {
    it(name, async () => {
      const workspace = addWorkspace();
      workspace.addFault(fault);
      const seen: number[] = [];
      for (const _ of statuses) {
        seen.push((await call(workspace, LIST)).status);
      }
      assert.deepEqual(seen, statuses);
    });
  }

  it('leaves other workspaces alone', async () => {
    const [one, other] = [addWorkspace(), addWorkspace()];
    one.addFault({ status: 500 });
    assert.equal((await call(other, LIST)).status, 200);
    assert.equal((await call(one, LIST)).status, 500);
  });

  it('cuts the connection before anything is done', async () => {
    const workspace = addWorkspace();
    workspace.addFault({ reset: true });
    await assert.rejects(call(workspace, MKDIRS, { path: '/Shared/a' }), TypeError);
    assert.equal(workspace.requests[0]?.status, undefined);
    const { status } = await call(workspace, 'GET /api/2.0/workspace/get-status', { path: '/Shared/a' });
    assert.equal(status, 404);
  });

  for (const { name, fault } of [
    { name: 'cuts the connection', fault: { reset: true, after: true } },
    { name: 'answers 504', fault: { status: 504, after: true } },
  ] satisfies readonly { name: string; fault: Fault }[]) {
    it(`${name} after the change if set, so that only the response is lost`, async () => {
      const workspace = addWorkspace();
      workspace.addFault(fault);
      await call(workspace, MKDIRS, { path: '/Shared/a' }).catch(() => undefined);
      const { status } = await call(workspace, 'GET /api/2.0/workspace/get-status', { path: '/Shared/a' });
      assert.equal(status, 200);
    });
  }

  it('changes members of the real answer and keeps the rest', async () => {
    const workspace = addWorkspace();
    const runId = await submit(workspace, { run_name: 'train', tasks: [notebook('/Shared/none')] });
    await workspace.runEnded(runId);
    workspace.addFault({ path: '/api/2.2/jobs/runs/get', merge: { state: { life_cycle_state: 'EXOTIC' } } });
    const run = await getRun(workspace, runId);
    const { life_cycle_state, result_state } = run['state'] as JsonObject;
    assert.deepEqual([run['run_name'], life_cycle_state, result_state], ['train', 'EXOTIC', 'FAILED']);
  });

  it('serves a route that does not exist without making it unknown', async () => {
    const workspace = addWorkspace();
    workspace.addFault({ path: '/api/2.0/serving-endpoints', body: { endpoints: [] } });
    assert.equal((await call(workspace, 'GET /api/2.0/serving-endpoints')).status, 200);
    workspace.findings.assertNone();
  });
});

describe('a fault that delays', () => {
  const clock = new VirtualClock({ advance: 'manual' });
  const addWorkspace = useWorkspaceServer({ clock });

  it('answers as ever when the time has passed', async () => {
    const workspace = addWorkspace();
    workspace.addFault({ delayMs: 60_000 });
    const answer = call(workspace, LIST);
    await clock.elapse(60_000);
    assert.equal((await answer).status, 200);
  });
});
