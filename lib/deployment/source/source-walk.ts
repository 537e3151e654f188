import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Selection } from './patterns';
import { sourceEntry, type LinkPolicy } from './source-entry';

export interface FoundFile {
  readonly path: string;
  readonly file: string;
  readonly size: number;
}

export interface Walk {
  readonly files: readonly FoundFile[];
  /** Folders and files in the source that are never deployed. */
  readonly leftOut: readonly string[];
  /** Files that the patterns exclude. */
  readonly unselected: number;
  /** Sentences. */
  readonly problems: readonly string[];
}

/** Visits every name in the source once; reads no file. */
export function walkSource(policy: LinkPolicy, selection: Selection): Walk {
  const walker = new Walker(policy, selection);
  walker.folder('', [policy.root]);
  return walker;
}

class Walker implements Walk {
  readonly files: FoundFile[] = [];
  readonly leftOut: string[] = [];
  readonly problems: string[] = [];
  unselected = 0;

  readonly #policy: LinkPolicy;
  readonly #selection: Selection;

  constructor(policy: LinkPolicy, selection: Selection) {
    this.#policy = policy;
    this.#selection = selection;
  }

  /** `trail`: the folder, then those it was reached through, links resolved. */
  folder(path: string, trail: readonly [string, ...string[]]): void {
    const names = readdirSync(trail[0]).toSorted();
    for (const name of names) {
      this.#entry(path === '' ? name : `${path}/${name}`, { file: join(trail[0], name), name, trail });
    }
  }

  #entry(path: string, at: { readonly file: string; readonly name: string; readonly trail: readonly string[] }): void {
    const { file, name, trail } = at;
    if (Selection.isAlwaysOut(name)) {
      this.leftOut.push(path);
      return;
    }
    if (name.includes('\uFFFD') || name.includes('\\')) {
      this.problems.push(`'${path}' has a name that the workspace cannot have`);
      return;
    }
    const entry = sourceEntry(file, this.#policy);
    switch (entry.kind) {
      case 'problem':
        if (this.#selection.takesFile(path)) {
          this.problems.push(`'${path}' ${entry.problem}`);
        }
        return;
      case 'file':
        if (this.#selection.takesFile(path)) {
          this.files.push({ path, file, size: entry.size });
        } else {
          this.unselected += 1;
        }
        return;
      case 'folder':
        this.#folder(path, entry.real, trail);
    }
  }

  #folder(path: string, real: string, trail: readonly string[]): void {
    if (this.#selection.skipsFolder(path)) {
      this.leftOut.push(path);
    } else if (existsSync(join(real, 'pyvenv.cfg'))) {
      // The file in every virtual environment, with any folder name (PEP 405).
      this.leftOut.push(path);
    } else if (trail.includes(real)) {
      this.problems.push(`'${path}' is a symbolic link to one of its own parent folders`);
    } else {
      this.folder(path, [real, ...trail]);
    }
  }
}
