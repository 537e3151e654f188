import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { lastLines } from '../../../lib/core/last-lines';
import { LOCKS_FOLDER } from './places';

const INSTALL = join(LOCKS_FOLDER, 'install.py');

/** One run of the installer, with its child processes. */
export class Installation {
  readonly #child: ChildProcess;
  /** Resolves with the problem, or with undefined. */
  readonly ended: Promise<string | undefined>;

  constructor(python: string, kind: 'base' | 'own', places: readonly string[]) {
    // -I: packages of the user must not replace pip. Its standard input closes even if this process is killed, which ends it.
    this.#child = spawn(python, ['-I', INSTALL, kind, ...places], { detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
    this.ended = ended(this.#child);
  }

  /** Resolves when all its processes have ended. */
  async stop(): Promise<void> {
    this.#child.stdin?.destroy();
    await this.ended;
  }
}

async function ended(child: ChildProcess): Promise<string | undefined> {
  let output = '';
  const collect = (chunk: Buffer) => (output += chunk.toString('utf8'));
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  const [exitCode, signal] = (await once(child, 'close')) as [number | null, string | null];
  return exitCode === 0
    ? undefined
    : lastLines(output, { lines: 12 }) || `it ended with ${signal ?? `exit code ${exitCode}`}`;
}
