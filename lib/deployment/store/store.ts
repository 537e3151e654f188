import type { Content } from '../../databricks/api/api-request';
import type { Destination } from '../destination';
import type { Kind } from '../source/notebook';
import type { SourceFile } from '../source/source-file';

/** What the destination holds at a path. */
export interface StoredObject {
  readonly kind: Kind | 'folder' | 'other';
  /** Bytes; files only. */
  readonly size: number | undefined;
  readonly modifiedAt: number | undefined;
}

/** A child of a folder; its target path is relative to the destination. */
export interface Child extends StoredObject {
  readonly target: string;
}

export type Upload = Pick<SourceFile, 'target' | 'format'> & { readonly content: Content; readonly boundary: string };

/**
 * Where a deployment lies: a workspace folder or a folder of a volume. Target paths are relative to the destination,
 * which is '' itself. Whatever is done twice ends as if it had been done once.
 */
export interface DeploymentStore {
  readonly destination: Destination;
  /** Requests sent so far, including repeated ones. */
  readonly requests: number;
  /** Text of one of our files, at any path; undefined if it does not exist. */
  text(path: string): Promise<string | undefined>;
  /** SHA-256 of the content of a file; undefined if it cannot be read. */
  sha256(target: string): Promise<string | undefined>;
  /** The direct children of a folder; undefined if it does not exist. */
  list(folder: string): Promise<readonly Child[] | undefined>;
  /** Creates a folder and its parents. */
  makeFolder(folder: string): Promise<void>;
  /** Creates or overwrites; rejects with an absent-ApiError if the parent folder is missing. */
  upload(file: Upload): Promise<void>;
  removeFile(target: string): Promise<void>;
  removeFolder(folder: string): Promise<'removed' | 'notEmpty'>;
}
