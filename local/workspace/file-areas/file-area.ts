import type { Identity } from '../identity/identity';

export interface AreaAccess {
  readonly caller: Identity;
  readonly purpose: 'read' | 'write';
}

/** One top folder of the Files API's tree. */
export interface FileArea {
  /** The first segment of its paths, e.g. `Volumes`. */
  readonly root: string;
  /** Whether an upload makes the folders above it. */
  readonly parents: 'made' | 'required';
  /**
   * Where the segments behind the root lie on disk. Throws the service's refusal when the area has no such place;
   * that a file or folder is missing there is not its concern.
   */
  locate(segments: readonly string[], access: AreaAccess): LocatedFile;
}

export interface LocatedFile {
  readonly file: string;
  /** The top of what the caller may fill: it exists, and is neither made nor deleted as a folder. */
  readonly isTop: boolean;
}
