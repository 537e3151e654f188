import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '../../../lib/core/lossless-json';
import { isAlive } from '../../../local/workspace/execution/alive';
import { startWorkspaceServer, type WorkspaceServer } from '../../../local/workspace/server';
import { useTemporaryFolders } from '../../kit/temporary-folders';
import { getRun, notebook, submit } from '../../kit/workspace/runs';
import { call, errorOf } from '../../kit/workspace/stand-in';

describe('workspace server, closing', () => {
  const newFolder = useTemporaryFolders();
  let stateFolder = '';
  let server: WorkspaceServer;

  beforeEach(async () => {
    stateFolder = newFolder();
    server = await startWorkspaceServer({ stateFolder });
  });

  it('fails after a request with an unknown route or member, and reports both', async () => {
    const workspace = server.addWorkspace();
    await call(workspace, 'GET /api/2.0/no/such');
    await call(workspace, 'GET /api/2.2/jobs/list', { colour: 'red' });
    const both = /GET \/api\/2\.0\/no\/such.*\nFix: .*\n.*GET \/api\/2\.2\/jobs\/list: colour\.\nFix: /;
    await assert.rejects(server.close(), both);
  });

  it('fails with what broke a run, which ended in an internal error', async () => {
    const workspace = server.addWorkspace();
    workspace.putNotebook('/Shared/n', '');
    const { folder } = workspace.account;
    // Where the folders of runs belong.
    writeFileSync(join(folder, 'workspaces', workspace.name, 'runs'), '');
    const runId = await submit(workspace, { tasks: [notebook('/Shared/n')] });
    await workspace.runEnded(runId);
    const { state, tasks } = await getRun(workspace, runId);
    const [{ status }] = tasks as [{ status: { termination_details: JsonObject } }];
    assert.deepEqual(
      [(state as JsonObject)['result_state'], status.termination_details['type'], status.termination_details['code']],
      ['FAILED', 'INTERNAL_ERROR', 'INTERNAL_ERROR'],
    );
    await assert.rejects(server.close(), /ENOTDIR|EEXIST/);
  });

  it('fails with a bug of the stand-in before a workspace was found, and the client gets 500', async () => {
    const workspace = server.addWorkspace();
    const mistake = new TypeError('x is undefined');
    workspace.gateway.isOpen = () => {
      throw mistake;
    };
    const answer = await call({ host: workspace.host, token: 'unknown' }, 'GET /api/2.2/jobs/list');
    assert.deepEqual(errorOf(answer), [500, 'INTERNAL_ERROR']);
    await assert.rejects(server.close(), mistake);
  });

  it('fails with a reply that cannot be sent, and the client sees 500', async () => {
    const workspace = server.addWorkspace();
    workspace.addFault({ status: 200, headers: { 'x-broken': '\n' } });
    assert.deepEqual(errorOf(await call(workspace, 'GET /api/2.2/jobs/list')), [500, 'INTERNAL_ERROR']);
    await assert.rejects(server.close(), { code: 'ERR_INVALID_CHAR' });
  });

  it('never gives one id twice, in whatever account', async () => {
    const ids = await Promise.all(
      [server.addWorkspace(), server.addWorkspace()].map(async (workspace) => {
        const { body } = await call(workspace, 'GET /api/2.0/workspace/get-status', { path: '/Shared' });
        return [body['object_id'], workspace.createJob({ tasks: [notebook('/Shared/n')] })].map(String);
      }),
    );
    assert.equal(new Set(ids.flat()).size, 4);
    await server.close();
  });

  it('kills what still runs', async () => {
    const workspace = server.addWorkspace();
    workspace.putNotebook('/Shared/n', 'import time\nprint("up")\ntime.sleep(60)');
    const runId = await submit(workspace, { tasks: [notebook('/Shared/n')] });
    const { tasks } = await workspace.waitForRun(runId, (run) => run.tasks[0]?.stdout === 'up\n');
    await server.close();
    assert.equal(isAlive(tasks[0]?.pid ?? 0), false);
    assert.equal(workspace.runs()[0]?.ending, 'canceled');
  });

  it('ends requests that hang', async () => {
    const workspace = server.addWorkspace();
    workspace.addFault({ hang: true });
    const answer = call(workspace, 'GET /api/2.2/jobs/list');
    await workspace.waitForRequest({ path: '/api/2.2/jobs/list' });
    await server.close();
    await assert.rejects(answer, TypeError);
  });

  it('rejects who still waits for a request, and tells which requests came', async () => {
    const workspace = server.addWorkspace();
    await call(workspace, 'GET /api/2.2/jobs/list');
    const waiting = assert.rejects(workspace.waitForRequest({ method: 'POST', path: /cancel/ }), {
      message: 'The server closed before POST /cancel/ came; seen: GET /api/2.2/jobs/list',
    });
    await server.close();
    await waiting;
  });
});

describe('workspace server, starting', () => {
  for (const { python, message } of [
    { python: '/no/such/python', message: "'/no/such/python' could not be started as Python." },
    { python: '/bin/echo', message: "'/bin/echo' is older than Python 3.11." },
  ]) {
    it(`refuses ${python} in place of Python`, async () => {
      await assert.rejects(startWorkspaceServer({ stateFolder: tmpdir(), python }), {
        code: 'PYTHON_MISSING',
        message,
      });
    });
  }
});
