import { spawn } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../../lib/core/errors';
import { lastLines } from '../../../lib/core/last-lines';
import { sha256Hex } from '../../../lib/core/node/hash';
import { pythonExecutable } from '../execution/python-executable';

const REPOSITORY = join(__dirname, '..', '..', '..');
const INSTALL = join(__dirname, 'install.py');
const LOCK_FILE = join(__dirname, 'requirements.lock');

export interface PythonEnvironmentOptions {
  /** Where environments are kept, each below the hash of its lock; `.local/python` when left out. */
  readonly folder?: string;
  /** Pinned and hashed requirements; those of this folder when left out. */
  readonly lockFile?: string;
  /** The command that starts Python 3.11 or newer. */
  readonly python?: string;
  /** Gets the line that explains why the first start takes long. */
  readonly say: (line: string) => void;
}

/** Python with the packages of the lock, made when it is first asked for and kept for every later start. */
export class PythonEnvironment {
  readonly folder: string;
  readonly #options: PythonEnvironmentOptions;
  readonly #lockFile: string;

  constructor(options: PythonEnvironmentOptions) {
    const { folder = join(REPOSITORY, '.local', 'python'), lockFile = LOCK_FILE } = options;
    this.#options = options;
    this.#lockFile = lockFile;
    this.folder = join(folder, sha256Hex(readFileSync(lockFile, 'utf8')).slice(0, 16));
  }

  /** Its interpreter; undefined as long as it has not been made. */
  get interpreter(): string | undefined {
    const python = join(this.folder, 'bin', 'python');
    try {
      // An interpreter that was upgraded or removed underneath has taken the packages with it.
      const madeWith = readFileSync(join(this.folder, 'complete'), 'utf8');
      return realpathSync(python) === madeWith ? python : undefined;
    } catch {
      return undefined;
    }
  }

  /** Resolves with its interpreter, which the first time takes about a minute. */
  async ready(): Promise<string> {
    return this.interpreter ?? this.#make();
  }

  async #make(): Promise<string> {
    const python = await pythonExecutable(this.#options.python ?? 'python3');
    this.#options.say(`Installing Python packages below ${this.folder}, once and for about a minute …`);
    await this.#install(python);
    if (this.interpreter === undefined) {
      throw this.#failed('the environment is not complete');
    }
    return this.interpreter;
  }

  async #install(python: string): Promise<void> {
    // -I: nothing of the user's own packages may answer for pip.
    const child = spawn(python, ['-I', INSTALL, this.folder, this.#lockFile], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk: Buffer) => (output += chunk.toString('utf8'));
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    if (exitCode !== 0) {
      throw this.#failed(lastLines(output, { lines: 12 }) || `exit code ${exitCode}`);
    }
  }

  #failed(reason: string): UserError {
    return new UserError('PYTHON_INSTALL_FAILED', {
      what: `The Python packages of the local workspace could not be installed below ${this.folder}: ${reason}`,
      fix: 'Correct what pip complains about, usually the network or the package index that it is set to, and start again.',
    });
  }
}
