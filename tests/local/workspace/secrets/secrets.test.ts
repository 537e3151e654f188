import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../lib/core/lossless-json';
import { call, errorOf, useAccountServer, useWorkspaceServer } from '../../../kit/workspace/stand-in';

const SECRETS = '/api/2.0/secrets';

describe('secrets', () => {
  const addWorkspace = useWorkspaceServer();

  async function workspaceWithScope() {
    const workspace = addWorkspace();
    await call(workspace, `POST ${SECRETS}/scopes/create`, { scope: 'ml' });
    await call(workspace, `POST ${SECRETS}/put`, { scope: 'ml', key: 'token', string_value: 'käse' });
    return workspace;
  }

  it('are given back in base64, and listed without their values', async () => {
    const workspace = await workspaceWithScope();
    const got = await call(workspace, `GET ${SECRETS}/get`, { scope: 'ml', key: 'token' });
    assert.deepEqual(got.body, { key: 'token', value: Buffer.from('käse').toString('base64') });
    const { body } = await call(workspace, `GET ${SECRETS}/list`, { scope: 'ml' });
    const [secret] = body['secrets'] as readonly JsonObject[];
    assert.deepEqual(Object.keys(secret ?? {}), ['key', 'last_updated_timestamp']);
    const scopes = await call(workspace, `GET ${SECRETS}/scopes/list`);
    assert.deepEqual(scopes.body, { scopes: [{ name: 'ml', backend_type: 'DATABRICKS' }] });
  });

  it('go with their scope', async () => {
    const workspace = await workspaceWithScope();
    assert.equal((await call(workspace, `POST ${SECRETS}/scopes/delete`, { scope: 'ml' })).status, 200);
    assert.deepEqual((await call(workspace, `GET ${SECRETS}/scopes/list`)).body, {});
  });

  const refused: readonly { name: string; endpoint: string; fields: JsonObject; error: readonly [number, string] }[] = [
    {
      name: 'a scope that exists',
      endpoint: 'POST /scopes/create',
      fields: { scope: 'ml' },
      error: [400, 'RESOURCE_ALREADY_EXISTS'],
    },
    {
      name: 'a scope name with a slash',
      endpoint: 'POST /scopes/create',
      fields: { scope: 'a/b' },
      error: [400, 'INVALID_PARAMETER_VALUE'],
    },
    {
      name: 'a scope without a name',
      endpoint: 'POST /scopes/create',
      fields: {},
      error: [400, 'INVALID_PARAMETER_VALUE'],
    },
    {
      name: 'a scope of Key Vault',
      endpoint: 'POST /scopes/create',
      fields: { scope: 'kv', scope_backend_type: 'AZURE_KEYVAULT' },
      error: [400, 'INVALID_PARAMETER_VALUE'],
    },
    {
      name: 'an unknown scope',
      endpoint: 'GET /list',
      fields: { scope: 'none' },
      error: [404, 'RESOURCE_DOES_NOT_EXIST'],
    },
    {
      name: 'to delete an unknown scope',
      endpoint: 'POST /scopes/delete',
      fields: { scope: 'none' },
      error: [404, 'RESOURCE_DOES_NOT_EXIST'],
    },
    {
      name: 'an unknown key',
      endpoint: 'GET /get',
      fields: { scope: 'ml', key: 'none' },
      error: [404, 'RESOURCE_DOES_NOT_EXIST'],
    },
    {
      name: 'to delete an unknown key',
      endpoint: 'POST /delete',
      fields: { scope: 'ml', key: 'none' },
      error: [404, 'RESOURCE_DOES_NOT_EXIST'],
    },
    {
      name: 'a key with a quote',
      endpoint: 'POST /put',
      fields: { scope: 'ml', key: "o'k", string_value: '' },
      error: [400, 'INVALID_PARAMETER_VALUE'],
    },
    {
      name: 'a secret with two values',
      endpoint: 'POST /put',
      fields: { scope: 'ml', key: 'k', string_value: '', bytes_value: '' },
      error: [400, 'INVALID_PARAMETER_VALUE'],
    },
    {
      name: 'a secret above 128 KB',
      endpoint: 'POST /put',
      fields: { scope: 'ml', key: 'k', string_value: 'x'.repeat(128 * 1024 + 1) },
      error: [400, 'INVALID_PARAMETER_VALUE'],
    },
    {
      name: 'a value of another type',
      endpoint: 'POST /put',
      fields: { scope: 'ml', key: 'k', string_value: 1 },
      error: [400, 'MALFORMED_REQUEST'],
    },
    {
      name: 'a permission for nobody known',
      endpoint: 'POST /acls/put',
      fields: { scope: 'ml', principal: 'nobody@example.com', permission: 'READ' },
      error: [404, 'RESOURCE_DOES_NOT_EXIST'],
    },
    {
      name: 'an unknown permission',
      endpoint: 'POST /acls/put',
      fields: { scope: 'ml', principal: 'users', permission: 'LOOK' },
      error: [400, 'INVALID_PARAMETER_VALUE'],
    },
    {
      name: 'the permission of somebody who has none',
      endpoint: 'GET /acls/get',
      fields: { scope: 'ml', principal: 'users' },
      error: [404, 'RESOURCE_DOES_NOT_EXIST'],
    },
    {
      name: 'to remove a permission that does not exist',
      endpoint: 'POST /acls/delete',
      fields: { scope: 'ml', principal: 'users' },
      error: [404, 'RESOURCE_DOES_NOT_EXIST'],
    },
    {
      name: 'the permissions of an unknown scope',
      endpoint: 'GET /acls/list',
      fields: { scope: 'none' },
      error: [404, 'RESOURCE_DOES_NOT_EXIST'],
    },
  ];
  for (const { name, endpoint, fields, error } of refused) {
    it(`refuse ${name}`, async () => {
      const workspace = await workspaceWithScope();
      assert.deepEqual(errorOf(await call(workspace, endpoint.replace(' ', ` ${SECRETS}`), fields)), error);
    });
  }
});

