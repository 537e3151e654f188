import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../lib/core/lossless-json';
import { exhaustively } from '../../../kit/tier';
import { call, errorOf, useWorkspaceServer } from '../../../kit/workspace/stand-in';

const IMPORT = 'POST /api/2.0/workspace/import';
const SOURCE = '# Databricks notebook source\nprint(1)\n';
const JUPYTER = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}';

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

describe('workspace import', () => {
  const addWorkspace = useWorkspaceServer();

  const accepted: readonly { name: string; fields: JsonObject; becomes: JsonObject }[] = [
    {
      name: 'makes AUTO source with the notebook header a notebook without its extension',
      fields: { path: '/Shared/n.py', format: 'AUTO', content: base64(SOURCE) },
      becomes: { path: '/Shared/n', object_type: 'NOTEBOOK', language: 'PYTHON' },
    },
    {
      name: 'sees the header behind a byte order mark and before a carriage return',
      fields: { path: '/Shared/n.py', format: 'AUTO', content: base64(`\uFEFF${SOURCE.replaceAll('\n', '\r\n')}`) },
      becomes: { path: '/Shared/n', object_type: 'NOTEBOOK', language: 'PYTHON' },
    },
    {
      name: 'makes AUTO source without the header a file',
      fields: { path: '/Shared/m.py', format: 'AUTO', content: base64('x = 1\n') },
      becomes: { path: '/Shared/m.py', object_type: 'FILE', size: 6 },
    },
    {
      name: 'makes AUTO text with the header but another extension a file',
      fields: { path: '/Shared/n.txt', format: 'AUTO', content: base64(SOURCE) },
      becomes: { path: '/Shared/n.txt', object_type: 'FILE', size: SOURCE.length },
    },
    {
      name: 'tells the language of an AUTO notebook from its extension',
      fields: { path: '/Shared/q.sql', format: 'AUTO', content: base64('-- Databricks notebook source\nSELECT 1') },
      becomes: { path: '/Shared/q', object_type: 'NOTEBOOK', language: 'SQL' },
    },
    {
      name: 'makes an AUTO Jupyter file a notebook without its extension',
      fields: { path: '/Shared/j.ipynb', format: 'AUTO', content: base64(JUPYTER) },
      becomes: { path: '/Shared/j', object_type: 'NOTEBOOK', language: 'PYTHON' },
    },
    {
      name: 'keeps the path of SOURCE as it is',
      fields: { path: '/Shared/n.py', format: 'SOURCE', language: 'PYTHON', content: base64('x = 1') },
      becomes: { path: '/Shared/n.py', object_type: 'NOTEBOOK', language: 'PYTHON' },
    },
    {
      name: 'takes SOURCE for the format that was left out',
      fields: { path: '/Shared/n', language: 'SCALA', content: base64('val x = 1') },
      becomes: { path: '/Shared/n', object_type: 'NOTEBOOK', language: 'SCALA' },
    },
    {
      name: 'makes RAW a file whatever is in it',
      fields: { path: '/Shared/n.py', format: 'RAW', content: base64(SOURCE) },
      becomes: { path: '/Shared/n.py', object_type: 'FILE', size: SOURCE.length },
    },
    {
      name: 'takes /Workspace in front of a path for nothing',
      fields: { path: '/Workspace/Shared/a.txt', format: 'AUTO', content: base64('a') },
      becomes: { path: '/Shared/a.txt', object_type: 'FILE', size: 1 },
    },
  ];
  for (const { name, fields, becomes } of accepted) {
    it(name, async () => {
      const workspace = addWorkspace();
      const answer = await call(workspace, IMPORT, fields);
      assert.deepEqual([answer.status, answer.body], [200, {}]);
      const { body } = await call(workspace, 'GET /api/2.0/workspace/get-status', { path: becomes['path'] });
      assert.deepEqual({ ...body, ...becomes }, body);
      assert.equal(body['resource_id'], String(body['object_id'] as bigint));
    });
  }

  const refused: readonly { name: string; fields: JsonObject; error: readonly [number, string]; message: RegExp }[] = [
    {
      name: 'a parent folder that does not exist',
      fields: { path: '/Shared/none/a.txt', format: 'AUTO', content: '' },
      error: [404, 'RESOURCE_DOES_NOT_EXIST'],
      message: /^The parent folder \(\/Shared\/none\) does not exist\.$/,
    },
    {
      name: 'a name that is too long for the disk',
      fields: { path: `/Shared/${'n'.repeat(300)}`, format: 'AUTO', content: '' },
      error: [400, 'INVALID_PARAMETER_VALUE'],
      message: /too long/,
    },
    {
      name: 'no path',
      fields: { format: 'AUTO', content: '' },
      error: [400, 'INVALID_PARAMETER_VALUE'],
      message: /path/,
    },
    {
      name: 'a relative path',
      fields: { path: 'a.txt', format: 'AUTO', content: '' },
      error: [400, 'INVALID_PARAMETER_VALUE'],
      message: /a\.txt/,
    },
    {
      name: 'a path that climbs',
      fields: { path: '/Shared/../../a.txt', format: 'AUTO', content: '' },
      error: [400, 'INVALID_PARAMETER_VALUE'],
      message: /canonical/,
    },
    {
      name: 'SOURCE without a language',
      fields: { path: '/Shared/n', format: 'SOURCE', content: '' },
      error: [400, 'INVALID_PARAMETER_VALUE'],
      message: /language/,
    },
    {
      name: 'content that is not base64',
      fields: { path: '/Shared/a.txt', format: 'AUTO', content: '%%%' },
      error: [400, 'INVALID_PARAMETER_VALUE'],
      message: /base64/,
    },
    {
      name: 'JUPYTER content that is not a notebook',
      fields: { path: '/Shared/j', format: 'JUPYTER', content: base64('{}') },
      error: [400, 'INVALID_PARAMETER_VALUE'],
      message: /Jupyter/,
    },
    {
      name: 'a format the stand-in does not know',
      fields: { path: '/Shared/a', format: 'DBC', content: '' },
      error: [400, 'INVALID_PARAMETER_VALUE'],
      message: /stand-in does not import format DBC/,
    },
    {
      name: 'a member of the wrong type',
      fields: { path: '/Shared/a.txt', format: 'AUTO', overwrite: 1 },
      error: [400, 'MALFORMED_REQUEST'],
      message: /overwrite/,
    },
  ];
  for (const { name, fields, error, message } of refused) {
    it(`refuses ${name}`, async () => {
      const answer = await call(addWorkspace(), IMPORT, fields);
      assert.deepEqual(errorOf(answer), error);
      assert.match(answer.body['message'] as string, message);
    });
  }

  exhaustively('refuses more than 10 MB', async () => {
    const content = 'A'.repeat(10 * 1024 * 1024 + 4);
    const answer = await call(addWorkspace(), IMPORT, { path: '/Shared/a.bin', format: 'AUTO', content });
    assert.deepEqual(errorOf(answer), [400, 'MAX_NOTEBOOK_SIZE_EXCEEDED']);
    assert.match(answer.body['message'] as string, /10485764/);
  });

  it('replaces an object only with overwrite', async () => {
    const workspace = addWorkspace();
    const fields = { path: '/Shared/a.txt', format: 'AUTO', content: base64('old') };
    await call(workspace, IMPORT, fields);
    const refusal = await call(workspace, IMPORT, { ...fields, content: base64('new!') });
    assert.deepEqual(errorOf(refusal), [400, 'RESOURCE_ALREADY_EXISTS']);

    const before = await call(workspace, 'GET /api/2.0/workspace/get-status', { path: fields.path });
    await call(workspace, IMPORT, { ...fields, content: base64('new!'), overwrite: true });
    const after = await call(workspace, 'GET /api/2.0/workspace/get-status', { path: fields.path });
    assert.deepEqual([before.body['size'], after.body['size']], [3, 4]);
    assert.equal(after.body['object_id'], before.body['object_id']);
  });

  it('does not replace an object by one of another type', async () => {
    const workspace = addWorkspace();
    workspace.putFile('/Shared/n', 'x');
    const fields = { path: '/Shared/n', language: 'PYTHON', content: '', overwrite: true };
    const answer = await call(workspace, IMPORT, fields);
    assert.deepEqual(errorOf(answer), [400, 'INVALID_PARAMETER_VALUE']);
    assert.match(answer.body['message'] as string, /type mismatch \(asked: NOTEBOOK, actual: FILE\)/);
  });

  it('keeps a notebook and a file apart that differ by the extension only', async () => {
    const workspace = addWorkspace();
    await call(workspace, IMPORT, { path: '/Shared/x.py', format: 'AUTO', content: base64(SOURCE) });
    await call(workspace, IMPORT, { path: '/Shared/x.py', format: 'AUTO', content: base64('x = 1') });
    const { body } = await call(workspace, 'GET /api/2.0/workspace/list', { path: '/Shared' });
    const objects = body['objects'] as readonly JsonObject[];
    assert.deepEqual(
      objects.map((object) => [object['path'], object['object_type']]),
      [
        ['/Shared/x', 'NOTEBOOK'],
        ['/Shared/x.py', 'FILE'],
      ],
    );
  });
});
