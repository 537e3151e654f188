import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { JsonObject } from '../../../lib/core/lossless-json';
import { useTemporaryFolder } from '../../kit/temporary-folders';
import { exhaustively, variants } from '../../kit/tier';
import { pythonFile } from '../../kit/workspace/runs';
import { call, gone, idOf, type Endpoint } from '../../kit/workspace/stand-in';
import { announced, ROOT, startedByNpm } from '../../kit/workspace/workspace-process';

const SLOW = 'import os, time; print(os.getpid()); time.sleep(60)';

describe("the end of the stand-in's process", () => {
  const folder = useTemporaryFolder();

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
      const { child, workspaces } = await announced(folder());
      const [endpoint] = workspaces;
      assert.ok(endpoint);
      const pid = await slowProcess(endpoint, source);
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
  for (const { event, signal, to } of variants(endings)) {
    it(`ends with its Python and leaves no state when ${event}`, async () => {
      const { npm, workspaces, state } = await startedByNpm(folder());
      const [endpoint] = workspaces;
      assert.ok(endpoint && npm.pid !== undefined);
      const server = Number.parseInt(readFileSync(join(dirname(state), 'server.pid'), 'utf8'), 10);
      const python = await slowProcess(endpoint);

      process.kill(to === 'npm' ? npm.pid : -npm.pid, signal);
      await Promise.all([gone(python), gone(server)]);
      assert.ok(!existsSync(dirname(state)));
    });
  }

  exhaustively(
    'says that Python packages will be installed where there are none, and ends their installation',
    async () => {
      const copy = join(folder(), 'copy');
      ['local', 'lib', 'package.json'].forEach((part) =>
        cpSync(join(ROOT, part), join(copy, part), { recursive: true }),
      );
      symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
      const child = spawn(process.execPath, ['--import', 'tsx', 'local/workspace/start.ts'], {
        stdio: ['ignore', 'pipe', 'pipe'],
        cwd: copy,
        env: { ...process.env, TMPDIR: folder() },
      });
      let said = '';
      const host = new Promise<string>((resolve) => {
        child.stdout.on('data', (chunk: Buffer) => {
          said += chunk.toString();
          const [, address = ''] = /^MLflow at +(\S+)[^]*up to a minute/m.exec(said) ?? [];
          return address !== '' && resolve(address);
        });
      });
      // The request learns that the installation ended, unless its connection ends first.
      const answer = fetch(`${await host}/version`).then(
        ({ status }) => status,
        () => 400,
      );
      assert.match(String((await once(child.stderr, 'data'))[0]), /^Installing Python packages in /);
      child.kill('SIGTERM');
      assert.deepEqual(await once(child, 'exit'), [0, null]);
      assert.equal(await answer, 400);
      const commands = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n');
      assert.deepEqual(
        commands.filter((command) => command.includes(copy)),
        [],
      );
    },
  );
});

/** The process id that a run of this source prints before it sleeps. */
async function slowProcess(endpoint: Endpoint, source = SLOW): Promise<number> {
  const content = Buffer.from(source).toString('base64');
  await call(endpoint, 'POST /api/2.0/workspace/import', { path: '/Shared/a.py', format: 'AUTO', content });
  const submitted = await call(endpoint, 'POST /api/2.2/jobs/runs/submit', { tasks: [pythonFile('/Shared/a.py')] });
  const { body } = await call(endpoint, 'GET /api/2.2/jobs/runs/get', { run_id: BigInt(idOf(submitted.body)) });
  const [task] = body['tasks'] as [JsonObject];
  return printedPid(endpoint, idOf(task));
}

async function printedPid(endpoint: Endpoint, runId: string): Promise<number> {
  for (;;) {
    const { body } = await call(endpoint, 'GET /api/2.2/jobs/runs/get-output', { run_id: runId });
    if (typeof body['logs'] === 'string' && body['logs'] !== '') {
      return Number(body['logs']);
    }
    await delay(5);
  }
}
