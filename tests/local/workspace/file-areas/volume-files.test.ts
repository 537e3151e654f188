import assert from 'node:assert/strict';
import { scalarText, type Json, type JsonObject } from '../../../../lib/core/lossless-json';
import type { Workspace } from '../../../../local/workspace/workspace';
import {
  answered,
  call,
  errorOf,
  rawErrorOf,
  send,
  useAccountServer,
  useWorkspaceServer,
} from '../../../kit/workspace/stand-in';

const FILES = '/api/2.0/fs/files/Volumes/main/default/raw';
const DIRECTORIES = '/api/2.0/fs/directories/Volumes/main/default/raw';

async function addVolume(workspace: Workspace): Promise<Workspace> {
  const volume = { catalog_name: 'main', schema_name: 'default', name: 'raw', volume_type: 'MANAGED' };
  assert.equal((await call(workspace, 'POST /api/2.1/unity-catalog/volumes', volume)).status, 200);
  return workspace;
}

describe('files in volumes', () => {
  const addWorkspace = useWorkspaceServer();
  const content = Buffer.from([0, 255, 10, 13, 128]);

  it('come back byte for byte, whole and in parts', async () => {
    const workspace = await addVolume(addWorkspace());
    const put = await send(workspace, `PUT ${FILES}/d%C3%A4t%27a%20%231.bin`, { body: content });
    assert.deepEqual([put.status, put.content.length], [204, 0]);
    const got = await send(workspace, `GET ${FILES}/d%C3%A4t%27a%20%231.bin`);
    assert.deepEqual([got.status, got.content], [200, content]);
    for (const { range, part, header } of [
      { range: 'bytes=1-2', part: content.subarray(1, 3), header: 'bytes 1-2/5' },
      { range: 'bytes=3-', part: content.subarray(3), header: 'bytes 3-4/5' },
      { range: 'bytes=-1', part: content.subarray(4), header: 'bytes 4-4/5' },
    ]) {
      const answer = await send(workspace, `GET ${FILES}/d%C3%A4t%27a%20%231.bin`, { headers: { range } });
      assert.deepEqual([answer.status, answer.content], [206, part]);
      assert.equal(answer.headers.get('content-range'), header);
    }
  });

  it('show size and time to HEAD, and are gone once deleted', async () => {
    const workspace = await addVolume(addWorkspace());
    await send(workspace, `PUT ${FILES}/a.bin`, { body: content });
    const { status, headers } = await send(workspace, `HEAD ${FILES}/a.bin`);
    assert.deepEqual([status, headers.get('content-length')], [200, '5']);
    assert.ok(headers.has('last-modified'));
    assert.equal((await send(workspace, `DELETE ${FILES}/a.bin`)).status, 204);
    assert.equal((await send(workspace, `HEAD ${FILES}/a.bin`)).status, 404);
  });

  it('are replaced only when that is asked for', async () => {
    const workspace = await addVolume(addWorkspace());
    await send(workspace, `PUT ${FILES}/a.bin`, { body: content });
    const again = await send(workspace, `PUT ${FILES}/a.bin`, { body: 'new' });
    assert.deepEqual(rawErrorOf(again), [409, 'ALREADY_EXISTS']);
    assert.equal((await send(workspace, `PUT ${FILES}/a.bin?overwrite=true`, { body: 'new' })).status, 204);
    assert.equal((await send(workspace, `GET ${FILES}/a.bin`)).content.toString(), 'new');
  });

  const refused: readonly { name: string; endpoint: string; error: readonly [number, string] }[] = [
    { name: 'a missing file', endpoint: `GET ${FILES}/none`, error: [404, 'NOT_FOUND'] },
    { name: 'to delete a missing file', endpoint: `DELETE ${FILES}/none`, error: [404, 'NOT_FOUND'] },
    { name: 'a file without its parent', endpoint: `PUT ${FILES}/no/such.bin`, error: [404, 'NOT_FOUND'] },
    { name: 'a file below a file', endpoint: `PUT ${FILES}/f/below`, error: [404, 'NOT_FOUND'] },
    { name: 'a file in place of a folder', endpoint: `PUT ${FILES}/d`, error: [400, 'INVALID_PARAMETER_VALUE'] },
    {
      name: 'a file whose name is too long',
      endpoint: `PUT ${FILES}/${'n'.repeat(300)}`,
      error: [400, 'INVALID_PARAMETER_VALUE'],
    },
    {
      name: 'a directory whose name is too long',
      endpoint: `PUT ${DIRECTORIES}/a/${'n'.repeat(300)}`,
      error: [400, 'INVALID_PARAMETER_VALUE'],
    },
    { name: 'a folder as a file', endpoint: `GET ${FILES}/d`, error: [400, 'INVALID_PARAMETER_VALUE'] },
    { name: 'a file in place of the volume', endpoint: `PUT ${FILES}`, error: [400, 'INVALID_PARAMETER_VALUE'] },
    {
      name: 'a path that climbs',
      endpoint: `GET ${FILES}/..%2F..%2Fstate.json`,
      error: [400, 'INVALID_PARAMETER_VALUE'],
    },
    {
      name: 'a missing volume',
      endpoint: 'PUT /api/2.0/fs/files/Volumes/main/default/none/a',
      error: [404, 'VOLUME_DOES_NOT_EXIST'],
    },
    {
      name: 'a path above volumes',
      endpoint: 'PUT /api/2.0/fs/files/Volumes/main/a',
      error: [400, 'INVALID_PARAMETER_VALUE'],
    },
    { name: 'another root', endpoint: 'GET /api/2.0/fs/files/Nowhere/a', error: [404, 'NOT_FOUND'] },
    { name: 'a missing directory', endpoint: `GET ${DIRECTORIES}/none`, error: [404, 'NOT_FOUND'] },
    { name: 'to list a file', endpoint: `GET ${DIRECTORIES}/f`, error: [404, 'NOT_FOUND'] },
    { name: 'a directory in place of a file', endpoint: `PUT ${DIRECTORIES}/f`, error: [409, 'ALREADY_EXISTS'] },
    { name: 'to delete a missing directory', endpoint: `DELETE ${DIRECTORIES}/none`, error: [404, 'NOT_FOUND'] },
    { name: 'to delete a directory with contents', endpoint: `DELETE ${DIRECTORIES}/d`, error: [400, 'BAD_REQUEST'] },
    { name: 'to delete the volume', endpoint: `DELETE ${DIRECTORIES}`, error: [400, 'INVALID_PARAMETER_VALUE'] },
  ];
  for (const { name, endpoint, error } of refused) {
    it(`refuse ${name}`, async () => {
      const workspace = await addVolume(addWorkspace());
      await send(workspace, `PUT ${FILES}/f`, { body: 'f' });
      await send(workspace, `PUT ${DIRECTORIES}/d/inner`);
      const init = endpoint.startsWith('PUT') ? { body: 'x' } : {};
      assert.deepEqual(rawErrorOf(await send(workspace, endpoint, init)), error);
    });
  }

  it('refuse a range outside of the file', async () => {
    const workspace = await addVolume(addWorkspace());
    await send(workspace, `PUT ${FILES}/f`, { body: 'f' });
    const answer = await send(workspace, `GET ${FILES}/f`, { headers: { range: 'bytes=9-' } });
    assert.equal(answer.status, 416);
  });
});

