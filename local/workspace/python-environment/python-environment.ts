import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../../lib/core/errors';
import { sha256Hex } from '../../../lib/core/node/hash';
import { Installation } from './installation';
import { LASTING_FOLDER, LOCKS_FOLDER } from './places';
import { pythonExecutable } from './python-executable';

const ENVIRONMENTS = join(LASTING_FOLDER, 'python');
const LOCK_FILE = join(LOCKS_FOLDER, 'requirements.lock');
const UV_LOCK_FILE = join(LOCKS_FOLDER, 'uv.lock');

export interface PythonEnvironmentOptions {
  /** Folder of the environments, each named by the hash of its lock. Default: `.local/python`. */
  readonly folder?: string;
  /** Pinned and hashed requirements. Default: those of this folder. */
  readonly lockFile?: string;
  /** The same for uv, which installs them. */
  readonly uvLockFile?: string;
  /** The command that starts Python 3.11 or newer. */
  readonly python?: string;
  /** Gets the lines that explain why the first start takes so long. */
  readonly say: (line: string) => void;
}

/** Python with the packages of the lock, installed on first use and kept for later starts. */
export class PythonEnvironment {
  readonly folder: string;
  /** Of the installer that made it. */
  readonly uvFolder: string;
  readonly #options: PythonEnvironmentOptions;
  readonly #places: readonly string[];
  #making: Promise<string> | undefined;
  #installation: Installation | undefined;
  #isClosed = false;

  constructor(options: PythonEnvironmentOptions) {
    const { folder = ENVIRONMENTS, lockFile = LOCK_FILE, uvLockFile = UV_LOCK_FILE } = options;
    this.#options = options;
    this.folder = join(folder, hashOf(lockFile));
    this.uvFolder = join(ENVIRONMENTS, `uv-${hashOf(uvLockFile)}`);
    this.#places = [this.folder, lockFile, this.uvFolder, uvLockFile];
  }

  /** Its interpreter; undefined until it is installed. */
  get interpreter(): string | undefined {
    return interpreterIn(this.folder);
  }

  /** Resolves with its interpreter. Callers share one installation, which takes a while. */
  async ready(): Promise<string> {
    if (this.interpreter !== undefined) {
      return this.interpreter;
    }
    this.#making ??= this.#make().finally(() => {
      this.#making = undefined;
    });
    return this.#making;
  }

  /** Stops a running installation. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#installation?.stop();
  }

  async #make(): Promise<string> {
    const python = await pythonExecutable(this.#options.python ?? 'python3');
    if (this.#isClosed) {
      throw this.#failed('the workspace is closing');
    }
    const begun = performance.now();
    this.#options.say(`Installing Python packages in ${this.folder}. This happens once and takes up to a minute …`);
    this.#installation = new Installation(python, 'base', this.#places);
    const problem = await this.#installation.ended.catch(String);
    if (problem !== undefined || this.interpreter === undefined) {
      throw this.#failed(problem ?? 'the environment is not complete');
    }
    this.#options.say(`Installed Python packages in ${Math.ceil((performance.now() - begun) / 1000)} s.`);
    return this.interpreter;
  }

  #failed(reason: string): UserError {
    return new UserError('PYTHON_INSTALL_FAILED', {
      what: `The Python packages of the local workspace could not be installed below ${this.folder}: ${reason}`,
      fix: 'Correct what the installer reports, usually the network or the package index in the settings of pip, and start again.',
    });
  }
}

/** The interpreter of a complete environment. */
export function interpreterIn(folder: string): string | undefined {
  const python = join(folder, 'bin', 'python');
  try {
    // If the base interpreter was upgraded or removed, its packages are gone.
    const madeWith = readFileSync(markerOf(folder), 'utf8');
    return realpathSync(python) === madeWith ? python : undefined;
  } catch {
    return undefined;
  }
}

/** The file that says that the environment is complete, and by its time when a run last took it. */
export function markerOf(folder: string): string {
  return join(folder, 'complete');
}

function hashOf(lockFile: string): string {
  return sha256Hex(readFileSync(lockFile, 'utf8')).slice(0, 16);
}
