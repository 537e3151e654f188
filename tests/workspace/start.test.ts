import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { parseJson, type Json, type JsonObject } from '../../lib/core/lossless-json';
import { pythonFile } from './runs';
import { call, gone, idOf, type Door } from './stand-in';

const START = join(__dirname, '..', '..', 'local', 'workspace', 'start.ts');
const ROOT = join(__dirname, '..', '..');
const SLOW = 'import os, time; print(os.getpid()); time.sleep(60)';

describe('the front door of the stand-in', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'workspace-test-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  /** Starts the front door and reads what it prints until it is ready. */
  async function start(...options: readonly string[]) {
    return opened(
      spawn(process.execPath, ['--import', 'tsx', START, ...options], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, TMPDIR: folder },
      }),
    );
  }

  async function opened(child: ChildProcessByStdio<null, Readable, Readable>) {
    const lines: string[] = [];
    const errors: string[] = [];
    child.stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text));
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(line);
      if (line.startsWith('{') || line.startsWith('State')) {
        break;
      }
    }
    return { child, lines, errors };
  }

  /** The same with `--json`. */
  async function announced(...options: readonly string[]) {
    const { child, lines, errors } = await start('--json', ...options);
    return { child, errors, ...announcementIn(lines) };
  }

  /** As users start it; npm leads a process group, as it does in a terminal. */
  async function startedByNpm() {
    const { child, lines } = await opened(
      spawn('npm', ['run', '-s', 'workspace', '--', '--port', '0', '--json'], {
        cwd: ROOT,
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, TMPDIR: folder },
      }),
    );
    return { npm: child, ...announcementIn(lines) };
  }

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`serves what it prints, and ends cleanly on ${signal}`, async () => {
      const { child, lines } = await start();
      const host = /^Workspaces at (\S+)$/.exec(lines[0] ?? '')?.[1] ?? '';
      const token = /^ {2}dev +(\S+)$/.exec(lines[1] ?? '')?.[1] ?? '';
      const { body } = await call({ host, token }, 'GET /api/2.0/preview/scim/v2/Me');
      assert.equal(body['userName'], 'dev@example.com');
      child.kill(signal);
      assert.deepEqual(await once(child, 'exit'), [0, null]);
      assert.deepEqual(leftovers(), []);
    });
  }

  it('announces itself to a script in one line of JSON', async () => {
    const { child, workspaces, mlflow, state } = await announced('--port', '0');
    assert.deepEqual(
      workspaces.map(({ name }) => name),
      ['dev', 'uat', 'prod'],
    );
    assert.match(mlflow, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.ok(existsSync(join(state, 'uc', 'main', 'default')));
    for (const door of workspaces) {
      assert.equal((await call(door, 'GET /api/2.0/preview/scim/v2/Me')).status, 200);
    }
    child.kill('SIGTERM');
    await once(child, 'exit');
    assert.deepEqual(leftovers(), []);
  });

  it('is what it was after a restart with the same state', async () => {
    const state = join(folder, 'state');
    const first = await announced('--state', state);
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

    const second = await announced('--state', state);
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

  it('says so when port or state folder are in use, or the port is none', async () => {
    const { child, workspaces, state } = await announced('--state', join(folder, 'held'));
    const port = new URL(workspaces[0]?.host ?? '').port;
    for (const { options, says } of [
      { options: ['--port', port], says: `Port ${port} of this computer is in use.` },
      { options: ['--state', dirname(state)], says: `is in use by the workspace server with process id ${child.pid}.` },
      { options: ['--port', 'high'], says: "'--port' is 'high', which is not a port." },
    ]) {
      const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', START, ...options], {
        encoding: 'utf8',
        env: { ...process.env, TMPDIR: folder },
      });
      const [what = '', fix = '', ...more] = stderr.trim().split('\n');
      assert.deepEqual([status, what.endsWith(says), fix.startsWith('Fix: '), more], [1, true, true, []], stderr);
    }
    child.kill('SIGTERM');
    await once(child, 'exit');
    assert.deepEqual(leftovers(), []);
  });

  it('lists at its end what it was asked for and did not know, and ends cleanly nonetheless', async () => {
    const { child, workspaces, errors } = await announced();
    const [door] = workspaces;
    assert.ok(door);
    await call(door, 'GET /api/2.0/no/such');
    await call(door, 'GET /api/2.2/jobs/list', { colour: 'red' });
    child.kill('SIGTERM');
    assert.deepEqual(await once(child, 'close'), [0, null]);
    assert.match(errors.join(''), /what it does not have: GET \/api\/2\.0\/no\/such\.\n/);
    assert.match(errors.join(''), /members that it does not know: GET \/api\/2\.2\/jobs\/list: colour\.\n/);
  });

  it('starts again where it was killed, also when another program has its process id by now', async () => {
    const held = join(folder, 'killed');
    const lock = join(held, 'server.pid');
    for (const holder of ['the dead one', `${process.pid} 1`]) {
      const { child } = await announced('--state', held);
      child.kill('SIGKILL');
      await once(child, 'exit');
      assert.match(readFileSync(lock, 'utf8'), new RegExp(`^${child.pid} `));
      if (holder !== 'the dead one') {
        writeFileSync(lock, holder);
      }
    }
    const { child, state } = await announced('--state', held);
    assert.equal(dirname(state), held);
    child.kill('SIGTERM');
    await once(child, 'exit');
    assert.ok(!existsSync(lock));
  });

  const DAEMON = 'subprocess.Popen(["sleep", "60"], start_new_session=True, env={})';
  for (const { name, source } of [
    { name: 'its Python processes', source: SLOW },
    // Elsewhere such a process cannot be found: docs/quirks/workspace.md.
    ...(process.platform === 'linux'
      ? [
          {
            name: 'what they started in sessions of their own',
            source: `import subprocess, time; print(${DAEMON}.pid); time.sleep(60)`,
          },
        ]
      : []),
  ]) {
    it(`takes ${name} with it, even when it is killed`, async () => {
      const { child, workspaces } = await announced();
      const [door] = workspaces;
      assert.ok(door);
      const pid = await slowProcess(door, source);
      child.kill('SIGKILL');
      await gone(pid);
    });
  }

  const endings: readonly { event: string; signal: NodeJS.Signals; to: 'npm' | 'its group' }[] = [
    { event: 'npm is told to end', signal: 'SIGTERM', to: 'npm' },
    { event: 'npm is killed', signal: 'SIGKILL', to: 'npm' },
    { event: 'Ctrl-C is pressed', signal: 'SIGINT', to: 'its group' },
    { event: 'the terminal is closed', signal: 'SIGHUP', to: 'its group' },
  ];
  for (const { event, signal, to } of endings) {
    it(`ends with its Python and leaves no state when ${event}`, async () => {
      const { npm, workspaces, state } = await startedByNpm();
      const [door] = workspaces;
      assert.ok(door && npm.pid !== undefined);
      const server = Number.parseInt(readFileSync(join(dirname(state), 'server.pid'), 'utf8'), 10);
      const python = await slowProcess(door);

      process.kill(to === 'npm' ? npm.pid : -npm.pid, signal);
      await Promise.all([gone(python), gone(server)]);
      assert.ok(!existsSync(dirname(state)));
    });
  }

  /** State folders that a server of its own left behind. */
  function leftovers(): readonly string[] {
    return readdirSync(folder).filter((name) => name.startsWith('workspace-'));
  }
});

