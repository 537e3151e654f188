import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../lib/core/lossless-json';
import type { Workspace } from '../../../../local/workspace/workspace';
import { pythonFile, runTask } from '../../../kit/workspace/runs';
import { call, errorOf, useWorkspaceServer } from '../../../kit/workspace/stand-in';

async function pathsBelow(workspace: Workspace, path: string): Promise<readonly unknown[]> {
  const { body } = await call(workspace, 'GET /api/2.0/workspace/list', { path });
  return ((body['objects'] ?? []) as readonly JsonObject[]).map((object) => object['path']);
}

describe('workspace objects', () => {
  const addWorkspace = useWorkspaceServer();

  it('makes folders with their parents, as often as asked', async () => {
    const workspace = addWorkspace();
    for (const _ of [1, 2]) {
      const answer = await call(workspace, 'POST /api/2.0/workspace/mkdirs', { path: '/Shared/a/b/' });
      assert.deepEqual([answer.status, answer.body], [200, {}]);
    }
    const { body } = await call(workspace, 'GET /api/2.0/workspace/get-status', { path: '/Shared/a' });
    assert.equal(body['object_type'], 'DIRECTORY');
    assert.equal(body['size'], undefined);
  });

  it('tells no size of files where the seed says so', async () => {
    const workspace = addWorkspace({ fileSizes: 'untold' });
    workspace.putFile('/Shared/a/x.txt', 'x');
    const { body } = await call(workspace, 'GET /api/2.0/workspace/get-status', { path: '/Shared/a/x.txt' });
    const listed = await call(workspace, 'GET /api/2.0/workspace/list', { path: '/Shared/a' });
    assert.deepEqual([body['object_type'], body['size']], ['FILE', undefined]);
    assert.deepEqual(listed.body['objects'], [body]);
  });

  it('lists one level, and an empty folder as an empty object', async () => {
    const workspace = addWorkspace();
    workspace.putFile('/Shared/a/deep/x.txt', '');
    workspace.putNotebook('/Shared/a/n', '');
    assert.deepEqual(await pathsBelow(workspace, '/Shared/a'), ['/Shared/a/deep', '/Shared/a/n']);
    await call(workspace, 'POST /api/2.0/workspace/mkdirs', { path: '/Shared/empty' });
    const empty = await call(workspace, 'GET /api/2.0/workspace/list', { path: '/Shared/empty' });
    assert.deepEqual(empty.body, {});
  });

  it('lists only notebooks when asked for those modified after a time', async () => {
    const workspace = addWorkspace();
    workspace.putFile('/Shared/x.txt', '');
    workspace.putNotebook('/Shared/n', '');
    const fields = { path: '/Shared', notebooks_modified_after: 1 };
    const { body } = await call(workspace, 'GET /api/2.0/workspace/list', fields);
    assert.deepEqual(
      (body['objects'] as readonly JsonObject[]).map((object) => object['path']),
      ['/Shared/n'],
    );
  });

  it('deletes a full folder only recursively', async () => {
    const workspace = addWorkspace();
    workspace.putFile('/Shared/a/x.txt', '');
    const refusal = await call(workspace, 'POST /api/2.0/workspace/delete', { path: '/Shared/a' });
    assert.deepEqual(errorOf(refusal), [400, 'DIRECTORY_NOT_EMPTY']);
    const answer = await call(workspace, 'POST /api/2.0/workspace/delete', { path: '/Shared/a', recursive: true });
    assert.deepEqual(answer.body, {});
    assert.deepEqual(await pathsBelow(workspace, '/Shared'), []);
  });

  it('sees a file that Python wrote', async () => {
    const workspace = addWorkspace();
    workspace.putFile('/Shared/p/write.py', 'open("written.txt", "w").write("by Python")');
    await runTask(workspace, pythonFile('/Shared/p/write.py'));
    const { body } = await call(workspace, 'GET /api/2.0/workspace/get-status', { path: '/Shared/p/written.txt' });
    assert.deepEqual([body['object_type'], body['size']], ['FILE', 9]);
  });

  const refused: readonly { name: string; endpoint: string; fields: JsonObject; error: readonly [number, string] }[] = [
    {
      name: 'the status of nothing',
      endpoint: 'GET /api/2.0/workspace/get-status',
      fields: { path: '/Shared/none' },
      error: [404, 'RESOURCE_DOES_NOT_EXIST'],
    },
    {
      name: 'the status of something below a file',
      endpoint: 'GET /api/2.0/workspace/get-status',
      fields: { path: '/Shared/file.txt/x' },
      error: [404, 'RESOURCE_DOES_NOT_EXIST'],
    },
    {
      name: 'to list nothing',
      endpoint: 'GET /api/2.0/workspace/list',
      fields: { path: '/Shared/none' },
      error: [404, 'RESOURCE_DOES_NOT_EXIST'],
    },
    {
      name: 'to export nothing',
      endpoint: 'GET /api/2.0/workspace/export',
      fields: { path: '/Shared/none' },
      error: [404, 'RESOURCE_DOES_NOT_EXIST'],
    },
    {
      name: 'to export a folder',
      endpoint: 'GET /api/2.0/workspace/export',
      fields: { path: '/Shared' },
      error: [400, 'INVALID_PARAMETER_VALUE'],
    },
    {
      name: 'to delete nothing',
      endpoint: 'POST /api/2.0/workspace/delete',
      fields: { path: '/Shared/none' },
      error: [404, 'RESOURCE_DOES_NOT_EXIST'],
    },
    {
      name: 'to delete the root',
      endpoint: 'POST /api/2.0/workspace/delete',
      fields: { path: '/', recursive: true },
      error: [400, 'INVALID_PARAMETER_VALUE'],
    },
    {
      name: 'a folder where a file is',
      endpoint: 'POST /api/2.0/workspace/mkdirs',
      fields: { path: '/Shared/file.txt' },
      error: [400, 'RESOURCE_ALREADY_EXISTS'],
    },
    {
      name: 'a folder whose name is too long',
      endpoint: 'POST /api/2.0/workspace/mkdirs',
      fields: { path: `/Shared/a/${'ü'.repeat(128)}` },
      error: [400, 'INVALID_PARAMETER_VALUE'],
    },
    {
      name: 'a folder whose path is too long',
      endpoint: 'POST /api/2.0/workspace/mkdirs',
      fields: { path: `/Shared${'/folder'.repeat(1000)}` },
      error: [400, 'INVALID_PARAMETER_VALUE'],
    },
    {
      name: 'the status of a path that is too long',
      endpoint: 'GET /api/2.0/workspace/get-status',
      fields: { path: `/Shared/${'n'.repeat(300)}` },
      error: [404, 'RESOURCE_DOES_NOT_EXIST'],
    },
    {
      name: 'a folder below a file',
      endpoint: 'POST /api/2.0/workspace/mkdirs',
      fields: { path: '/Shared/file.txt/a' },
      error: [400, 'RESOURCE_ALREADY_EXISTS'],
    },
  ];
  for (const { name, endpoint, fields, error } of refused) {
    it(`refuses ${name}`, async () => {
      const workspace = addWorkspace();
      workspace.putFile('/Shared/file.txt', 'x');
      assert.deepEqual(errorOf(await call(workspace, endpoint, fields)), error);
    });
  }
});

