import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isJsonObject, parseJson, toJson, type Json, type JsonObject } from '../../lib/core/lossless-json';
import { isAlive } from '../../local/workspace/execution/alive';
import type { Seed } from '../../local/workspace/seed';
import { startWorkspaceServer, type WorkspaceServer, type WorkspaceServerOptions } from '../../local/workspace/server';
import type { Workspace } from '../../local/workspace/workspace';

/** Where to send a request, and as whom; a Workspace is one. */
export type Door = Pick<Workspace, 'host' | 'token'>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: JsonObject;
}

/** One server for the tests of a `describe`; each test adds a workspace of its own. */
export function useWorkspaceServer(
  options: Omit<WorkspaceServerOptions, 'stateFolder'> = {},
): (seed?: Seed) => Workspace {
  let stateFolder = '';
  let server: WorkspaceServer | undefined;

  before(async () => {
    stateFolder = mkdtempSync(join(tmpdir(), 'workspace-test-'));
    server = await startWorkspaceServer({ stateFolder, ...options });
  });
  after(async () => {
    await server?.close();
    rmSync(stateFolder, { recursive: true });
  });
  return (seed) => {
    if (server === undefined) {
      throw new Error('The server is not up before the first test.');
    }
    return server.addWorkspace(seed);
  };
}

/** Sends `METHOD /path` with its fields as query or JSON body. */
export async function call(at: Door, endpoint: string, fields: JsonObject = {}): Promise<Answer> {
  const [method = '', path = ''] = endpoint.split(' ');
  const url = new URL(path, at.host);
  if (method === 'GET') {
    Object.entries(fields).forEach(([name, value]) =>
      url.searchParams.set(name, typeof value === 'string' ? value : toJson(value ?? '')),
    );
  }
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${at.token}`, 'content-type': 'application/json' },
    ...(method === 'POST' && { body: toJson(fields) }),
  });
  const body = parseJson(await response.text());
  return { status: response.status, headers: response.headers, body: isJsonObject(body) ? body : {} };
}

export function errorOf({ status, body }: Answer): readonly [number, Json | undefined] {
  return [status, body['error_code']];
}

/** The id of the run or job that a reply tells of, as text. */
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
