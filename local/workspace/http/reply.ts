import type { JsonObject } from '../../../lib/core/lossless-json';
import type { Refusal } from './refusal';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** An object is sent as JSON, anything else unchanged. */
  readonly body: JsonObject | Buffer;
  /** Closes the connection after half of the body. */
  readonly truncated?: true;
}

export function json(body: JsonObject): Reply {
  return { status: 200, headers: { 'content-type': 'application/json' }, body };
}

export function bytes(body: Buffer): Reply {
  return { status: 200, headers: { 'content-type': 'application/octet-stream' }, body };
}

export function empty(status: 200 | 204 = 204, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers, body: Buffer.alloc(0) };
}

export function redirect(location: string): Reply {
  return { status: 302, headers: { location }, body: Buffer.alloc(0) };
}

export function refused(refusal: Refusal, requestId: string): Reply {
  const body = refusal.body ?? {
    error_code: refusal.errorCode,
    message: refusal.message,
    details: [{ '@type': 'type.googleapis.com/google.rpc.RequestInfo', request_id: requestId, serving_data: '' }],
  };
  const { headers } = json(body);
  return { status: refusal.status, headers: { ...headers, ...refusal.headers }, body };
}
