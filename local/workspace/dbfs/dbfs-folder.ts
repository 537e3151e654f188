import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, posix } from 'node:path';
import type { JsonObject } from '../../../lib/core/lossless-json';
import { invalidParameter, Refusal } from '../http/refusal';

/** The root of DBFS, which notebooks see as `dbfs:/` and `/dbfs`. */
export class DbfsFolder {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  status(path: string): JsonObject {
    const { size, mtimeMs, isFolder } = this.#existing(path);
    return { path: normalized(path), is_dir: isFolder, file_size: isFolder ? 0 : size, modification_time: mtimeMs };
  }

  list(path: string): readonly JsonObject[] {
    if (!this.#existing(path).isFolder) {
      return [this.status(path)];
    }
    return readdirSync(this.#file(path))
      .toSorted()
      .map((name) => this.status(posix.join(path, name)));
  }

  read(path: string, { offset, length }: { readonly offset: number; readonly length: number }): Buffer {
    if (this.#existing(path).isFolder) {
      throw invalidParameter(`Cannot read a directory: ${path}`);
    }
    return readFileSync(this.#file(path)).subarray(offset, offset + length);
  }

  write(path: string, content: Buffer, overwrite: boolean): void {
    const file = this.#file(path);
    if (existsSync(file) && !overwrite) {
      throw new Refusal(
        400,
        'RESOURCE_ALREADY_EXISTS',
        `A file or directory already exists at the input path ${path}.`,
      );
    }
    mkdirSync(posix.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  append(path: string, content: Buffer): void {
    appendFileSync(this.#file(path), content);
  }

  makeDirectories(path: string): void {
    const file = this.#file(path);
    if (existsSync(file) && !statSync(file).isDirectory()) {
      throw new Refusal(400, 'RESOURCE_ALREADY_EXISTS', `A file exists at ${path}.`);
    }
    mkdirSync(file, { recursive: true });
  }

  /** Deleting what does not exist succeeds. */
  delete(path: string, recursive: boolean): void {
    const file = this.#file(path);
    if (existsSync(file) && statSync(file).isDirectory() && !recursive && readdirSync(file).length > 0) {
      throw new Refusal(400, 'IO_ERROR', `${path} is a non-empty directory; set recursive to delete it.`);
    }
    rmSync(file, { recursive: true, force: true });
  }

  move(from: string, to: string): void {
    this.#existing(from);
    if (existsSync(this.#file(to))) {
      throw new Refusal(400, 'RESOURCE_ALREADY_EXISTS', `A file or directory already exists at ${to}.`);
    }
    mkdirSync(posix.dirname(this.#file(to)), { recursive: true });
    renameSync(this.#file(from), this.#file(to));
  }

  #existing(path: string): { readonly size: number; readonly mtimeMs: number; readonly isFolder: boolean } {
    const file = this.#file(path);
    if (!existsSync(file)) {
      throw new Refusal(404, 'RESOURCE_DOES_NOT_EXIST', `No file or directory exists on path ${path}.`);
    }
    const status = statSync(file);
    return { size: status.size, mtimeMs: Math.floor(status.mtimeMs), isFolder: status.isDirectory() };
  }

  #file(path: string): string {
    return join(this.#folder, normalized(path));
  }
}

function normalized(path: string): string {
  const rooted = path.replace(/^dbfs:/, '');
  if (!rooted.startsWith('/')) {
    throw invalidParameter(`Path must be absolute: ${path}`);
  }
  if (rooted.includes('\0')) {
    throw invalidParameter(`Invalid path: ${path}`);
  }
  return posix.normalize(rooted);
}
