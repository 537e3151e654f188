import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Where the lines of a log go. */
export interface LogStore {
  /** All lines, or the last ones. */
  readonly lines: readonly string[];
  readonly file: string | undefined;
  /** Why the file is incomplete. */
  readonly problem: string | undefined;
  add(line: string): void;
  close(): void;
}

export class MemoryLog implements LogStore {
  readonly lines: string[] = [];
  readonly file = undefined;
  readonly problem = undefined;

  add(line: string): void {
    this.lines.push(line);
  }

  close(): void {}
}

const TAIL_LINES = 100;
const TAIL_LINE_LENGTH = 2000;
const BUFFERED = 64 * 1024;

/** Writes lines to a file and keeps the last ones, so that a log of any size needs little memory. */
export class FileLog implements LogStore {
  readonly #tail: string[] = [];
  readonly #descriptor: number | undefined;
  #pending = '';
  #isPlanned = false;
  #isClosed = false;
  problem: string | undefined;

  constructor(readonly file: string) {
    this.#descriptor = this.#attempt(() => {
      mkdirSync(dirname(file), { recursive: true });
      return openSync(file, 'w');
    });
  }

  get lines(): readonly string[] {
    return this.#tail.slice(-TAIL_LINES);
  }

  add(line: string): void {
    this.#tail.push(line.length > TAIL_LINE_LENGTH ? `${line.slice(0, TAIL_LINE_LENGTH)}…` : line);
    if (this.#tail.length > 2 * TAIL_LINES) {
      this.#tail.splice(0, this.#tail.length - TAIL_LINES);
    }
    this.#pending += `${line}\n`;
    if (this.#pending.length >= BUFFERED) {
      this.#flush();
    } else if (!this.#isPlanned) {
      this.#isPlanned = true;
      setImmediate(() => this.#flush());
    }
  }

  close(): void {
    this.#flush();
    this.#isClosed = true;
    if (this.#descriptor !== undefined) {
      closeSync(this.#descriptor);
    }
  }

  #flush(): void {
    this.#isPlanned = false;
    const bytes = Buffer.from(this.#pending);
    this.#pending = '';
    const descriptor = this.#descriptor;
    if (this.#isClosed || descriptor === undefined || this.problem !== undefined) {
      return;
    }
    this.#attempt(() => {
      for (let written = 0; written < bytes.length;) {
        written += writeSync(descriptor, bytes, written);
      }
    });
  }

  #attempt<T>(write: () => T): T | undefined {
    try {
      return write();
    } catch (error) {
      this.problem ??= error instanceof Error ? error.message : String(error);
      return undefined;
    }
  }
}
