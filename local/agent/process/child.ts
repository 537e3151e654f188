import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import { onLines } from './lines';

export interface ChildSpec {
  readonly file: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Called for each line of stdout and stderr until `end`. */
  readonly onLine: (line: string) => void;
}

/** A task's process, in its own process group so that none of its children outlives the step. */
export class Child {
  /** Rejects when the process could not be started. */
  readonly exited: Promise<number>;
  /** Resolves when all writers of stdout and stderr have closed them. */
  readonly closed: Promise<void>;
  readonly #child: ChildProcess;

  constructor(spec: ChildSpec) {
    const child = spawn(spec.file, spec.args, {
      cwd: spec.folder,
      env: spec.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    this.#child = child;
    this.exited = new Promise((resolve, reject) => {
      child.on('error', reject);
      child.once('exit', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
    });
    this.closed = new Promise((resolve) => {
      child.once('close', () => resolve());
    });
    for (const stream of this.#streams()) {
      onLines(stream, spec.onLine);
    }
  }

  /** Only signals the task's own process, as the agent does. */
  signal(name: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): void {
    this.#child.kill(name);
  }

  /** Stops listening and ends every process of the group. */
  end(): void {
    for (const stream of this.#streams()) {
      stream.removeAllListeners('data');
      stream.destroy();
    }
    if (this.#child.pid !== undefined) {
      killGroup(this.#child.pid);
    }
  }

  #streams(): Readable[] {
    return [this.#child.stdout, this.#child.stderr].filter((stream) => stream !== null);
  }
}

function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch (error) {
    // ESRCH is the usual case: the group has ended. macOS returns EPERM if only a zombie is left.
    if (!['ESRCH', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) {
      throw error;
    }
  }
}
