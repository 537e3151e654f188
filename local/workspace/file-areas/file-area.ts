import type { Identity } from '../identity/identity';

export interface AreaAccess {
  readonly caller: Identity;
  readonly purpose: 'read' | 'write';
}

/** One top-level folder of the Files API. */
export interface FileArea {
  /** The first segment of its paths, e.g. `Volumes`. */
  readonly root: string;
  /** Whether an upload creates parent folders. */
  readonly parents: 'made' | 'required';
  /**
   * The path on disk of the segments after the root. Throws the service's refusal if the area has no such location;
   * does not check whether the file exists.
   */
  locate(segments: readonly string[], access: AreaAccess): LocatedFile;
}

export interface LocatedFile {
  readonly file: string;
  /** The root for the caller's files: it always exists, and cannot be created or deleted as a folder. */
  readonly isTop: boolean;
}
