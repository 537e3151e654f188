import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Json, JsonObject } from '../../../lib/core/lossless-json';
import { useTemporaryFolder } from '../../kit/temporary-folders';
import { exhaustively, variants } from '../../kit/tier';
import { call, idOf, type Endpoint } from '../../kit/workspace/stand-in';
import { announced, environmentIn, start, START } from '../../kit/workspace/workspace-process';

describe('the process of the stand-in', () => {
  const folder = useTemporaryFolder();

  for (const signal of variants(['SIGTERM', 'SIGINT'] as const)) {
    exhaustively(`serves what it prints, and ends cleanly on ${signal}`, async () => {
      const { child, lines } = await start(folder());
      const host = /^Workspaces at (\S+)$/.exec(lines[0] ?? '')?.[1] ?? '';
      const token = /^ {2}dev +(\S+)$/.exec(lines[1] ?? '')?.[1] ?? '';
      const { body } = await call({ host, token }, 'GET /api/2.0/preview/scim/v2/Me');
      assert.equal(body['userName'], 'dev@example.com');
      child.kill(signal);
      assert.deepEqual(await once(child, 'exit'), [0, null]);
      assert.deepEqual(leftovers(), []);
    });
  }

  it('announces itself to a script in one line of JSON, names what is in use, and ends without a message about unknown requests', async () => {
    const { child, workspaces, mlflow, state, errors } = await announced(folder(), '--port', '0');
    assert.deepEqual(
      workspaces.map(({ name }) => name),
      ['dev', 'uat', 'prod'],
    );
    assert.match(mlflow, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.ok(existsSync(join(state, 'uc', 'main', 'default')));
    for (const endpoint of workspaces) {
      assert.equal((await call(endpoint, 'GET /api/2.0/preview/scim/v2/Me')).status, 200);
      assert.equal((await call(endpoint, 'GET /api/2.0/no/such')).status, 404);
      assert.equal((await call(endpoint, 'GET /api/2.2/jobs/list', { colour: 'red' })).status, 200);
    }
    const port = new URL(workspaces[0]?.host ?? '').port;
    refusesToStart(['--port', port], `Port ${port} of this computer is in use.`);
    refusesToStart(['--state', dirname(state)], `is in use by the workspace server with process id ${child.pid}.`);
    child.kill('SIGTERM');
    assert.deepEqual(await once(child, 'close'), [0, null]);
    assert.deepEqual([errors, leftovers()], [[], []]);
  });

  it('says so when the port is none', () =>
    refusesToStart(['--port', 'high'], "'--port' is 'high', which is not a port number."));

  it('is unchanged after a restart with the same state', async () => {
    const state = join(folder(), 'state');
    const first = await announced(folder(), '--state', state);
    const [dev] = first.workspaces;
    assert.ok(dev);
    const content = Buffer.from('# Databricks notebook source\ndbutils.notebook.exit("done")').toString('base64');
    await call(dev, 'POST /api/2.0/workspace/import', { path: '/Shared/n.py', format: 'AUTO', content });
    const tasks = [{ task_key: 'main', notebook_task: { notebook_path: '/Shared/n' } }];
    const job = await call(dev, 'POST /api/2.2/jobs/create', { name: 'train', tasks });
    const run = await call(dev, 'POST /api/2.2/jobs/run-now', job.body);
    const runId = BigInt(idOf(run.body));
    const ended = await endedRun(dev, runId);
    await call(dev, 'POST /api/2.0/secrets/scopes/create', { scope: 'ml' });
    await call(dev, 'POST /api/2.1/unity-catalog/schemas', { name: 'churn', catalog_name: 'dev', comment: 'kept' });
    first.child.kill('SIGTERM');
    await once(first.child, 'exit');

    const second = await announced(folder(), '--state', state);
    const [again] = second.workspaces;
    assert.ok(again);
    assert.equal(again.token, dev.token);
    const status = await call(again, 'GET /api/2.0/workspace/get-status', { path: '/Shared/n' });
    assert.equal(status.body['object_type'], 'NOTEBOOK');
    const kept = await call(again, 'GET /api/2.2/jobs/runs/get', { run_id: runId });
    const { run_page_url: _first, tasks: before, ...told } = ended;
    const { run_page_url: _second, tasks: after, ...toldAgain } = kept.body;
    assert.deepEqual(toldAgain, told);
    const [{ run_id: attempt }] = after as [JsonObject];
    assert.equal(attempt, (before as [JsonObject])[0]['run_id']);
    const output = await call(again, 'GET /api/2.2/jobs/runs/get-output', { run_id: attempt });
    assert.deepEqual(output.body['notebook_output'], { result: 'done', truncated: false });
    const listed = await call(again, 'GET /api/2.2/jobs/list', { name: 'train' });
    assert.deepEqual(listed.body['jobs'] && (listed.body['jobs'] as [JsonObject])[0]['job_id'], job.body['job_id']);
    const schema = await call(again, 'GET /api/2.1/unity-catalog/schemas/dev.churn');
    assert.equal(schema.body['comment'], 'kept');
    const scopes = await call(again, 'GET /api/2.0/secrets/scopes/list');
    assert.equal((scopes.body['scopes'] as readonly Json[]).length, 1);
    second.child.kill('SIGTERM');
    await once(second.child, 'exit');
    assert.ok(existsSync(state));
  });

  exhaustively('starts again where it was killed, also when another program has its process id by now', async () => {
    const held = join(folder(), 'killed');
    const lock = join(held, 'server.pid');
    for (const holder of ['the dead one', `${process.pid} 1`]) {
      const { child } = await announced(folder(), '--state', held);
      child.kill('SIGKILL');
      await once(child, 'exit');
      assert.match(readFileSync(lock, 'utf8'), new RegExp(`^${child.pid} `));
      if (holder !== 'the dead one') {
        writeFileSync(lock, holder);
      }
    }
    const { child, state } = await announced(folder(), '--state', held);
    assert.equal(dirname(state), held);
    child.kill('SIGTERM');
    await once(child, 'exit');
    assert.ok(!existsSync(lock));
  });

  function refusesToStart(options: readonly string[], says: string): void {
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', START, ...options], {
      encoding: 'utf8',
      env: environmentIn(folder()),
    });
    const [what = '', fix = '', ...more] = stderr.trim().split('\n');
    assert.deepEqual([status, what.endsWith(says), fix.startsWith('Fix: '), more], [1, true, true, []], stderr);
  }

  /** State folders that a server left behind. */
  function leftovers(): readonly string[] {
    return readdirSync(folder()).filter((name) => name.startsWith('workspace-'));
  }
});

async function endedRun(endpoint: Endpoint, runId: bigint): Promise<JsonObject> {
  for (;;) {
    const { body } = await call(endpoint, 'GET /api/2.2/jobs/runs/get', { run_id: runId });
    if ((body['status'] as JsonObject)['state'] === 'TERMINATED') {
      return body;
    }
    await delay(5);
  }
}