describe('workspace export', () => {
  const addWorkspace = useWorkspaceServer();

  const exported: readonly { name: string; path: string; format: string; text: string; fileType: string }[] = [
    { name: 'a file as it is', path: '/Shared/a.txt', format: 'AUTO', text: 'text', fileType: 'txt' },
    {
      name: 'a notebook as source, with the header it came without',
      path: '/Shared/n',
      format: 'SOURCE',
      text: '# Databricks notebook source\nx = 1\n',
      fileType: 'py',
    },
  ];
  for (const { name, path, format, text, fileType } of exported) {
    it(`hands out ${name}`, async () => {
      const workspace = addWorkspace();
      workspace.putFile('/Shared/a.txt', 'text');
      workspace.putNotebook('/Shared/n', 'x = 1\n');
      const { body } = await call(workspace, 'GET /api/2.0/workspace/export', { path, format });
      assert.equal(Buffer.from(body['content'] as string, 'base64').toString(), text);
      assert.equal(body['file_type'], fileType);
    });
  }

  it('sends the bytes themselves when asked for a direct download', async () => {
    const workspace = addWorkspace();
    const content = Buffer.from([0, 255, 10, 13, 200]);
    workspace.putFile('/Shared/a.bin', content);
    const url = `${workspace.host}/api/2.0/workspace/export?path=/Shared/a.bin&format=AUTO&direct_download=true`;
    const response = await fetch(url, { headers: { authorization: `Bearer ${workspace.token}` } });
    assert.deepEqual(Buffer.from(await response.arrayBuffer()), content);
  });

  it('refuses to convert between the notebook formats', async () => {
    const workspace = addWorkspace();
    workspace.putNotebook('/Shared/n', 'x = 1\n');
    const answer = await call(workspace, 'GET /api/2.0/workspace/export', { path: '/Shared/n', format: 'JUPYTER' });
    assert.deepEqual(errorOf(answer), [400, 'INVALID_PARAMETER_VALUE']);
    assert.match(answer.body['message'] as string, /stand-in does not convert \/Shared\/n to format JUPYTER/);
  });
});
