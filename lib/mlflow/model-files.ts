import type { Receiver } from '../http/message';

export interface ModelFile {
  /** Below the folder of the version. */
  readonly path: string;
  readonly size: number;
}

/** One folder level; each service lists it differently. */
export interface FolderEntry extends ModelFile {
  readonly isFolder: boolean;
}

/** The files of one version. */
export interface ModelFiles {
  /** All files, sorted by path. */
  list(): Promise<readonly ModelFile[]>;
  text(path: string): Promise<string>;
  /** The bytes as they come. */
  receive(path: string, receiver: Receiver): Promise<void>;
}

/** Walks down from the root of a version. */
export async function filesBelow(
  folder: string,
  entriesOf: (folder: string) => Promise<readonly FolderEntry[]>,
): Promise<readonly ModelFile[]> {
  const files: ModelFile[] = [];
  for (const { path, size, isFolder } of await entriesOf(folder)) {
    files.push(...(isFolder ? await filesBelow(path, entriesOf) : [{ path, size }]));
  }
  return files.toSorted((one, other) => (one.path < other.path ? -1 : 1));
}
