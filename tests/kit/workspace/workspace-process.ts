import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { parseJson } from '../../../lib/core/lossless-json';
import { keepCompiled } from '../run-folder';
import type { Endpoint } from './stand-in';

export const ROOT = join(__dirname, '../../..');
export const START = join(ROOT, 'local', 'workspace', 'start.ts');

type WorkspaceProcess = ChildProcessByStdio<null, Readable, Readable>;

interface Opened {
  readonly child: WorkspaceProcess;
  /** What it had printed when it was ready. */
  readonly lines: readonly string[];
  /** What it prints to its standard error. */
  readonly errors: readonly string[];
}

interface Announcement {
  readonly workspaces: readonly (Endpoint & { readonly name: string })[];
  readonly mlflow: string;
  readonly state: string;
}

type Announced = Announcement & Pick<Opened, 'child' | 'errors'>;

/** Starts the stand-in in its own process and reads what it prints until it is ready. */
export function start(folder: string, ...options: readonly string[]): Promise<Opened> {
  return opened(
    spawn(process.execPath, ['--import', 'tsx', START, ...options], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: environmentIn(folder),
    }),
  );
}

/** The same with `--json`. */
export async function announced(folder: string, ...options: readonly string[]): Promise<Announced> {
  const { child, lines, errors } = await start(folder, '--json', ...options);
  return { child, errors, ...announcementIn(lines) };
}

/** As users start it; npm leads a process group, as it does in a terminal. */
export async function startedByNpm(folder: string): Promise<Announcement & { readonly npm: WorkspaceProcess }> {
  const { child, lines } = await opened(
    spawn('npm', ['run', '-s', 'workspace', '--', '--port', '0', '--json'], {
      cwd: ROOT,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: environmentIn(folder),
    }),
  );
  return { npm: child, ...announcementIn(lines) };
}

/** With temporary files in the folder, but for what tsx keeps of compiled sources. */
export function environmentIn(folder: string): NodeJS.ProcessEnv {
  keepCompiled(folder);
  return { ...process.env, TMPDIR: folder };
}

async function opened(child: WorkspaceProcess): Promise<Opened> {
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

function announcementIn([line = '']: readonly string[]): Announcement {
  return parseJson(line) as unknown as Announcement;
}
