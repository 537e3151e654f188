import { mkdirSync, realpathSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../../../lib/core/errors';
import { sha256Hex } from '../../../lib/core/node/hash';
import { Installation } from './installation';
import { interpreterIn, markerOf, type PythonEnvironment } from './python-environment';

const HASH_DIGITS = 16;

type Base = Pick<PythonEnvironment, 'folder' | 'uvFolder' | 'ready'>;

/** Lines of a requirements file whose paths lead to this disk. */
export interface RequirementLines {
  readonly lines: readonly string[];
  /** The lines with the content of the files they name: what was changed in place is another environment. */
  readonly identity: readonly string[];
}

/** What a run adds to the packages that every run has. */
export interface OwnPackages {
  /** Of the serverless environment; two versions never share an environment. */
  readonly version: string;
  readonly requirements: RequirementLines;
}

/**
 * Environments with packages of a run's own, each made for the first run that asks for it and kept for the others. The
 * installer removes what was used longest ago.
 */
export class RunEnvironments {
  readonly #base: Base;
  readonly #making = new Map<string, Promise<string>>();
  readonly #installations = new Set<Installation>();
  #isClosed = false;

  constructor(base: Base) {
    this.#base = base;
  }

  /** Resolves with its interpreter; rejects with what the installer says. */
  async ready(packages: OwnPackages): Promise<string> {
    const base = await this.#base.ready();
    const folder = join(dirname(this.#base.folder), 'runs', this.#keyOf(base, packages));
    const making = this.#making.get(folder) ?? this.#made(base, folder, packages);
    this.#making.set(folder, making);
    return making.finally(() => this.#making.delete(folder));
  }

  /** Ends the installations that are under way. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#installations].map((installation) => installation.stop()));
  }

  async #made(base: string, folder: string, { requirements }: OwnPackages): Promise<string> {
    const made = interpreterIn(folder);
    if (made !== undefined) {
      const now = new Date();
      utimesSync(markerOf(folder), now, now);
      return made;
    }
    mkdirSync(dirname(folder), { recursive: true });
    const file = `${folder}.txt`;
    writeFileSync(file, requirements.lines.map((line) => `${line}\n`).join(''));
    const problem = await this.#install(base, [folder, file, this.#base.folder, this.#base.uvFolder]);
    const python = interpreterIn(folder);
    if (problem !== undefined || python === undefined) {
      throw new UserError('PYTHON_INSTALL_FAILED', {
        what: `Library installation failed: ${problem ?? 'the environment is not complete'}`,
        fix: 'Correct the dependencies of the environment, or the package index that pip is set to on this machine.',
      });
    }
    return python;
  }

  async #install(python: string, places: readonly string[]): Promise<string | undefined> {
    if (this.#isClosed) {
      return 'the workspace is closing';
    }
    const installation = new Installation(python, 'own', places);
    this.#installations.add(installation);
    try {
      return await installation.ended.catch(String);
    } finally {
      this.#installations.delete(installation);
    }
  }

  #keyOf(python: string, { version, requirements }: OwnPackages): string {
    const parts = [realpathSync(python), basename(this.#base.folder), version, ...requirements.identity.toSorted()];
    return sha256Hex(parts.join('\n')).slice(0, HASH_DIGITS);
  }
}
