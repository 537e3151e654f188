import { posix } from 'node:path';
import type { Lanes } from '../store/lanes';
import type { Child, DeploymentStore, Lying } from '../store/store';

/** What was seen at the destination; folders that were not read are unknown. */
export class Observation {
  readonly #objects = new Map<string, Lying>();
  readonly #listed = new Set<string>();

  /** Records the contents of a folder and replaces earlier ones. */
  note(folder: string, children: readonly Child[] | undefined): void {
    if (this.#listed.has(folder)) {
      [...this.#objects.keys()]
        .filter((place) => folderOf(place) === folder)
        .forEach((place) => this.#objects.delete(place));
    }
    this.#listed.add(folder);
    children?.forEach((child) => this.#objects.set(child.place, child));
  }

  /** Everything seen, by path. */
  get objects(): ReadonlyMap<string, Lying> {
    return this.#objects;
  }

  at(place: string): Lying | undefined {
    return this.#objects.get(place);
  }

  /** Whether it is known what is at the path, even if nothing is. */
  knows(place: string): boolean {
    const parent = folderOf(place);
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
      const children = await store.list(folder);
      seen.note(folder, children);
      next.push(...(children ?? []).filter(({ kind }) => kind === 'folder').map(({ place }) => place));
    });
    level = next.filter((folder) => into(folder));
  }
  return seen;
}

/** The folder of a path; '' is the destination itself. */
export function folderOf(place: string): string {
  const folder = posix.dirname(place);
  return folder === '.' ? '' : folder;
}
