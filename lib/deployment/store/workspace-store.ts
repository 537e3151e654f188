import { posix } from 'node:path';
import { sha256OfBytes } from '../../core/node/hash';
import type { Pace } from '../../databricks/api/pace';
import type { Workspace } from '../../databricks/workspace';
import type { WorkspaceFilesClient, WorkspaceObject } from '../../databricks/workspace-files';
import type { Destination } from '../destination';
import type { Child, DeploymentStore, StoredObject, Upload } from './store';

const KINDS: Readonly<Record<string, StoredObject['kind']>> = {
  NOTEBOOK: 'notebook',
  FILE: 'file',
  DIRECTORY: 'folder',
};

/** A deployment in a folder of the workspace. */
export class WorkspaceStore implements DeploymentStore {
  readonly #files: WorkspaceFilesClient;
  /** Imports have their own rate limit. */
  readonly #imports: Pace;
  readonly #others: Pace;

  constructor(
    readonly destination: Destination,
    workspace: Workspace,
  ) {
    this.#files = workspace.files;
    this.#imports = workspace.newPace();
    this.#others = workspace.newPace();
  }

  get requests(): number {
    return this.#imports.sent + this.#others.sent;
  }

  text(path: string): Promise<string | undefined> {
    return this.#files.text(path, { pace: this.#others });
  }

  async sha256(target: string): Promise<string | undefined> {
    const bytes = await this.#files.bytes(this.#path(target), { pace: this.#others });
    return bytes === undefined ? undefined : sha256OfBytes(bytes);
  }

  async list(folder: string): Promise<readonly Child[] | undefined> {
    const path = this.#path(folder);
    const objects = await this.#files.list(path, { pace: this.#others });
    // The service lists a file as its own only child.
    const isFolder = objects?.every((object) => object.type === 'DIRECTORY' || !isSame(object.path, path));
    return isFolder === true ? objects?.map((object) => childOf(object, folder)) : undefined;
  }

  makeFolder(folder: string): Promise<void> {
    return this.#files.makeFolder(this.#path(folder), { pace: this.#others });
  }

  upload({ target, format, content, boundary }: Upload): Promise<void> {
    return this.#files.import({ path: this.#path(target), as: format, content, boundary }, { pace: this.#imports });
  }

  async removeFile(target: string): Promise<void> {
    await this.#files.remove(this.#path(target), { pace: this.#others });
  }

  removeFolder(folder: string): Promise<'removed' | 'notEmpty'> {
    return this.#files.remove(this.#path(folder), { pace: this.#others });
  }

  #path(target: string): string {
    return posix.join(this.destination.path, target);
  }
}

function isSame(one: string, other: string): boolean {
  return one.replace(/^\/Workspace(?=\/)/, '') === other;
}

function childOf({ path, type, size, modifiedAt }: WorkspaceObject, folder: string): Child {
  return { target: posix.join(folder, posix.basename(path)), kind: KINDS[type] ?? 'other', size, modifiedAt };
}
