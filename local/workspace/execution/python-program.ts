import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { TaskFolder } from './python-task';
import { TailBuffer } from './tail-buffer';

/** The service keeps this much of a task's output. */
const OUTPUT_LIMIT_BYTES = 5 * 1024 * 1024;
const KILL_GRACE_MS = 2000;
const LIFELINE_FD = 3;
/** Byte code of the runtime only; compiling it takes longer than all else that it does at its start. */
const BYTE_CODE_FOLDER = join(__dirname, '..', '..', '..', '.local', 'pycache');
/** -P: the current folder must not shadow the standard library before the task's own search path is set. */
export const PYTHON_OPTIONS: readonly string[] = ['-P', '-X', `pycache_prefix=${BYTE_CODE_FOLDER}`];

export interface ProgramEnd {
  readonly exitCode: number | null;
  readonly signal: string | null;
}

export interface Interpreter {
  readonly python: string;
  /** The socket of a warm one, which runs the task if it can. */
  readonly warm: string | undefined;
}

export interface ProgramContext {
  readonly folder: TaskFolder;
  readonly environment: NodeJS.ProcessEnv;
}

/** A Python process with all its children, in a process group of their own. */
export class PythonProgram {
  readonly stdout = new TailBuffer(OUTPUT_LIMIT_BYTES);
  readonly stderr = new TailBuffer(OUTPUT_LIMIT_BYTES);
  /** Resolves when the process and whatever it started are gone. */
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

  /** Asks the group to end, then has its supervisor make it. */
  async stop(): Promise<void> {
    this.#signalGroup('SIGTERM');
    // Real time: a process ends when it ends, whatever clock the server was given.
    const insist = setTimeout(() => this.#cutLifeline(), KILL_GRACE_MS);
    await this.ended;
    clearTimeout(insist);
  }

  #cutLifeline(): void {
    this.#child.stdio[LIFELINE_FD]?.destroy();
    // A group that has stopped itself has stopped its supervisor, too.
    this.#signalGroup('SIGCONT');
  }

  /** What the process started in the background ends with it; most has been ended by its supervisor. */
  #endGroup(): void {
    this.#signalGroup('SIGKILL');
    // Whoever left the group where the supervisor cannot find it would keep the output pipes open.
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
      // Nobody of the group is left.
    }
  }
}
