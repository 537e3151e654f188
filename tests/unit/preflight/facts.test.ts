import assert from 'node:assert/strict';
import type { WorkspaceObject } from '../../../lib/preflight/expectation';
import { objectFacts } from '../../../lib/preflight/object-facts';
import { securableFacts } from '../../../lib/preflight/securable-facts';
import { ScriptedService, type Script } from '../../kit/http/scripted-service';

const denied = { status: 403, body: '{"error_code":"PERMISSION_DENIED","message":"no"}' };
const list = { access_control_list: [{ user_name: 'ci', all_permissions: [{ permission_level: 'CAN_USE' }] }] };
const entries = [{ principal: 'ci', isGroup: false, level: 'CAN_USE', inheritedFrom: undefined }];

describe('what is read about an object', () => {
  interface Case {
    readonly object: WorkspaceObject;
    readonly script: Script;
    readonly facts: unknown;
  }
  const permissions = '/api/2.0/permissions';
  const ID = '0123456789abcdef';
  const CASES: readonly Case[] = [
    {
      object: { kind: 'cluster policy', name: 'small' },
      script: {
        '/api/2.0/policies/clusters/list': { policies: [{ policy_id: 'P1', name: 'small' }] },
        [`${permissions}/cluster-policies/P1`]: list,
      },
      facts: { entries },
    },
    {
      object: { kind: 'cluster policy', name: ID },
      script: { [`${permissions}/cluster-policies/${ID}`]: list },
      facts: { entries },
    },
    {
      object: { kind: 'warehouse', name: 'starter' },
      script: {
        '/api/2.0/sql/warehouses': {
          warehouses: [
            { id: 'W1', name: 'starter' },
            { id: 'W2', name: 'starter' },
          ],
        },
      },
      facts: { unseen: '2 have this name: W1, W2; name one by its ID' },
    },
    {
      object: { kind: 'warehouse', name: ID },
      script: { [`${permissions}/warehouses/${ID}`]: denied },
      facts: { unseen: '403 PERMISSION_DENIED: no' },
    },
    {
      object: { kind: 'serving endpoint', name: 'churn' },
      script: { '/api/2.0/serving-endpoints/churn': { id: 'E1' }, [`${permissions}/serving-endpoints/E1`]: list },
      facts: { entries },
    },
    {
      object: { kind: 'experiment', name: '/Shared/x' },
      script: {
        '/api/2.0/mlflow/experiments/get-by-name': { experiment: { experiment_id: '9' } },
        [`${permissions}/experiments/9`]: list,
      },
      facts: { entries },
    },
    {
      object: { kind: 'workspace model', name: 'churn' },
      script: {
        '/api/2.0/mlflow/databricks/registered-models/get': { registered_model_databricks: { id: 'M1' } },
        [`${permissions}/registered-models/M1`]: list,
      },
      facts: { entries },
    },
    {
      object: { kind: 'workspace model', name: 'odd' },
      script: { '/api/2.0/mlflow/databricks/registered-models/get': {} },
      facts: { absent: 'there is none of this name' },
    },
    {
      object: { kind: 'folder', name: '/Repos/ci/churn' },
      script: {
        '/api/2.0/workspace/get-status': { object_type: 'REPO', object_id: 5 },
        [`${permissions}/repos/5`]: list,
      },
      facts: { entries },
    },
  ];
  for (const { object, script, facts } of CASES) {
    it(`${object.kind} ${object.name}: ${Object.keys(facts as object).join()}`, async () => {
      assert.deepEqual(await objectFacts(object, new ScriptedService(script).workspace), facts);
    });
  }

  it('is nothing when the service is away', async () => {
    const { workspace } = new ScriptedService({ [`${permissions}/jobs/7`]: { status: 500, body: '{}' } });
    await assert.rejects(objectFacts({ kind: 'job', name: '7' }, workspace), { name: 'ApiError' });
  });
});

describe('what is read about an external location', () => {
  const GRANTS = '/api/2.1/unity-catalog/effective-permissions/external_location/raw';
  const OWNER = '/api/2.1/unity-catalog/external-locations/raw';
  const who = { userName: 'ci', id: undefined, displayName: undefined, isServicePrincipal: false, groups: ['ml'] };
  const read = { privileges: [{ privilege: 'READ_FILES' }] };

  it('are the own grants, then owner and groups until nothing is wanting', async () => {
    const service = new ScriptedService({
      [GRANTS]: [{}, { privilege_assignments: [{ principal: 'ml', ...read }] }],
      [OWNER]: { owner: 'ada' },
    });
    const on = { kind: 'external location', fullName: 'raw' } as const;
    const facts = await securableFacts(on, ['READ_FILES'], { who, workspace: service.workspace });
    assert.deepEqual(facts, {
      owner: 'ada',
      privileges: [{ principal: 'ml', privilege: 'READ_FILES', inheritedFrom: undefined }],
      refusals: [],
    });
    assert.deepEqual(
      service.requests.map(({ url }) => new URL(url).searchParams.get('principal')),
      ['ci', null, 'ml'],
    );
  });

  it('is that it cannot be seen, without asking for each group', async () => {
    const service = new ScriptedService({ [GRANTS]: denied, [OWNER]: denied });
    const on = { kind: 'external location', fullName: 'raw' } as const;
    const facts = await securableFacts(on, ['READ_FILES'], { who, workspace: service.workspace });
    assert.deepEqual(facts?.refusals, ['403 PERMISSION_DENIED: no']);
    assert.equal(service.requests.length, 2);
  });
});
