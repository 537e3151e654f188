import assert from 'node:assert/strict';
import { scalarText, type JsonObject } from '../../../../lib/core/lossless-json';
import { scimId } from '../../../../local/workspace/access/groups';
import type { Workspace } from '../../../../local/workspace/workspace';
import { GitOrigin } from '../../../kit/git-origin';
import { call, errorOf, useAccountServer, type Endpoint } from '../../../kit/workspace/stand-in';

const CREDENTIALS = '/api/2.0/git-credentials';
const REPOS = '/api/2.0/repos';
const URL = 'https://dev.azure.com/org/project/_git/churn';
const ROBOT = '9c2b7c11-0000-4000-8000-000000000001';
const PAT = { git_provider: 'azureDevOpsServices', personal_access_token: 'right' };
const CONFLICT = [409, 'RESOURCE_CONFLICT'];
const DENIED = [403, 'PERMISSION_DENIED'];
const MISSING = [404, 'RESOURCE_DOES_NOT_EXIST'];

describe('Git credentials', () => {
  const addAccount = useAccountServer();
  const origin = new GitOrigin();
  before(() => origin.commit('main', { 'features.py': 'NAME = "one"\n' }));
  after(() => origin.remove());

  function newFixture(): { dev: Workspace; robot: Endpoint } {
    const account = addAccount({
      servicePrincipals: [{ applicationId: ROBOT }],
      workspaces: { dev: { gitRemotes: { [URL]: { folder: origin.folder, token: 'right' } } } },
    });
    const dev = account.firstWorkspace;
    const token = dev.addToken({ userName: ROBOT, kind: 'servicePrincipal' });
    return { dev, robot: { host: dev.host, token } };
  }

  async function created(at: Endpoint, fields: JsonObject = PAT): Promise<string> {
    const { status, body } = await call(at, `POST ${CREDENTIALS}`, fields);
    assert.equal(status, 200, scalarText(body['message']));
    return `${CREDENTIALS}/${scalarText(body['credential_id'])}`;
  }

  function clone(at: Endpoint, more: JsonObject = {}) {
    return call(at, `POST ${REPOS}`, { url: URL, provider: 'AzureDevOpsServices', path: '/Shared/churn', ...more });
  }

  it('are kept for one identity, and never show the token', async () => {
    const { dev, robot } = newFixture();
    assert.deepEqual((await call(dev, `GET ${CREDENTIALS}`)).body, {});
    const at = await created(dev, { ...PAT, git_username: 'ada', git_email: 'ada@example.com' });
    const { body } = await call(dev, `GET ${at}`);
    assert.deepEqual(body, {
      credential_id: BigInt(at.slice(CREDENTIALS.length + 1)),
      git_provider: 'azureDevOpsServices',
      git_username: 'ada',
      git_email: 'ada@example.com',
      is_default_for_provider: true,
    });
    assert.deepEqual((await call(dev, `GET ${CREDENTIALS}`)).body, { credentials: [body] });
    assert.deepEqual((await call(robot, `GET ${CREDENTIALS}`)).body, {});
    for (const [method, fields] of [
      ['GET', {}],
      ['PATCH', PAT],
      ['DELETE', {}],
    ] as const) {
      assert.deepEqual(errorOf(await call(robot, `${method} ${at}`, fields)), MISSING, method);
    }
  });

  it('are one for each provider, unless a user names more', async () => {
    const { dev, robot } = newFixture();
    await created(dev);
    assert.deepEqual(errorOf(await call(dev, `POST ${CREDENTIALS}`, PAT)), CONFLICT);
    await created(dev, { ...PAT, git_provider: 'gitHub' });
    const named = await created(dev, { ...PAT, name: 'release', is_default_for_provider: true });
    assert.deepEqual(errorOf(await call(dev, `POST ${CREDENTIALS}`, { ...PAT, name: 'release' })), CONFLICT);
    const { credentials } = (await call(dev, `GET ${CREDENTIALS}`)).body;
    assert.deepEqual(
      (credentials as readonly JsonObject[]).map(({ is_default_for_provider: isDefault }) => isDefault),
      [false, true, true],
    );
    assert.equal((await call(dev, `DELETE ${named}`)).status, 200);
    assert.deepEqual(errorOf(await call(dev, `GET ${named}`)), MISSING);

    await created(robot);
    assert.deepEqual(errorOf(await call(robot, `POST ${CREDENTIALS}`, { ...PAT, name: 'second' })), CONFLICT);
  });

  it('of a service principal are set by an administrator, too', async () => {
    const { dev, robot } = newFixture();
    const principal_id = scimId(ROBOT);
    await created(dev, { ...PAT, principal_id });
    assert.equal((await clone(robot)).status, 200);
    assert.deepEqual(errorOf(await call(robot, `GET ${CREDENTIALS}`, { principal_id })), DENIED);
    assert.deepEqual(errorOf(await call(dev, `GET ${CREDENTIALS}`, { principal_id: '7' })), MISSING);
  });

  it('open a private repository to the identity that has the right one', async () => {
    const { dev, robot } = newFixture();
    const missing = await clone(dev);
    assert.deepEqual(errorOf(missing), DENIED);
    assert.match(scalarText(missing.body['message']), /^Missing Git provider credentials/);

    const wrong = { ...PAT, personal_access_token: 'wrong' };
    const at = await created(dev, wrong);
    const refused = await clone(dev);
    assert.deepEqual(errorOf(refused), DENIED);
    assert.match(scalarText(refused.body['message']), /^Invalid Git provider credentials/);
    assert.equal((await call(dev, 'GET /api/2.0/workspace/get-status', { path: '/Shared/churn' })).status, 404);

    assert.equal((await call(dev, `PATCH ${at}`, PAT)).status, 200);
    const { status, body } = await clone(dev);
    assert.equal(status, 200);
    const repo = `${REPOS}/${scalarText(body['id'])}`;
    assert.deepEqual(errorOf(await call(robot, `PATCH ${repo}`, { branch: 'main' })), DENIED);
    await call(dev, `PATCH ${at}`, wrong);
    assert.deepEqual(errorOf(await call(dev, `PATCH ${repo}`, { branch: 'main' })), DENIED);
  });

  it('are for their provider alone, and may be named in a call', async () => {
    const { dev } = newFixture();
    await created(dev, { ...PAT, git_provider: 'gitHub' });
    assert.deepEqual(errorOf(await clone(dev)), DENIED);
    await created(dev, { ...PAT, personal_access_token: 'wrong' });
    const named = await created(dev, { ...PAT, name: 'release' });
    assert.deepEqual(errorOf(await clone(dev)), DENIED);
    assert.deepEqual(errorOf(await clone(dev, { git_credential_id: '7' })), MISSING);
    assert.equal((await clone(dev, { git_credential_id: named.slice(CREDENTIALS.length + 1) })).status, 200);
  });

  const refused: readonly { name: string; fields: JsonObject; error: readonly [number, string] }[] = [
    { name: 'no provider', fields: { personal_access_token: 'x' }, error: [400, 'INVALID_PARAMETER_VALUE'] },
    { name: 'an unknown provider', fields: { ...PAT, git_provider: 'svn' }, error: [400, 'INVALID_PARAMETER_VALUE'] },
    { name: 'no token', fields: { git_provider: 'gitHub' }, error: [400, 'INVALID_PARAMETER_VALUE'] },
    {
      name: 'a token that is not text',
      fields: { ...PAT, personal_access_token: 7 },
      error: [400, 'MALFORMED_REQUEST'],
    },
  ];
  for (const { name, fields, error } of refused) {
    it(`are refused with ${name}`, async () => {
      assert.deepEqual(errorOf(await call(newFixture().dev, `POST ${CREDENTIALS}`, fields)), error);
    });
  }
});
