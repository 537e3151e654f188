import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { JsonObject } from '../../lib/core/lossless-json';
import { pythonFile } from './runs';
import { call, gone, idOf, type Door } from './stand-in';

const START = join(__dirname, '..', '..', 'local', 'workspace', 'start.ts');
const SLOW = 'import os, time; print(os.getpid()); time.sleep(60)';

describe('the front door of the stand-in', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'workspace-test-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  /** Starts the front door and reads as many lines as it is to print. */
  async function start(options: readonly string[], count: number) {
    const child = spawn(process.execPath, ['--import', 'tsx', START, ...options], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, TMPDIR: folder },
    });
    const lines: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(line);
      if (lines.length === count) {
        break;
      }
    }
    return { child, lines };
  }

  const forms: readonly { options: readonly string[]; count: number; door: (lines: readonly string[]) => unknown }[] = [
    { options: [], count: 2, door: ([host, token]) => ({ host, token }) },
    {
      options: ['--json'],
      count: 1,
      door: ([line = '']) => (JSON.parse(line) as { workspaces: unknown[] }).workspaces[0],
    },
  ];
  for (const { options, count, door } of forms) {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      it(`serves what it prints with [${options.join(' ')}] and ends cleanly on ${signal}`, async () => {
        const { child, lines } = await start(options, count);
        const { host, token } = door(lines) as Door;
        const { body } = await call({ host, token }, 'GET /api/2.0/preview/scim/v2/Me');
        assert.equal(body['userName'], 'dev@example.com');
        child.kill(signal);
        assert.deepEqual(await once(child, 'exit'), [0, null]);
        assert.deepEqual(
          readdirSync(folder).filter((name) => name.startsWith('workspace-')),
          [],
        );
      });
    }
  }

  it('takes its Python processes with it, even when it is killed', async () => {
    const { child, lines } = await start([], 2);
    const [host = '', token = ''] = lines;
    const door = { host, token };
    const content = Buffer.from(SLOW).toString('base64');
    await call(door, 'POST /api/2.0/workspace/import', { path: '/Shared/a.py', format: 'AUTO', content });
    const submitted = await call(door, 'POST /api/2.2/jobs/runs/submit', { tasks: [pythonFile('/Shared/a.py')] });
    const { body } = await call(door, 'GET /api/2.2/jobs/runs/get', { run_id: BigInt(idOf(submitted.body)) });
    const [task] = body['tasks'] as [JsonObject];

    const pid = await printedPid(door, idOf(task));
    child.kill('SIGKILL');
    await gone(pid);
  });
});

async function printedPid(door: Door, runId: string): Promise<number> {
  for (;;) {
    const { body } = await call(door, 'GET /api/2.2/jobs/runs/get-output', { run_id: runId });
    if (typeof body['logs'] === 'string' && body['logs'] !== '') {
      return Number(body['logs']);
    }
  }
}
