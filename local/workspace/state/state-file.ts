import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isJsonObject, parseJson, toJson, type JsonObject } from '../../../lib/core/lossless-json';
import type { Persistent } from './persistent';

const SOON_MS = 300;

/** The state of an account that is not in separate files, as one JSON document. */
export class StateFile {
  readonly #parts = new Map<string, Persistent>();
  readonly #file: string | undefined;
  readonly #read: JsonObject;
  #soon: NodeJS.Timeout | undefined;

  /** Without a file, the state is not saved. */
  constructor(file: string | undefined) {
    this.#file = file;
    this.#read = file !== undefined && existsSync(file) ? stateIn(file) : {};
  }

  /** Restores a part from an earlier server, and saves it from now on. */
  add(name: string, part: Persistent): void {
    const saved = this.#read[name];
    if (saved !== undefined) {
      part.restore(saved);
    }
    this.#parts.set(name, part);
  }

  /** Writes soon, once for several changes, so that a killed server loses little. */
  changed(): void {
    if (this.#file !== undefined) {
      this.#soon ??= setTimeout(() => this.write(), SOON_MS).unref();
    }
  }

  /** A reader sees either the old state or the new one, never a part. */
  write(): void {
    if (this.#file === undefined) {
      return;
    }
    clearTimeout(this.#soon);
    this.#soon = undefined;
    const state = Object.fromEntries([...this.#parts].map(([name, part]) => [name, part.saved()]));
    mkdirSync(dirname(this.#file), { recursive: true });
    const draft = `${this.#file}.${process.pid}`;
    writeFileSync(draft, toJson(state, 1));
    renameSync(draft, this.#file);
  }
}

function stateIn(file: string): JsonObject {
  const state = parseJson(readFileSync(file, 'utf8'));
  if (!isJsonObject(state)) {
    throw new Error(`${file} does not contain the state of a workspace.\nFix: Delete it, or choose another folder.`);
  }
  return state;
}
