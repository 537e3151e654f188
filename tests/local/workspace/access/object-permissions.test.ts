import assert from 'node:assert/strict';
import { scalarText, type JsonObject } from '../../../../lib/core/lossless-json';
import type { Denial } from '../../../../local/workspace/access/permissions';
import type { Workspace } from '../../../../local/workspace/workspace';
import { notebook } from '../../../kit/workspace/runs';
import { answered, call, errorOf, useAccountServer } from '../../../kit/workspace/stand-in';

const PERMISSIONS = '/api/2.0/permissions';
const ADMINS = (kind: string): JsonObject => ({
  group_name: 'admins',
  display_name: 'admins',
  all_permissions: [{ permission_level: 'CAN_MANAGE', inherited: true, inherited_from_object: [`/${kind}/`] }],
});
const own = (field: string, principal: string, level: string): JsonObject => ({
  [field]: principal,
  display_name: principal,
  all_permissions: [{ permission_level: level, inherited: false }],
});

describe('the permissions of an object', () => {
  const addAccount = useAccountServer();

  function newFixture(): { at: Workspace; job: string } {
    const at = addAccount({
      groups: [{ displayName: 'scorers', members: [] }],
      users: ['ada@example.com'],
    }).firstWorkspace;
    return { at, job: `${PERMISSIONS}/jobs/${at.createJob({ tasks: [notebook('/Shared/n')] })}` };
  }

  it('start with the owner of a job and the administrators', async () => {
    const { at, job } = newFixture();
    const { body } = await call(at, `GET ${job}`);
    assert.deepEqual(body['access_control_list'], [own('user_name', 'dev@example.com', 'IS_OWNER'), ADMINS('jobs')]);
    assert.deepEqual([body['object_type'], `${PERMISSIONS}${body['object_id'] as string}`], ['job', job]);
  });

  it('begin with a service principal where one has made the job, and name it once', async () => {
    const account = addAccount({ servicePrincipals: [{ applicationId: 'sp-1' }] });
    const { host } = account.firstWorkspace;
    const at = { host, token: account.issueToken({ userName: 'sp-1', kind: 'servicePrincipal' }, {}) };
    const { job_id } = await answered(at, 'POST /api/2.2/jobs/create', { name: 'train', tasks: [notebook('/n')] });
    const job = `${PERMISSIONS}/jobs/${scalarText(job_id)}`;
    const owned = [own('service_principal_name', 'sp-1', 'IS_OWNER'), ADMINS('jobs')];
    assert.deepEqual((await answered(at, `GET ${job}`))['access_control_list'], owned);
    const access_control_list = [{ service_principal_name: 'sp-1', permission_level: 'IS_OWNER' }];
    assert.deepEqual((await answered(at, `PATCH ${job}`, { access_control_list }))['access_control_list'], owned);
  });

  const userName = 'dev@example.com';
  const denied: readonly { name: string; denials: readonly Denial[]; refused: readonly string[] }[] = [
    {
      name: 'a job to an identity that may only view it',
      denials: [{ userName, jobName: 'train', permission: 'CAN_MANAGE' }],
      refused: ['PUT job', 'PATCH job'],
    },
    {
      name: 'a job to an identity that may not view it',
      denials: [{ userName, jobName: 'train', permission: 'CAN_VIEW' }],
      refused: ['GET job', 'PUT job', 'PATCH job'],
    },
    {
      name: 'a notebook to an identity that may only edit it',
      denials: [{ userName, path: '/Shared/n', permission: 'CAN_MANAGE' }],
      refused: ['PUT notebook', 'PATCH notebook'],
    },
    {
      name: 'a notebook to an identity that may not read it',
      denials: [{ userName, path: '/Shared', permission: 'CAN_READ' }],
      refused: ['GET notebook', 'PUT notebook', 'PATCH notebook'],
    },
  ];
  for (const { name, denials, refused } of denied) {
    it(`deny ${name}`, async () => {
      const at = addAccount({ workspaces: { dev: { denials } } }).firstWorkspace;
      const admin = { host: at.host, token: at.addToken({ userName: 'ada@example.com', kind: 'user' }) };
      at.putNotebook('/Shared/n', '');
      const { object_id } = await answered(admin, 'GET /api/2.0/workspace/get-status', { path: '/Shared/n' });
      const objects = {
        job: `jobs/${at.createJob({ name: 'train', tasks: [notebook('/Shared/n')] })}`,
        notebook: `notebooks/${scalarText(object_id)}`,
      };
      const access_control_list = [{ user_name: userName, permission_level: 'CAN_MANAGE' }];
      for (const [kind, object] of Object.entries(objects)) {
        for (const method of ['GET', 'PATCH', 'PUT']) {
          const fields = method === 'GET' ? {} : { access_control_list };
          const { status } = await call(at, `${method} ${PERMISSIONS}/${object}`, fields);
          assert.equal(status === 403, refused.includes(`${method} ${kind}`), `${method} ${kind}: ${status}`);
        }
      }
    });
  }

  it('are added to by PATCH and replaced by PUT', async () => {
    const { at, job } = newFixture();
    const scorers = { group_name: 'scorers', permission_level: 'CAN_MANAGE_RUN' };
    const patched = await call(at, `PATCH ${job}`, { access_control_list: [scorers] });
    assert.deepEqual(patched.body['access_control_list'], [
      own('user_name', 'dev@example.com', 'IS_OWNER'),
      own('group_name', 'scorers', 'CAN_MANAGE_RUN'),
      ADMINS('jobs'),
    ]);
    const ada = { user_name: 'ada@example.com', permission_level: 'IS_OWNER' };
    const put = await call(at, `PUT ${job}`, { access_control_list: [ada] });
    assert.deepEqual(put.body['access_control_list'], [
      own('user_name', 'ada@example.com', 'IS_OWNER'),
      ADMINS('jobs'),
    ]);
    assert.deepEqual((await call(at, `GET ${job}`)).body, put.body);
  });

  it('reach down to the notebooks of a directory', async () => {
    const { at } = newFixture();
    at.putNotebook('/Shared/churn/train', '');
    const idOf = async (path: string) => {
      const { body } = await call(at, 'GET /api/2.0/workspace/get-status', { path });
      return scalarText(body['object_id']);
    };
    const directory = await idOf('/Shared/churn');
    const access_control_list = [{ group_name: 'scorers', permission_level: 'CAN_RUN' }];
    await call(at, `PUT ${PERMISSIONS}/directories/${directory}`, { access_control_list });
    const { body } = await call(at, `GET ${PERMISSIONS}/notebooks/${await idOf('/Shared/churn/train')}`);
    const [{ all_permissions }] = body['access_control_list'] as [JsonObject];
    assert.deepEqual(all_permissions, [
      { permission_level: 'CAN_RUN', inherited: true, inherited_from_object: [`/directories/${directory}`] },
    ]);
  });

  it('belong to clusters, too', async () => {
    const { at } = newFixture();
    const settings = { spark_version: '16.4.x-scala2.12', node_type_id: 'Standard_DS3_v2', num_workers: 1 };
    const { body } = await call(at, 'POST /api/2.1/clusters/create', settings);
    const cluster = `${PERMISSIONS}/clusters/${body['cluster_id'] as string}`;
    const access_control_list = [{ group_name: 'scorers', permission_level: 'CAN_RESTART' }];
    assert.equal((await call(at, `PATCH ${cluster}`, { access_control_list })).status, 200);
  });

  const refusedEntries: readonly { name: string; entry: JsonObject; error: readonly [number, string] }[] = [
    {
      name: 'nobody known',
      entry: { user_name: "o'neil@example.com", permission_level: 'CAN_VIEW' },
      error: [404, 'RESOURCE_DOES_NOT_EXIST'],
    },
    { name: 'nobody', entry: { permission_level: 'CAN_VIEW' }, error: [400, 'INVALID_PARAMETER_VALUE'] },
    {
      name: 'two principals at once',
      entry: { user_name: 'ada@example.com', group_name: 'scorers', permission_level: 'CAN_VIEW' },
      error: [400, 'INVALID_PARAMETER_VALUE'],
    },
    {
      name: 'a level of other objects',
      entry: { group_name: 'scorers', permission_level: 'CAN_ATTACH_TO' },
      error: [400, 'INVALID_PARAMETER_VALUE'],
    },
    { name: 'no level', entry: { group_name: 'scorers' }, error: [400, 'INVALID_PARAMETER_VALUE'] },
    {
      name: 'a group as owner',
      entry: { group_name: 'scorers', permission_level: 'IS_OWNER' },
      error: [400, 'INVALID_PARAMETER_VALUE'],
    },
  ];
  for (const { name, entry, error } of refusedEntries) {
    it(`refuse ${name}, and stay as they were`, async () => {
      const { at, job } = newFixture();
      const before = await call(at, `GET ${job}`);
      assert.deepEqual(errorOf(await call(at, `PATCH ${job}`, { access_control_list: [entry] })), error);
      assert.deepEqual((await call(at, `GET ${job}`)).body, before.body);
    });
  }

  it('refuse a job without an owner', async () => {
    const { at, job } = newFixture();
    const answer = await call(at, `PUT ${job}`, { access_control_list: [] });
    assert.deepEqual(errorOf(answer), [400, 'INVALID_PARAMETER_VALUE']);
  });

  for (const { object, error } of [
    { object: 'jobs/7', error: [400, 'INVALID_PARAMETER_VALUE'] },
    { object: 'jobs/seven', error: [400, 'INVALID_PARAMETER_VALUE'] },
    { object: 'clusters/0000-none', error: [400, 'INVALID_PARAMETER_VALUE'] },
    { object: 'directories/7', error: [404, 'RESOURCE_DOES_NOT_EXIST'] },
    { object: 'notebooks/..%2F..', error: [400, 'INVALID_PARAMETER_VALUE'] },
    { object: 'toasters/7', error: [400, 'INVALID_PARAMETER_VALUE'] },
  ]) {
    for (const method of ['GET', 'PUT', 'PATCH']) {
      it(`are refused for ${method} ${object}`, async () => {
        assert.deepEqual(errorOf(await call(newFixture().at, `${method} ${PERMISSIONS}/${object}`)), error);
      });
    }
  }
});