describe('uploads by signed addresses', () => {
  const addWorkspace = useWorkspaceServer();
  const SESSION = 'multipart_upload';

  async function newFixture(): Promise<Workspace> {
    const workspace = await addVolume(addWorkspace());
    await send(workspace, `PUT ${FILES}/f`, { body: 'f' });
    await send(workspace, `PUT ${DIRECTORIES}/d`);
    return workspace;
  }

  async function begin(workspace: Workspace, name: string): Promise<JsonObject> {
    const begun = await answered(workspace, `POST ${FILES}/${name}?action=initiate-upload&overwrite=true`);
    return { path: `/Volumes/main/default/raw/${name}`, ...(begun[SESSION] as JsonObject) };
  }

  /** The address at which the first part is expected. */
  async function partOf(workspace: Workspace, upload: JsonObject): Promise<string> {
    const { upload_part_urls: parts } = await answered(workspace, 'POST /api/2.0/fs/create-upload-part-urls', upload);
    return addressIn((parts as readonly JsonObject[])[0]);
  }

  for (const { name, error } of [
    { name: 'd', error: [400, 'INVALID_PARAMETER_VALUE'] },
    { name: 'f/below', error: [409, 'ALREADY_EXISTS'] },
  ]) {
    it(`are refused for ${name} because of existing files, whole and in parts`, async () => {
      const workspace = await newFixture();
      const path = `/Volumes/main/default/raw/${name}`;
      const url = addressIn(await answered(workspace, 'POST /api/2.0/fs/create-upload-url', { path }));
      assert.deepEqual(rawErrorOf(await send(workspace, `PUT ${url}`, { body: 'x' })), error);

      const upload = await begin(workspace, name);
      await send(workspace, `PUT ${await partOf(workspace, upload)}`, { body: 'x' });
      const complete = `POST ${FILES}/${name}?action=complete-upload&session_token=${scalarText(upload['session_token'])}`;
      assert.deepEqual(errorOf(await call(workspace, complete, { parts: [{ part_number: 1 }] })), error);
    });
  }

  it('take no part once they are aborted', async () => {
    const workspace = await newFixture();
    const upload = await begin(workspace, 'new.bin');
    const part = await partOf(workspace, upload);
    const { abort_upload_url: abort } = await answered(workspace, 'POST /api/2.0/fs/create-abort-upload-url', upload);
    assert.equal((await send(workspace, `DELETE ${addressIn(abort)}`)).status, 204);
    assert.deepEqual(rawErrorOf(await send(workspace, `PUT ${part}`, { body: 'x' })), [404, 'NOT_FOUND']);
  });
});