interface Announcement {
  readonly workspaces: readonly (Door & { readonly name: string })[];
  readonly mlflow: string;
  readonly state: string;
}

async function endedRun(door: Door, runId: bigint): Promise<JsonObject> {
  for (;;) {
    const { body } = await call(door, 'GET /api/2.2/jobs/runs/get', { run_id: runId });
    if ((body['status'] as JsonObject)['state'] === 'TERMINATED') {
      return body;
    }
  }
}

function announcementIn([line = '']: readonly string[]): Announcement {
  return parseJson(line) as unknown as Announcement;
}

/** The process id that a run of this source prints before it sleeps. */
async function slowProcess(door: Door, source = SLOW): Promise<number> {
  const content = Buffer.from(source).toString('base64');
  await call(door, 'POST /api/2.0/workspace/import', { path: '/Shared/a.py', format: 'AUTO', content });
  const submitted = await call(door, 'POST /api/2.2/jobs/runs/submit', { tasks: [pythonFile('/Shared/a.py')] });
  const { body } = await call(door, 'GET /api/2.2/jobs/runs/get', { run_id: BigInt(idOf(submitted.body)) });
  const [task] = body['tasks'] as [JsonObject];
  return printedPid(door, idOf(task));
}

async function printedPid(door: Door, runId: string): Promise<number> {
  for (;;) {
    const { body } = await call(door, 'GET /api/2.2/jobs/runs/get-output', { run_id: runId });
    if (typeof body['logs'] === 'string' && body['logs'] !== '') {
      return Number(body['logs']);
    }
  }
}
