import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Clock } from '../../../lib/core/clock';
import type { JsonObject } from '../../../lib/core/lossless-json';
import { Refusal } from '../http/refusal';
import { bytes, empty, type Reply } from '../http/reply';
import type { ApiCall, Method, Route } from '../http/route';
import { makeRoomFor } from './stored-file';

const LIFETIME_MS = 15 * 60_000;
const ROOT = '/signed-storage';

export interface SignedAccess {
  readonly method: Method;
  readonly answer: (call: ApiCall) => Reply;
}

/** URLs that work without a token, like those of cloud storage; here they point to the stand-in. */
export class SignedAddresses {
  readonly #accesses = new Map<string, SignedAccess & { readonly expiresAt: number }>();
  readonly #address: { readonly host: string; readonly orgId: string };
  readonly #clock: Clock;

  constructor(address: { readonly host: string; readonly orgId: string }, clock: Clock) {
    this.#address = address;
    this.#clock = clock;
  }

  get routes(): readonly Route[] {
    return (['GET', 'PUT', 'DELETE'] as const).map((method) => ({
      method,
      path: `${ROOT}/{org_id}/{ticket}`,
      open: true,
      answer: (call) => this.#answer(method, call),
    }));
  }

  sign(access: SignedAccess): string {
    const ticket = randomBytes(16).toString('hex');
    this.#accesses.set(ticket, { ...access, expiresAt: this.#clock.now() + LIFETIME_MS });
    return `${this.#address.host}${ROOT}/${this.#address.orgId}/${ticket}`;
  }

  download(file: string): string {
    return this.sign({ method: 'GET', answer: () => bytes(stored(file)) });
  }

  upload(file: string): string {
    return this.sign({
      method: 'PUT',
      answer({ content }) {
        makeRoomFor(file);
        writeFileSync(file, content);
        return empty(200);
      },
    });
  }

  #answer(method: Method, call: ApiCall): Reply {
    const access = this.#accesses.get(call.segments.text('ticket'));
    if (access === undefined || access.method !== method || access.expiresAt <= this.#clock.now()) {
      throw new Refusal(
        403,
        'PERMISSION_DENIED',
        'Server failed to authenticate the request: the signature is not valid.',
      );
    }
    return access.answer(call);
  }
}

/** The ID of the workspace in a signed URL. */
export function signedFor(path: string): string | undefined {
  return path.startsWith(`${ROOT}/`) ? path.split('/')[2] : undefined;
}

/** A signed URL as the Files API returns it. */
export function presigned(url: string): JsonObject {
  return { url, headers: [] };
}

function stored(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    throw new Refusal(404, 'NOT_FOUND', 'The specified blob does not exist.');
  }
}
