import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import type { JobProcesses } from './job-processes';
import { killGroup, signalGroup } from './kill-group';
import { onLines } from './lines';

export interface ChildSpec {
  readonly file: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Called for each line of stdout and stderr until `end`. */
  readonly onLine: (line: string, stream: 'stdout' | 'stderr') => void;
  /** Who gets signals. Default: the process alone, as the agent does. */
  readonly signals?: 'process' | 'group';
}

/** A task's process, in its own process group so that none of its children outlives the step. */
export class Child {
  /** Rejects when the process could not be started. */
  readonly exited: Promise<number>;
  /** Resolves when all writers of stdout and stderr have closed them. */
  readonly closed: Promise<void>;
  readonly #child: ChildProcess;
  readonly #signals: ChildSpec['signals'];
  readonly #processes: JobProcesses | undefined;

  constructor(spec: ChildSpec, processes: JobProcesses | undefined) {
    processes?.open();
    const child = spawn(spec.file, spec.args, {
      cwd: spec.folder,
      env: spec.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    this.#child = child;
    this.#signals = spec.signals;
    this.#processes = processes;
    if (child.pid !== undefined) {
      processes?.add(child.pid);
    }
    this.exited = new Promise((resolve, reject) => {
      child.on('error', reject);
      child.once('exit', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
    });
    this.closed = new Promise((resolve) => {
      child.once('close', () => resolve());
    });
    onLines(child.stdout, (line) => spec.onLine(line, 'stdout'));
    onLines(child.stderr, (line) => spec.onLine(line, 'stderr'));
  }

  signal(name: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): void {
    if (this.#signals === 'group' && this.#child.pid !== undefined) {
      signalGroup(this.#child.pid, name);
    } else {
      this.#child.kill(name);
    }
  }

  /** Stops listening, and ends every process of the group unless the job does that later. */
  end(others: 'kill' | 'leave to the job'): void {
    for (const stream of this.#streams()) {
      stream.removeAllListeners('data');
      stream.destroy();
    }
    const isLeft = others === 'leave to the job' && this.#processes !== undefined;
    if (this.#child.pid !== undefined && !isLeft) {
      killGroup(this.#child.pid);
    }
  }

  #streams(): Readable[] {
    return [this.#child.stdout, this.#child.stderr].filter((stream) => stream !== null);
  }
}