/** The path of the address that a reply hands out. */
function addressIn(signed: Json | undefined): string {
  return new URL(scalarText((signed as JsonObject)['url'])).pathname;
}

describe('directories in volumes', () => {
  const addWorkspace = useWorkspaceServer();

  it('are made with all above them, as often as one likes', async () => {
    const workspace = await addVolume(addWorkspace());
    for (let time = 0; time < 2; time += 1) {
      assert.equal((await send(workspace, `PUT ${DIRECTORIES}/a/b/c`)).status, 204);
    }
    assert.equal((await send(workspace, `HEAD ${DIRECTORIES}/a/b`)).status, 200);
    assert.equal((await send(workspace, `HEAD ${DIRECTORIES}/a/none`)).status, 404);
    assert.equal((await send(workspace, `DELETE ${DIRECTORIES}/a/b/c`)).status, 204);
  });

  it('are listed in pages', async () => {
    const workspace = await addVolume(addWorkspace());
    await send(workspace, `PUT ${DIRECTORIES}/b`);
    await send(workspace, `PUT ${FILES}/a.txt`, { body: 'abc' });
    const first = await call(workspace, `GET ${DIRECTORIES}`, { page_size: 1 });
    const [{ path, name, is_directory, file_size }] = first.body['contents'] as [JsonObject];
    assert.deepEqual([path, name, is_directory, file_size], ['/Volumes/main/default/raw/a.txt', 'a.txt', false, 3]);
    const token = first.body['next_page_token'];
    const second = await call(workspace, `GET ${DIRECTORIES}`, { page_size: 1, page_token: token });
    const [{ name: last }] = second.body['contents'] as [JsonObject];
    assert.deepEqual([last, second.body['next_page_token']], ['b', undefined]);
    const wrong = await call(workspace, `GET ${DIRECTORIES}`, { page_token: '?' });
    assert.deepEqual(errorOf(wrong), [400, 'INVALID_PARAMETER_VALUE']);
  });
});

describe('an account', () => {
  const addAccount = useAccountServer();

  it('has one metastore for all its workspaces, each with its own files', async () => {
    const { dev, prod } = addAccount().workspaces;
    assert.ok(dev && prod);
    await addVolume(dev);
    await send(dev, `PUT ${FILES}/a.bin`, { body: 'shared' });
    assert.equal((await send(prod, `GET ${FILES}/a.bin`)).content.toString(), 'shared');
    dev.putFile('/Shared/a.txt', 'own');
    const elsewhere = await call(prod, 'GET /api/2.0/workspace/get-status', { path: '/Shared/a.txt' });
    assert.equal(elsewhere.status, 404);
    assert.notEqual(dev.orgId, prod.orgId);
  });

  it('shows nothing of its metastore to another account', async () => {
    const [one, other] = [addAccount().firstWorkspace, addAccount().firstWorkspace];
    await addVolume(one);
    assert.deepEqual(rawErrorOf(await send(other, `GET ${FILES}/a`)), [404, 'VOLUME_DOES_NOT_EXIST']);
  });
});
