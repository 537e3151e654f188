import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { isJsonObject, parseJson, toJson, type Json, type JsonObject } from '../../../lib/core/lossless-json';
import type { Account } from '../../../local/workspace/account';
import type { AccountSeed } from '../../../local/workspace/account-seed';
import { isAlive } from '../../../local/workspace/execution/alive';
import type { Seed } from '../../../local/workspace/seed';
import type { Workspace } from '../../../local/workspace/workspace';
import { useServer, type ServerOptions } from './test-server';

/** The host and token for a request; a Workspace is one. */
export type Endpoint = Pick<Workspace, 'host' | 'token'>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: JsonObject;
}

/** Adds workspaces to one server for the tests of a `describe`. */
export function useWorkspaceServer(options: ServerOptions = {}): (seed?: Seed) => Workspace {
  const server = useServer(options);
  return (seed) => server().addWorkspace(seed);
}

/** The same for tests about accounts. */
export function useAccountServer(options: ServerOptions = {}): (seed?: AccountSeed) => Account {
  const server = useServer(options);
  return (seed) => server().addAccount(seed);
}

/** Sends `METHOD /path` with its fields as query or JSON body. */
export async function call(at: Endpoint, endpoint: string, fields: JsonObject = {}): Promise<Answer> {
  const [method = '', path = ''] = endpoint.split(' ');
  const url = new URL(path, at.host);
  const isQuery = ['GET', 'HEAD', 'DELETE'].includes(method);
  if (isQuery) {
    Object.entries(fields).forEach(([name, value]) =>
      url.searchParams.set(name, typeof value === 'string' ? value : toJson(value ?? '')),
    );
  }
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${at.token}`, 'content-type': 'application/json' },
    ...(!isQuery && { body: toJson(fields) }),
  });
  const text = await response.text();
  const body = text === '' ? {} : parseJson(text);
  return { status: response.status, headers: response.headers, body: isJsonObject(body) ? body : {} };
}

/** The body of an answer that must not be a refusal. */
export async function answered(at: Endpoint, endpoint: string, fields: JsonObject = {}): Promise<JsonObject> {
  const { status, body } = await call(at, endpoint, fields);
  assert.equal(status, 200, `${endpoint}: ${toJson(body)}`);
  return body;
}

/** Sends bytes, or anything else that is not JSON, and answers with bytes. */
export async function send(at: Endpoint, endpoint: string, init: RawRequest = {}): Promise<RawAnswer> {
  const [method = '', path = ''] = endpoint.split(' ');
  const response = await fetch(`${at.host}${path}`, {
    ...init,
    method,
    redirect: 'manual',
    headers: { authorization: `Bearer ${at.token}`, ...init.headers },
  });
  const content = Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, content };
}

export interface RawRequest {
  readonly body?: string | Buffer | FormData;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly content: Buffer;
}

/** Status and error code of an answer in bytes. */
export function rawErrorOf({ status, content }: RawAnswer): readonly [number, Json | undefined] {
  const body = content.length === 0 ? {} : parseJson(content.toString('utf8'));
  return [status, isJsonObject(body) ? body['error_code'] : undefined];
}

export function errorOf({ status, body }: Answer): readonly [number, Json | undefined] {
  return [status, body['error_code']];
}

/** The ID of the run or job in a response, as text. */
export function idOf(body: JsonObject): string {
  const id = body['run_id'] ?? body['job_id'];
  assert.ok(typeof id === 'bigint', `${toJson(body)} holds an id beyond 2^53`);
  return String(id);
}

/** Resolves once the process is gone; the kernel takes a moment to end what was killed. */
export async function gone(pid: number): Promise<void> {
  while (isAlive(pid)) {
    await delay(2);
  }
}
