import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { LASTING_FOLDER } from '../python-environment/places';
import type { TaskFolder } from './python-task';
import { TailBuffer } from './tail-buffer';

/** The service stores this much of a task's output. */
const OUTPUT_LIMIT_BYTES = 5 * 1024 * 1024;
const KILL_GRACE_MS = 2000;
const LIFELINE_FD = 3;
/** Byte code of the runtime only; compiling it would take most of its start time. */
const BYTE_CODE_FOLDER = join(LASTING_FOLDER, 'pycache');
/** -P: the current folder must not shadow the standard library before the task's own search path is set. */
export const PYTHON_OPTIONS: readonly string[] = ['-P', '-X', `pycache_prefix=${BYTE_CODE_FOLDER}`];

export interface ProgramEnd {
  readonly exitCode: number | null;
  readonly signal: string | null;
}

export interface Interpreter {
  readonly python: string;
  /** The socket of a warm interpreter, which runs the task if it can. */
  readonly warm: string | undefined;
}

export interface ProgramContext {
  readonly folder: TaskFolder;
  readonly environment: NodeJS.ProcessEnv;
}

/** A Python process with all its children, in their own process group. */
export class PythonProgram {
  readonly stdout = new TailBuffer(OUTPUT_LIMIT_BYTES);
  readonly stderr = new TailBuffer(OUTPUT_LIMIT_BYTES);
  /** Resolves when the process and all its children have ended. */
  readonly ended: Promise<ProgramEnd>;
  readonly #child: ChildProcess;

  constructor({ python, warm }: Interpreter, { folder, environment }: ProgramContext, onOutput: () => void) {
    const words = [folder.taskFile, ...(warm === undefined ? [] : [warm])];
    const child = spawn(python, [...PYTHON_OPTIONS, '-m', 'workspace_runtime', ...words], {
      cwd: folder.folder,
      detached: true,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    this.#child = child;
    child.stdout?.on('data', (chunk: Buffer) => {
      this.stdout.append(chunk);
      onOutput();
    });
    child.stderr?.on('data', (chunk: Buffer) => this.stderr.append(chunk));
    child.once('exit', () => this.#endGroup());
    this.ended = new Promise((resolve) => {
      child.once('close', (exitCode, signal) => resolve({ exitCode, signal }));
      child.once('error', (error) => {
        this.stderr.append(Buffer.from(error.message));
        resolve({ exitCode: null, signal: null });
      });
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Asks the group to end, then has its supervisor kill it. */
  async stop(): Promise<void> {
    this.#signalGroup('SIGTERM');
    // Real time: processes do not follow the server's clock.
    const insist = setTimeout(() => this.#cutLifeline(), KILL_GRACE_MS);
    await this.ended;
    clearTimeout(insist);
  }

  #cutLifeline(): void {
    this.#child.stdio[LIFELINE_FD]?.destroy();
    // A group that stopped itself also stopped its supervisor.
    this.#signalGroup('SIGCONT');
  }

  /** Ends background processes of the group; the supervisor has ended most of them. */
  #endGroup(): void {
    this.#signalGroup('SIGKILL');
    // A process outside the group, unknown to the supervisor, would keep the output pipes open.
    const letGo = setTimeout(() => this.#child.stdio.forEach((stream) => stream?.destroy()), KILL_GRACE_MS);
    this.#child.once('close', () => clearTimeout(letGo));
  }

  #signalGroup(signal: NodeJS.Signals): void {
    if (this.pid === undefined) {
      return;
    }
    try {
      process.kill(-this.pid, signal);
    } catch {
      // The group has no processes left.
    }
  }
}
