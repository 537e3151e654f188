import assert from 'node:assert/strict';
import type { JsonObject } from '../../../lib/core/lossless-json';
import type { Workspace } from '../../../local/workspace/workspace';

/** Reads a workspace directly, without the product's clients. */
async function ask(
  workspace: Workspace,
  path: string,
  query: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const address = new URL(path, workspace.host);
  address.search = new URLSearchParams(query).toString();
  return fetch(address, { headers: { Authorization: `Bearer ${workspace.token}` } });
}

async function post(workspace: Workspace, path: string, body: JsonObject): Promise<void> {
  const headers = { Authorization: `Bearer ${workspace.token}`, 'Content-Type': 'application/json' };
  const answer = await fetch(new URL(path, workspace.host), { method: 'POST', headers, body: JSON.stringify(body) });
  assert.equal(answer.status, 200, await answer.text());
}

/** The content of a file or the source of a notebook; the service's refusal when there is none. */
export async function contentOf(workspace: Workspace, path: string): Promise<string> {
  const query = { path, format: 'SOURCE', direct_download: 'true' };
  return (await ask(workspace, '/api/2.0/workspace/export', query)).text();
}

/** The names in a folder. */
export async function namesIn(workspace: Workspace, path: string): Promise<readonly string[]> {
  const answer = await ask(workspace, '/api/2.0/workspace/list', { path });
  const { objects = [] } = (await answer.json()) as { objects?: readonly { path: string }[] };
  return objects.map((object) => object.path.slice(path.length + 1)).toSorted();
}

/** What the service says about the Git folder at a path. */
export async function gitFolder(workspace: Workspace, path: string): Promise<JsonObject> {
  const answer = await ask(workspace, '/api/2.0/repos', { path_prefix: path });
  const { repos = [] } = (await answer.json()) as { repos?: readonly JsonObject[] };
  return repos[0] ?? {};
}

export async function clone(workspace: Workspace, url: string, path: string): Promise<void> {
  await post(workspace, '/api/2.0/repos', { url, provider: 'gitHub', path });
}

/** Makes the volume main.default.code. */
export async function makeVolume(workspace: Workspace): Promise<void> {
  const volume = { catalog_name: 'main', schema_name: 'default', name: 'code', volume_type: 'MANAGED' };
  await post(workspace, '/api/2.1/unity-catalog/volumes', volume);
}

/** The content of a file in a volume; the service's refusal when there is none. */
export async function volumeContent(workspace: Workspace, path: string): Promise<string> {
  return (await ask(workspace, `/api/2.0/fs/files${path.split('/').map(encodeURIComponent).join('/')}`)).text();
}
