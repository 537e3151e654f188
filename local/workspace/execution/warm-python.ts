import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { PYTHON_OPTIONS } from './python-program';
import { runEnvironment } from './run-environment';

/** Maximum length of a socket name on Linux; https://man7.org/linux/man-pages/man7/unix.7.html */
const LONGEST_ADDRESS_BYTES = 107;

/** A Python process that has imported the heavy packages and forks itself for runs. */
export class WarmPython {
  readonly #folder: string;
  readonly #address: string;
  #child: ChildProcess | undefined;
  #isWarm = false;

  constructor(stateFolder: string) {
    this.#folder = join(stateFolder, 'warm');
    this.#address = join(this.#folder, 'socket');
  }

  /** Its socket; undefined while it does not listen. */
  get address(): string | undefined {
    return this.#isWarm ? this.#address : undefined;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Starts it on Linux only: on macOS, system libraries do not survive a fork. */
  start(python: string): void {
    const isPossible = process.platform === 'linux' && Buffer.byteLength(this.#address) <= LONGEST_ADDRESS_BYTES;
    if (!isPossible || this.#child !== undefined) {
      return;
    }
    rmSync(this.#folder, { recursive: true, force: true });
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const child = spawn(python, [...PYTHON_OPTIONS, '-m', 'workspace_runtime.warm', this.#address], {
      cwd: this.#folder,
      detached: true,
      // Each run sets its own variables.
      env: {
        ...runEnvironment(this.#folder, { host: '', token: '' }),
        DATABRICKS_HOST: undefined,
        DATABRICKS_TOKEN: undefined,
      },
      stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
    });
    this.#child = child;
    child.stdout?.once('data', () => {
      this.#isWarm = true;
    });
    const forget = () => {
      this.#child = undefined;
      this.#isWarm = false;
    };
    child.once('error', forget);
    child.once('exit', forget);
    // It ends with this process and does not keep it alive.
    child.unref();
    child.stdio.forEach((pipe) => pipe instanceof Socket && pipe.unref());
  }

  /** Ends it; runs that were forked from it continue. */
  async close(): Promise<void> {
    const child = this.#child;
    if (child !== undefined) {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    }
  }
}
