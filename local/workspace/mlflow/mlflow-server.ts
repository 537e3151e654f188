import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { UserError } from '../../../lib/core/errors';
import { PYTHON_FOLDER } from '../python-environment/places';
import type { PythonEnvironment } from '../python-environment/python-environment';
import { announced, type MlflowAddresses } from './mlflow-announcement';
import { MlflowSpace } from './mlflow-space';
import { unavailable } from './unavailable';

const LIFELINE = 'pipe';
/** A start takes seconds, or longer on a busy machine. */
const START_LIMIT_MS = 120_000;

export interface MlflowServerOptions {
  /** Time limit until the process prints its URLs. */
  readonly startLimitMs?: number;
  /** Gives the URLs of a server that another process runs with the same folder. Default: this one starts it. */
  readonly elsewhere?: () => Promise<MlflowAddresses>;
}

/** The real MLflow server behind all workspaces of one or more stand-ins; the first request starts its process. */
export class MlflowServer {
  /** The server's artifact folder, with one folder per space. */
  readonly artifacts: string;
  readonly #spaces = new Set<MlflowSpace>();
  readonly #takenNames = new Set<string>();
  readonly #folder: string;
  readonly #environment: Pick<PythonEnvironment, 'ready'>;
  readonly #startLimitMs: number;
  readonly #elsewhere: MlflowServerOptions['elsewhere'];
  #child: ChildProcess | undefined;
  #addresses: Promise<MlflowAddresses> | undefined;
  /** Its current URLs. */
  #up: MlflowAddresses | undefined;
  #isClosed = false;

  constructor(folder: string, environment: Pick<PythonEnvironment, 'ready'>, options: MlflowServerOptions = {}) {
    this.#folder = folder;
    this.#environment = environment;
    this.#startLimitMs = options.startLimitMs ?? START_LIMIT_MS;
    this.#elsewhere = options.elsewhere;
    this.artifacts = join(folder, 'artifacts');
  }

  /** Undefined while it is not running. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Whether it is running and its pages show every space. */
  get hasPages(): boolean {
    const up = this.#up;
    return up !== undefined && [...this.#spaces].every((space) => space.isOpenAt(up));
  }

  /** Resolves when its pages are available. */
  async preparePages(): Promise<void> {
    await Promise.all([...this.#spaces].map((space) => space.open()));
  }

  /** Starts it unless it is running; concurrent callers share one start. */
  addresses(): Promise<MlflowAddresses> {
    this.#addresses ??= this.#start().catch((error: unknown) => {
      this.#addresses = undefined;
      throw error;
    });
    return this.#addresses;
  }

  /** The spaces in use. */
  get spaces(): Iterable<MlflowSpace> {
    return this.#spaces;
  }

  /** A space that nobody else has used; its name gets a number if another stand-in took it before. */
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

  /** Also stops a start in progress. */
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
    this.#up = await (this.#elsewhere ?? (() => this.#startHere()))();
    return this.#up;
  }

  async #startHere(): Promise<MlflowAddresses> {
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
    return announced(child, this.#startLimitMs);
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

/** The child ends with this process and does not keep it alive; the HTTP server does that. */
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
    PYTHONPATH: PYTHON_FOLDER,
    PYTHONDONTWRITEBYTECODE: '1',
  };
}
