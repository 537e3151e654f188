import { closeSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { RunEvent } from '../run/events';

export type RecordedEvent = RunEvent & { readonly at: string };

const FILE = 'events.jsonl';

/** Everything that happens in a run, one line each, written at once: whoever is killed has told all until then. */
export class EventFile {
  readonly #descriptor: number;
  #failure: Error | undefined;

  constructor(folder: string) {
    this.#descriptor = openSync(join(folder, FILE), 'a', 0o600);
  }

  /** Why the last line could not be written, e.g. on a full disk. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  write(line: string): void {
    try {
      writeSync(this.#descriptor, `${line}\n`);
    } catch (error) {
      this.#failure = error as Error;
    }
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

/** What a run has told; the last line of one that was killed may be half a line. */
export function readEvents(folder: string): readonly RecordedEvent[] {
  const file = join(folder, FILE);
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as RecordedEvent];
    } catch {
      return [];
    }
  });
}
