import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../..');

export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Demo {
  readonly ended: Promise<Ended>;
  /** Resolves once what it has printed matches; rejects if it ends without. */
  printed(pattern: RegExp): Promise<void>;
  interrupt(): void;
}

/** Starts the demo as `npm run demo` does, with these words after `--`. */
export function startDemo(words: readonly string[], environment: NodeJS.ProcessEnv): Demo {
  const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'demo/start.ts'), ...words], {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { ended: ended(child), printed: (pattern) => printed(child, pattern), interrupt: () => child.kill('SIGINT') };
}

function ended(child: ChildProcess): Promise<Ended> {
  const said = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => resolve({ exitCode, ...said }));
  });
}

function printed(child: ChildProcess, pattern: RegExp): Promise<void> {
  let text = '';
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        if (pattern.test(text)) {
          resolve();
        }
      });
    }
    child.once('close', () => reject(new Error(`The demo ended without ${String(pattern)}:\n${text}`)));
  });
}

/** Command lines of processes that name the folder. */
export function processesIn(folder: string): readonly string[] {
  const commandLines = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n');
  return commandLines.filter((line) => line.includes(folder) && !line.startsWith('ps '));
}
