import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../../lib/core/errors';
import { lastLines } from '../../../lib/core/last-lines';
import { TailBuffer } from '../execution/tail-buffer';
import { Refusal } from '../http/refusal';
import type { MlflowSpace } from './mlflow-space';
import type { PythonEnvironment } from '../python-environment/python-environment';

const OUTPUT_LIMIT_BYTES = 64 * 1024;
const LIFELINE = 'pipe';

/** The one real MLflow server behind all workspaces of a stand-in; its process starts with the first request for it. */
export class MlflowServer {
  /** Where the server keeps artifacts, below a folder for each of its workspaces. */
  readonly artifacts: string;
  /** Newest last. */
  readonly spaces: MlflowSpace[] = [];
  readonly #folder: string;
  readonly #environment: PythonEnvironment;
  #child: ChildProcess | undefined;
  #address: Promise<string> | undefined;
  #isClosed = false;

  constructor(folder: string, environment: PythonEnvironment) {
    this.#folder = folder;
    this.#environment = environment;
    this.artifacts = join(folder, 'artifacts');
  }

  /** Undefined while it does not run. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Starts it when it does not run; whoever asks in the meantime waits for the same start. */
  address(): Promise<string> {
    this.#address ??= this.#start().catch((error: unknown) => {
      this.#address = undefined;
      throw error;
    });
    return this.#address;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#address?.catch(() => undefined);
    const child = this.#child;
    if (child !== undefined) {
      const ended = once(child, 'close');
      child.kill('SIGKILL');
      await ended;
    }
  }

  async #start(): Promise<string> {
    const python = await this.#interpreter();
    if (this.#isClosed) {
      throw unavailable('the workspace is closing');
    }
    const child = this.#spawn(python);
    this.#child = child;
    const output = new TailBuffer(OUTPUT_LIMIT_BYTES);
    child.stderr?.on('data', (chunk: Buffer) => output.append(chunk));
    child.once('close', () => {
      this.#child = undefined;
      this.#address = undefined;
    });
    return new Promise((resolve, reject) => {
      child.stdout?.once('data', (line: Buffer) => resolve(line.toString('utf8').trim()));
      child.once('error', (error) => reject(unavailable(error.message)));
      child.once('close', () => reject(unavailable(lastLines(output.text(), { lines: 12 }))));
    });
  }

  #spawn(python: string): ChildProcess {
    mkdirSync(this.#folder, { recursive: true });
    return spawn(python, ['-P', '-m', 'mlflow_service', this.#folder], {
      cwd: this.#folder,
      detached: true,
      env: environmentOf(this.#folder),
      stdio: ['ignore', 'pipe', 'pipe', LIFELINE],
    });
  }

  async #interpreter(): Promise<string> {
    try {
      return await this.#environment.ready();
    } catch (error) {
      throw error instanceof UserError ? unavailable(error.lines) : error;
    }
  }
}

/** Never a status that clients repeat: they would do so for minutes before they show the text. */
export function unavailable(reason: string): Refusal {
  return new Refusal(400, 'INVALID_STATE', `The MLflow server of the workspace stand-in does not run: ${reason}`);
}

/** Built, not inherited, as for notebooks. */
function environmentOf(home: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    HOME: home,
    TMPDIR: home,
    LANG: 'C.UTF-8',
    PYTHONPATH: join(__dirname, '..', 'python'),
    PYTHONDONTWRITEBYTECODE: '1',
  };
}
