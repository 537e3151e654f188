import assert from 'node:assert/strict';
import { toJson, type JsonObject } from '../../../../lib/core/lossless-json';
import { notebook } from '../../../kit/workspace/runs';
import { call, send, useWorkspaceServer } from '../../../kit/workspace/stand-in';

const SUBMIT = 'POST /api/2.2/jobs/runs/submit';
const CREATE = 'POST /api/2.2/jobs/create';
const STATUS = 'GET /api/2.0/workspace/get-status';
const FILE = 'PUT /api/2.0/fs/files/Volumes/main/default/raw/a.json';

const task = notebook('/Shared/n');

/** Members by path, without the endpoint. */
const requests: readonly { name: string; endpoint: string; fields: JsonObject; unknown: readonly string[] }[] = [
  { name: 'only known members', endpoint: SUBMIT, fields: { run_name: 'r', tasks: [task] }, unknown: [] },
  { name: "a job's word for it", endpoint: SUBMIT, fields: { name: 'r', tasks: [task] }, unknown: ['name'] },
  {
    name: 'a misspelled member of a task',
    endpoint: SUBMIT,
    fields: { tasks: [{ ...task, max_retry: 1 }] },
    unknown: ['tasks.max_retry'],
  },
  {
    name: 'one far below',
    endpoint: SUBMIT,
    fields: { tasks: [task], environments: [{ environment_key: 'e', spec: { environment_version: '4', wheels: [] } }] },
    unknown: ['environments.spec.wheels'],
  },
  {
    name: 'what the service has and this workspace ignores',
    endpoint: SUBMIT,
    fields: { tasks: [{ ...task, health: { rules: [] } }], performance_target: 'STANDARD' },
    unknown: [],
  },
  { name: 'null for an unknown member', endpoint: SUBMIT, fields: { tasks: [task], x: null }, unknown: ['x'] },
  { name: 'a query parameter', endpoint: STATUS, fields: { path: '/Shared', depth: '1' }, unknown: ['depth'] },
  {
    name: 'a parameter to who takes none',
    endpoint: 'GET /api/2.0/preview/scim/v2/Me',
    fields: { a: 1 },
    unknown: ['a'],
  },
  {
    name: 'one to DELETE, which takes a query or a body',
    endpoint: 'DELETE /api/2.1/unity-catalog/schemas/main.default',
    fields: { force: true, cascade: true },
    unknown: ['cascade'],
  },
];

describe('a member that the workspace stand-in does not know', () => {
  const addWorkspace = useWorkspaceServer();

  for (const { name, endpoint, fields, unknown } of requests) {
    it(`is ${unknown.length === 0 ? 'not found' : 'found'} in a request with ${name}`, async () => {
      const workspace = addWorkspace();
      workspace.putNotebook('/Shared/n', '1');
      const { status, body } = await call(workspace, endpoint, fields);
      assert.equal(status, 200, toJson(body));
      const found = workspace.findings.unknownMembers.map((member) => member.split(': ')[1]);
      workspace.findings.acceptUnknownMembers();
      assert.deepEqual(found, unknown);
    });
  }

  for (const change of ['reset', 'update']) {
    it(`is found in the settings that jobs/${change} is given, at their top and in a task`, async () => {
      const workspace = addWorkspace();
      const { body } = await call(workspace, CREATE, { name: 'j', tasks: [task] });
      const settings = { name: 'k', timeout: 7, tasks: [{ ...task, retries: 1 }] };
      await call(workspace, `POST /api/2.2/jobs/${change}`, { job_id: body['job_id'], new_settings: settings });
      const found = workspace.findings.unknownMembers;
      workspace.findings.acceptUnknownMembers();
      const endpoint = `POST /api/2.2/jobs/${change}: new_settings`;
      assert.deepEqual(found, [`${endpoint}.timeout`, `${endpoint}.tasks.retries`]);
    });
  }

  it('is reported once, with the fix', async () => {
    const workspace = addWorkspace();
    await call(workspace, STATUS, { path: '/Shared', depth: '1' });
    await call(workspace, STATUS, { path: '/Shared', depth: '2' });
    assert.throws(() => workspace.findings.assertNone(), {
      message: /^The workspace stand-in does not know these members: GET \S+\/get-status: depth\.\nFix: /,
    });
    workspace.findings.acceptUnknownMembers();
    workspace.findings.assertNone();
  });

  it('does not count in a request that was refused, nor in the bytes of a file', async () => {
    const workspace = addWorkspace();
    await call(workspace, SUBMIT, { tasks: [], x: 1 });
    await call(workspace, 'POST /api/2.1/unity-catalog/volumes', {
      catalog_name: 'main',
      schema_name: 'default',
      name: 'raw',
    });
    assert.equal((await send(workspace, FILE, { body: '{"x":1}' })).status, 204);
    assert.deepEqual(workspace.findings.unknownMembers, []);
  });
});
