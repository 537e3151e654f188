import type { Content } from '../../databricks/api/api-request';
import type { Destination } from '../destination';
import type { Kind } from '../source/notebook';
import type { SourceFile } from '../source/source-file';

/** What is at a path of the destination. */
export interface Lying {
  readonly kind: Kind | 'folder' | 'other';
  /** Bytes; files only. */
  readonly size: number | undefined;
  readonly modifiedAt: number | undefined;
}

/** A child of a folder, by its path relative to the destination. */
export interface Child extends Lying {
  readonly place: string;
}

export type Upload = Pick<SourceFile, 'place' | 'format'> & { readonly content: Content; readonly boundary: string };

/**
 * The storage of a deployment: a workspace folder or a folder of a volume. Paths are relative to the destination,
 * which is ''. All operations may be repeated safely.
 */
export interface DeploymentStore {
  readonly destination: Destination;
  /** Requests sent so far, including repeated ones. */
  readonly requests: number;
  /** Text of one of our files, at any path; undefined if it does not exist. */
  text(path: string): Promise<string | undefined>;
  /** SHA-256 of the content of a file; undefined if it cannot be read. */
  sha256(place: string): Promise<string | undefined>;
  /** The direct children of a folder; undefined if it does not exist. */
  list(folder: string): Promise<readonly Child[] | undefined>;
  /** Creates a folder and its parents. */
  makeFolder(folder: string): Promise<void>;
  /** Creates or overwrites; rejects with an absent-ApiError if the parent folder is missing. */
  upload(file: Upload): Promise<void>;
  removeFile(place: string): Promise<void>;
  removeFolder(folder: string): Promise<'removed' | 'notEmpty'>;
}
