import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { UserError } from '../../../lib/core/errors';
import type { PythonEnvironment } from '../python-environment/python-environment';
import { announced, type MlflowAddresses } from './mlflow-announcement';
import { MlflowSpace } from './mlflow-space';
import { unavailable } from './unavailable';

const LIFELINE = 'pipe';
/** A start takes seconds, on a machine under load some more. */
const START_LIMIT_MS = 120_000;

export interface MlflowServerOptions {
  /** How long its process may take until it says where it listens. */
  readonly startLimitMs?: number;
}

/** The real MLflow server behind all workspaces of one stand-in or more; its process starts with the first request for it. */
export class MlflowServer {
  /** Where the server keeps artifacts, below a folder for each of its spaces. */
  readonly artifacts: string;
  readonly #spaces = new Set<MlflowSpace>();
  readonly #takenNames = new Set<string>();
  readonly #folder: string;
  readonly #environment: Pick<PythonEnvironment, 'ready'>;
  readonly #startLimitMs: number;
  #child: ChildProcess | undefined;
  #addresses: Promise<MlflowAddresses> | undefined;
  /** Where it listens right now. */
  #up: MlflowAddresses | undefined;
  #isClosed = false;

  constructor(folder: string, environment: Pick<PythonEnvironment, 'ready'>, options: MlflowServerOptions = {}) {
    this.#folder = folder;
    this.#environment = environment;
    this.#startLimitMs = options.startLimitMs ?? START_LIMIT_MS;
    this.artifacts = join(folder, 'artifacts');
  }

  /** Undefined while it does not run. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Whether it runs and its pages show every space. */
  get hasPages(): boolean {
    const up = this.#up;
    return up !== undefined && [...this.#spaces].every((space) => space.isOpenAt(up));
  }

  /** Resolves once it has its pages. */
  async preparePages(): Promise<void> {
    await Promise.all([...this.#spaces].map((space) => space.open()));
  }

  /** Starts it when it does not run; whoever asks in the meantime waits for the same start. */
  addresses(): Promise<MlflowAddresses> {
    this.#addresses ??= this.#start().catch((error: unknown) => {
      this.#addresses = undefined;
      throw error;
    });
    return this.#addresses;
  }

  /** Those that are in use. */
  get spaces(): Iterable<MlflowSpace> {
    return this.#spaces;
  }

  /** A space that nobody else has or had: where another stand-in came first, its name gets a number. */
  addSpace(wantedName: string): MlflowSpace {
    let name = wantedName;
    for (let number = 2; this.#takenNames.has(name); number++) {
      name = `${wantedName}-${number}`;
    }
    this.#takenNames.add(name);
    const space = new MlflowSpace(this, name);
    this.#spaces.add(space);
    return space;
  }

  removeSpace(space: MlflowSpace): void {
    this.#spaces.delete(space);
  }

  /** A start that is under way ends too, wherever it is. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const child = this.#child;
    if (child !== undefined) {
      const ended = once(child, 'close');
      child.kill('SIGKILL');
      await ended;
    }
  }

  async #start(): Promise<MlflowAddresses> {
    const python = await this.#interpreter();
    if (this.#isClosed) {
      throw unavailable('the workspace is closing');
    }
    const child = this.#spawn(python);
    letGo(child);
    this.#child = child;
    child.once('close', () => {
      this.#child = undefined;
      this.#addresses = undefined;
      this.#up = undefined;
    });
    this.#up = await announced(child, this.#startLimitMs);
    return this.#up;
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

/** The child ends with this process and does not keep it up; that is for whoever serves requests. */
function letGo(child: ChildProcess): void {
  child.unref();
  child.stdio.forEach((pipe) => pipe instanceof Socket && pipe.unref());
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