describe('the permissions of a secret scope', () => {
  const addAccount = useAccountServer();
  const other = { userName: 'other@example.com', kind: 'user' } as const;

  async function newFixtureWith(level?: string) {
    const { dev } = addAccount({ groups: [{ displayName: 'scorers', members: [other.userName] }] }).workspaces;
    assert.ok(dev);
    await call(dev, `POST ${SECRETS}/scopes/create`, { scope: 'ml' });
    if (level !== undefined) {
      await call(dev, `POST ${SECRETS}/acls/put`, { scope: 'ml', principal: 'scorers', permission: level });
    }
    return { owner: dev, other: { host: dev.host, token: dev.addToken(other) } };
  }

  for (const { level, list, put } of [
    { level: undefined, list: 403, put: 403 },
    { level: 'READ', list: 200, put: 403 },
    { level: 'WRITE', list: 200, put: 200 },
  ]) {
    it(`let a member of a group with ${level ?? 'nothing'} ${list === 200 ? 'read' : 'not read'}`, async () => {
      const fixture = await newFixtureWith(level);
      assert.equal((await call(fixture.other, `GET ${SECRETS}/list`, { scope: 'ml' })).status, list);
      const fields = { scope: 'ml', key: 'k', string_value: 'v' };
      assert.equal((await call(fixture.other, `POST ${SECRETS}/put`, fields)).status, put);
    });
  }

  it('are listed, and end when they are taken away', async () => {
    const fixture = await newFixtureWith('READ');
    const { body } = await call(fixture.owner, `GET ${SECRETS}/acls/list`, { scope: 'ml' });
    assert.deepEqual(body['items'], [
      { principal: 'dev@example.com', permission: 'MANAGE' },
      { principal: 'scorers', permission: 'READ' },
    ]);
    const acl = await call(fixture.owner, `GET ${SECRETS}/acls/get`, { scope: 'ml', principal: 'scorers' });
    assert.deepEqual(acl.body, { principal: 'scorers', permission: 'READ' });
    await call(fixture.owner, `POST ${SECRETS}/acls/delete`, { scope: 'ml', principal: 'scorers' });
    assert.equal((await call(fixture.other, `GET ${SECRETS}/list`, { scope: 'ml' })).status, 403);
  });
});
