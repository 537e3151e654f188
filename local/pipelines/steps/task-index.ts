import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { RunWorkspace } from '../run/step-runner';
import { unpackPackage } from './unpack-package';

const DEEPEST = 4;

interface FoundTask {
  readonly folder: string;
  readonly minor: number;
  readonly patch: number;
}

/** Folders of built tasks, by name and by ID, each with `@major`; of several versions the newest counts. */
export class TaskIndex {
  readonly #tasks = new Map<string, FoundTask>();

  constructor({ taskFolders, folder }: Pick<RunWorkspace, 'taskFolders' | 'folder'>) {
    for (const place of taskFolders) {
      this.#addBelow(folderOf(place, folder), 0);
    }
  }

  /** `Name@1`, an ID, or a name behind those of publisher and extension. */
  folderOf(reference: string): string | undefined {
    const name = reference.toLowerCase();
    const last = name.slice(name.lastIndexOf('.', name.lastIndexOf('@')) + 1);
    return (this.#tasks.get(name) ?? this.#tasks.get(last))?.folder;
  }

  #addBelow(folder: string, depth: number): void {
    const entries = readdirSync(folder, { withFileTypes: true });
    for (const entry of entries) {
      if (entry.isDirectory() && depth < DEEPEST) {
        this.#addBelow(join(folder, entry.name), depth + 1);
      } else if (entry.name === 'task.json') {
        this.#add(folder);
      }
    }
  }

  #add(folder: string): void {
    const json = taskIn(join(folder, 'task.json'));
    if (json === undefined) {
      return;
    }
    const { Major, Minor, Patch } = json.version;
    const found = { folder, minor: Number(Minor), patch: Number(Patch) };
    for (const key of [json.name, json.id].map((name) => `${name}@${Number(Major)}`.toLowerCase())) {
      const known = this.#tasks.get(key);
      if (known === undefined || isNewer(found, known)) {
        this.#tasks.set(key, found);
      }
    }
  }
}

interface NamedTask {
  readonly id: string;
  readonly name: string;
  readonly version: { readonly Major: unknown; readonly Minor?: unknown; readonly Patch?: unknown };
}

/** Other programs have files of that name too; they describe no task. */
function taskIn(file: string): NamedTask | undefined {
  try {
    const json = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')) as Partial<NamedTask> | null;
    const { id, name, version } = json ?? {};
    return typeof id === 'string' && typeof name === 'string' && version?.Major !== undefined
      ? { id, name, version }
      : undefined;
  } catch {
    return undefined;
  }
}

function isNewer(one: FoundTask, other: FoundTask): boolean {
  return one.minor > other.minor || (one.minor === other.minor && one.patch > other.patch);
}

/** A package (`.vsix`) is unpacked once for each run. */
function folderOf(place: string, runFolder: string): string {
  if (!statSync(place).isFile()) {
    return place;
  }
  const folder = join(runFolder, 'extensions', basename(place));
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) {
    mkdirSync(folder, { recursive: true });
    unpackPackage(place, folder);
  }
  return folder;
}
