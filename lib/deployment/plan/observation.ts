import { posix } from 'node:path';
import { isRecord } from '../../creations/records-folder';
import type { Lanes } from '../store/lanes';
import type { Child, DeploymentStore, StoredObject } from '../store/store';

/** What was seen at the destination; folders that were not read are unknown. */
export class Observation {
  readonly #objects = new Map<string, StoredObject>();
  readonly #listed = new Set<string>();

  /** Notes what a folder holds, instead of what was noted before. */
  note(folder: string, children: readonly Child[] | undefined): void {
    if (this.#listed.has(folder)) {
      [...this.#objects.keys()]
        .filter((target) => folderOf(target) === folder)
        .forEach((target) => this.#objects.delete(target));
    }
    this.#listed.add(folder);
    children?.forEach((child) => this.#objects.set(child.target, child));
  }

  /** Everything seen, by target path. */
  get objects(): ReadonlyMap<string, StoredObject> {
    return this.#objects;
  }

  at(target: string): StoredObject | undefined {
    return this.#objects.get(target);
  }

  /** Whether it is known what lies there, or that nothing does. */
  knows(target: string): boolean {
    const parent = folderOf(target);
    if (this.#listed.has(parent)) {
      return true;
    }
    return parent !== '' && this.knows(parent) && this.at(parent)?.kind !== 'folder';
  }
}

/** Reads the destination and, level by level, the folders below it that `into` selects. */
export async function observe(
  { store, lanes }: { readonly store: DeploymentStore; readonly lanes: Lanes },
  into: (folder: string) => boolean,
): Promise<Observation> {
  const seen = new Observation();
  let level: readonly string[] = [''];
  while (level.length > 0) {
    const next: string[] = [];
    await lanes.each(level, async (folder) => {
      const children = (await store.list(folder))?.filter(({ target }) => !isRecord(target));
      seen.note(folder, children);
      next.push(...(children ?? []).filter(({ kind }) => kind === 'folder').map(({ target }) => target));
    });
    level = next.filter((folder) => into(folder));
  }
  return seen;
}

/** The folder of a target path; '' is the destination itself. */
export function folderOf(target: string): string {
  const folder = posix.dirname(target);
  return folder === '.' ? '' : folder;
}
