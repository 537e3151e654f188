import { isJsonObject, toJson, type JsonObject } from '../../../lib/core/lossless-json';
import type { Fault } from './fault';
import { Refusal } from './refusal';
import { refused, type Reply } from './reply';

const CODE_OF_STATUS: Readonly<Record<number, string>> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'RESOURCE_DOES_NOT_EXIST',
  409: 'RESOURCE_CONFLICT',
  429: 'REQUEST_LIMIT_EXCEEDED',
  500: 'INTERNAL_ERROR',
  503: 'TEMPORARILY_UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
};

/** Whether the fault replaces the real response; otherwise it only delays or changes it. */
export function replacesAnswer(fault: Fault): boolean {
  return fault.status !== undefined || fault.body !== undefined || fault.reset === true || fault.hang === true;
}

export function replyOf(fault: Fault, requestId: string): Reply {
  const status = fault.status ?? 200;
  if (fault.body === undefined) {
    const refusal = new Refusal(status, CODE_OF_STATUS[status] ?? 'UNKNOWN', `Fault: status ${status}.`);
    return withHeaders(refused(refusal, requestId), fault);
  }
  if (typeof fault.body === 'string') {
    const type = fault.body.startsWith('<') ? 'text/html' : 'text/plain';
    return withHeaders({ status, headers: { 'content-type': type }, body: Buffer.from(fault.body) }, fault);
  }
  const headers = { 'content-type': 'application/json' };
  return withHeaders({ status, headers, body: Buffer.from(toJson(fault.body)) }, fault);
}

/** The real response with the fault's headers and members added, or cut short. */
export function altered(reply: Reply, fault: Fault): Reply {
  const merge = fault.merge;
  const body = merge !== undefined && !Buffer.isBuffer(reply.body) ? merged(reply.body, merge) : reply.body;
  return withHeaders({ ...reply, body, ...(fault.truncated === true ? { truncated: true } : {}) }, fault);
}

function merged(base: JsonObject, over: JsonObject): JsonObject {
  const result: Record<string, JsonObject[string]> = { ...base };
  for (const [name, value] of Object.entries(over)) {
    const current = result[name];
    result[name] = isJsonObject(current) && isJsonObject(value) ? merged(current, value) : value;
  }
  return result;
}

function withHeaders(reply: Reply, fault: Fault): Reply {
  return { ...reply, headers: { ...reply.headers, ...fault.headers } };
}
