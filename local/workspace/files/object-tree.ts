import {
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  type Dirent,
  type Stats,
} from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../../lib/core/clock';
import type { Json } from '../../../lib/core/lossless-json';
import { invalidParameter, missingPath, Refusal } from '../http/refusal';
import type { IdSequence } from '../state/ids';
import type { Persistent } from '../state/persistent';
import type { ImportedObject } from './imported-object';
import type { Language } from './language';
import { refuseLongPath } from './long-path';
import type { ObjectStatus } from './object-status';
import { parentOf } from './workspace-path';

export type Deletion = 'one object' | 'everything below';

/**
 * Workspace objects as files on disk, so that Python sees exactly what was imported. The disk decides what exists; a
 * file that Python wrote is a FILE like any other. Calls are synchronous, so each one is atomic.
 */
export class ObjectTree implements Persistent {
  #known = new Map<string, Omit<ObjectStatus, 'size'>>();

  constructor(
    readonly folder: string,
    readonly clock: Clock,
    readonly ids: IdSequence,
  ) {
    mkdirSync(folder, { recursive: true });
  }

  /** Path of an object on disk. */
  fileOf(path: string): string {
    return join(this.folder, path);
  }

  status(path: string): ObjectStatus | undefined {
    const stats = statsOf(this.fileOf(path));
    if (stats === undefined) {
      return undefined;
    }
    const type = stats.isDirectory() ? 'DIRECTORY' : 'FILE';
    const remembered = this.#known.get(path);
    const isSame = (remembered?.type === 'DIRECTORY') === stats.isDirectory();
    const known = remembered !== undefined && isSame ? remembered : this.#remember({ path, type });
    return known.type === 'FILE' ? { ...known, size: stats.size } : known;
  }

  /** Objects directly below a directory, or the object itself; undefined if it does not exist. */
  children(path: string): readonly ObjectStatus[] | undefined {
    const status = this.status(path);
    if (status?.type !== 'DIRECTORY') {
      return status && [status];
    }
    const entries = readdirSync(this.fileOf(path), { withFileTypes: true });
    const linked = new Set(entries.flatMap((entry) => linkedSource(this.fileOf(path), entry) ?? []));
    const names = entries.map(({ name }) => name).filter((name) => !linked.has(name));
    return names.toSorted().flatMap((name) => this.status(join(path, name)) ?? []);
  }

  content(path: string): Buffer | undefined {
    const status = this.status(path);
    return status === undefined || status.type === 'DIRECTORY' ? undefined : readFileSync(this.fileOf(path));
  }

  makeDirectories(path: string): void {
    refuseLongPath(path, this.fileOf(path));
    const status = this.status(path);
    if (status?.type === 'DIRECTORY') {
      return;
    }
    if (status !== undefined) {
      throw new Refusal(400, 'RESOURCE_ALREADY_EXISTS', `Path (${path}) already exists and is not a directory.`);
    }
    this.makeDirectories(parentOf(path));
    mkdirSync(this.fileOf(path));
    this.#remember({ path, type: 'DIRECTORY' });
  }

  put(object: ImportedObject, ifExists: 'overwrite' | 'refuse'): void {
    const { path, type, language, content } = object;
    refuseLongPath(path, this.fileOf(path));
    if (this.status(parentOf(path))?.type !== 'DIRECTORY') {
      const message = `The parent folder (${parentOf(path)}) does not exist.`;
      throw new Refusal(404, 'RESOURCE_DOES_NOT_EXIST', message);
    }
    const existing = this.status(path);
    if (existing !== undefined && ifExists === 'refuse') {
      throw new Refusal(400, 'RESOURCE_ALREADY_EXISTS', `Path (${path}) already exists.`);
    }
    if (existing !== undefined && existing.type !== type) {
      const mismatch = `type mismatch (asked: ${type}, actual: ${existing.type})`;
      throw invalidParameter(`Cannot overwrite the asset at ${path} due to ${mismatch}`);
    }
    writeFileSync(this.fileOf(path), content);
    this.#remember({ path, type, ...(language !== undefined && { language }) }, existing);
  }

  remove(path: string, what: Deletion): void {
    const status = this.status(path);
    if (status === undefined) {
      throw missingPath(path);
    }
    if (path === '/') {
      throw invalidParameter('The root folder cannot be deleted.');
    }
    if (what === 'one object' && status.type === 'DIRECTORY' && this.children(path)?.length !== 0) {
      throw new Refusal(400, 'DIRECTORY_NOT_EMPTY', `Folder (${path}) is not empty`);
    }
    rmSync(this.fileOf(path), { recursive: true });
    this.forget(path);
  }

  /** Shows a file beside it as a notebook; the link lets Python find the source too. */
  link(path: string, { target, language }: { target: string; language: Language }): void {
    symlinkSync(target, this.fileOf(path));
    this.#remember({ path, type: 'NOTEBOOK', language });
  }

  /** The ID of an existing directory. */
  directoryId(path: string): bigint {
    const status = this.status(path);
    if (status?.type !== 'DIRECTORY') {
      throw missingPath(path);
    }
    return status.objectId;
  }

  /** The object with this ID, among those that were requested before. */
  withId(objectId: bigint): ObjectStatus | undefined {
    const known = [...this.#known.values()].find((candidate) => candidate.objectId === objectId);
    return known && this.status(known.path);
  }

  /** Forgets objects that are no longer on disk. */
  forget(path: string): void {
    for (const known of this.#known.keys()) {
      if (known === path || known.startsWith(`${path}/`)) {
        this.#known.delete(known);
      }
    }
  }

  saved(): Json {
    return [...this.#known.values()] as Json[];
  }

  restore(saved: Json): void {
    const known = saved as unknown as readonly Omit<ObjectStatus, 'size'>[];
    this.#known = new Map(known.map((status) => [status.path, status]));
  }

  #remember(
    object: Pick<ObjectStatus, 'path' | 'type' | 'language'>,
    existing?: ObjectStatus,
  ): Omit<ObjectStatus, 'size'> {
    const now = this.clock.now();
    const { objectId, createdAt } = existing ?? { objectId: this.ids.next(), createdAt: now };
    const status = { ...object, objectId, createdAt, modifiedAt: now };
    this.#known.set(object.path, status);
    return status;
  }
}

/** The file name behind an entry that is shown as a notebook. */
function linkedSource(folder: string, entry: Dirent): string | undefined {
  return entry.isSymbolicLink() ? readlinkSync(join(folder, entry.name)) : undefined;
}

function statsOf(file: string): Stats | undefined {
  try {
    return statSync(file);
  } catch {
    // Any error of the disk (missing, below a file, too long) means that there is no such object.
    return undefined;
  }
}
