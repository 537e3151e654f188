import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';

const START = join(__dirname, '../../local/workspace/start.ts');

/** A local workspace in a separate process, started as by `npm run workspace`. */
export interface WorkspaceProcess {
  readonly host: string;
  readonly token: string;
  /** From the start of the process to the end of the first response. */
  readonly msToFirstAnswer: number;
  /** The memory that it and its child processes use now. */
  residentBytes(): number;
  stop(): Promise<void>;
}

export async function startWorkspaceProcess(): Promise<WorkspaceProcess> {
  const begun = performance.now();
  const child = spawn(process.execPath, ['--import', 'tsx', START, '--port', '0', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const [line] = (await once(lines, 'line')) as [string];
  const { host, token } = firstWorkspace(line);
  await answer(host, token);
  const msToFirstAnswer = performance.now() - begun;
  return {
    host,
    token,
    msToFirstAnswer,
    residentBytes: () => residentBytesOf(child.pid ?? 0),
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function firstWorkspace(line: string): { host: string; token: string } {
  const [workspace] = (JSON.parse(line) as { workspaces: { host: string; token: string }[] }).workspaces;
  if (workspace === undefined) {
    throw new Error(`The local workspace did not print a workspace: ${line}`);
  }
  return workspace;
}

async function answer(host: string, token: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${host}/api/2.0/preview/scim/v2/Me`, { headers });
  await response.text();
}

function residentBytesOf(parent: number): number {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' })
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number));
  return rows
    .filter(([pid, ppid]) => pid === parent || ppid === parent)
    .reduce((bytes, [, , kibibytes = 0]) => bytes + kibibytes * 1024, 0);
}
