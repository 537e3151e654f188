import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { invalidParameter, Refusal } from '../http/refusal';
import { makeRoomFor } from './stored-file';

/** Multipart uploads; each part is a file until the upload completes. */
export class UploadSessions {
  readonly #folder: string;
  readonly #targets = new Map<string, string>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  begin(target: string): string {
    const session = randomBytes(16).toString('hex');
    mkdirSync(join(this.#folder, session), { recursive: true });
    this.#targets.set(session, target);
    return session;
  }

  /** Refuses a session that does not exist, is over, or is for another file. */
  require(session: string, target: string): void {
    if (this.#targets.get(session) !== target) {
      throw noSession();
    }
  }

  /** Stores one part and returns its tag; its URL may outlive the session. */
  addPart(session: string, number: number, content: Buffer): string {
    if (!this.#targets.has(session)) {
      throw noSession();
    }
    writeFileSync(this.#part(session, number), content);
    return `"part-${number}-${content.length}"`;
  }

  /** Joins the parts in the order of their numbers. */
  complete(session: string, numbers: readonly number[]): void {
    const target = this.#targets.get(session) ?? '';
    makeRoomFor(target);
    const whole = join(this.#folder, session, 'whole');
    writeFileSync(whole, '');
    for (const number of numbers.toSorted((one, other) => one - other)) {
      appendFileSync(whole, this.#contentOf(session, number));
    }
    renameSync(whole, target);
    this.abort(session);
  }

  abort(session: string): void {
    this.#targets.delete(session);
    rmSync(join(this.#folder, session), { recursive: true, force: true });
  }

  #contentOf(session: string, number: number): Buffer {
    try {
      return readFileSync(this.#part(session, number));
    } catch {
      throw invalidParameter(`Part ${number} was not uploaded.`);
    }
  }

  #part(session: string, number: number): string {
    return join(this.#folder, session, String(number));
  }
}

function noSession(): Refusal {
  return new Refusal(404, 'NOT_FOUND', 'The upload session is not found.');
}
