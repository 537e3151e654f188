import { posix } from 'node:path';
import type { Pace } from '../../databricks/api/pace';
import type { VolumeFilesClient } from '../../databricks/volume-files';
import type { Workspace } from '../../databricks/workspace';
import type { Destination } from '../destination';
import type { Child, DeploymentStore, Upload } from './store';

/** A deployment in a folder of a Unity Catalog volume. */
export class VolumeStore implements DeploymentStore {
  readonly #files: VolumeFilesClient;
  readonly #pace: Pace;

  constructor(
    readonly destination: Destination,
    workspace: Workspace,
  ) {
    this.#files = workspace.volumeFiles;
    this.#pace = workspace.newPace();
  }

  get requests(): number {
    return this.#pace.sent;
  }

  text(path: string): Promise<string | undefined> {
    return this.#files.text(path, { pace: this.#pace });
  }

  /** The list has the size of every file (https://docs.databricks.com/api/azure/workspace/files/listdirectorycontents). */
  sha256(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async list(folder: string): Promise<readonly Child[] | undefined> {
    const entries = await this.#files.list(this.#path(folder), { pace: this.#pace });
    return entries?.map(({ path, isFolder, size, modifiedAt }) => ({
      target: posix.join(folder, posix.basename(path)),
      kind: isFolder ? 'folder' : 'file',
      size,
      modifiedAt,
    }));
  }

  makeFolder(folder: string): Promise<void> {
    return this.#files.makeFolder(this.#path(folder), { pace: this.#pace });
  }

  upload({ target, content }: Upload): Promise<void> {
    return this.#files.put({ path: this.#path(target), content }, { pace: this.#pace });
  }

  removeFile(target: string): Promise<void> {
    return this.#files.removeFile(this.#path(target), { pace: this.#pace });
  }

  removeFolder(folder: string): Promise<'removed' | 'notEmpty'> {
    return this.#files.removeFolder(this.#path(folder), { pace: this.#pace });
  }

  #path(target: string): string {
    return posix.join(this.destination.path, target);
  }
}
