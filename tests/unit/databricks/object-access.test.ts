import assert from 'node:assert/strict';
import { ScriptedService } from '../../kit/http/scripted-service';

const absent = { status: 404, body: '{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"gone"}' };

describe('PermissionsClient', () => {
  const PATH = '/api/2.0/permissions/jobs/7';

  it('reads users, groups and service principals with each of their levels', async () => {
    const level = (permission_level: string, inherited = false) => ({ permission_level, inherited });
    const { permissions } = new ScriptedService({
      [PATH]: {
        access_control_list: [
          { user_name: 'ada', all_permissions: [level('CAN_VIEW'), level('IS_OWNER')] },
          { group_name: 'admins', all_permissions: [level('CAN_MANAGE', true)] },
          { service_principal_name: 'ci', all_permissions: [{}] },
        ],
      },
    }).workspace;
    assert.deepEqual(await permissions.accessTo({ type: 'jobs', id: '7' }), [
      { principal: 'ada', isGroup: false, level: 'CAN_VIEW', inheritedFrom: undefined },
      { principal: 'ada', isGroup: false, level: 'IS_OWNER', inheritedFrom: undefined },
      { principal: 'admins', isGroup: true, level: 'CAN_MANAGE', inheritedFrom: [] },
      { principal: 'ci', isGroup: false, level: '', inheritedFrom: undefined },
    ]);
  });

  it('says when there is no such object', async () => {
    const { permissions } = new ScriptedService({ [PATH]: absent }).workspace;
    assert.equal(await permissions.accessTo({ type: 'jobs', id: '7' }), undefined);
  });
});

describe('ObjectIdsClient', () => {
  it('finds every object of exactly the name, over all pages', async () => {
    const service = new ScriptedService({
      '/api/2.1/clusters/list': [
        {
          clusters: [
            { cluster_id: 'a', cluster_name: 'train' },
            { cluster_id: 'b', cluster_name: 'Train' },
          ],
          next_page_token: '2',
        },
        { clusters: [{ cluster_id: 'c', cluster_name: 'train' }] },
      ],
      '/api/2.0/policies/clusters/list': { policies: [{ policy_id: 'p', name: 'small' }] },
      '/api/2.0/sql/warehouses': {},
    });
    const { objectIds } = service.workspace;
    assert.deepEqual(await objectIds.named('clusters', 'train'), ['a', 'c']);
    assert.deepEqual(await objectIds.named('cluster-policies', 'small'), ['p']);
    assert.deepEqual(await objectIds.named('warehouses', 'any'), []);
  });

  const EXPERIMENT = '/api/2.0/mlflow/experiments/get-by-name';
  const ENDPOINT = '/api/2.0/serving-endpoints/churn%20v2';
  const MODEL = '/api/2.0/mlflow/databricks/registered-models/get';

  it('knows the ids of experiments, serving endpoints and models of the workspace', async () => {
    const { objectIds, workspaceRegistry } = new ScriptedService({
      [EXPERIMENT]: { experiment: { experiment_id: '9007199254740993' } },
      [ENDPOINT]: { name: 'churn v2', id: 'e1' },
      [MODEL]: { registered_model_databricks: { id: 'm1' } },
    }).workspace;
    assert.deepEqual(
      [
        await objectIds.experiment('/Shared/x'),
        await objectIds.servingEndpoint('churn v2'),
        await workspaceRegistry.modelId('churn'),
      ],
      ['9007199254740993', 'e1', 'm1'],
    );
  });

  it('says when there is none', async () => {
    const { objectIds, workspaceRegistry } = new ScriptedService({
      [EXPERIMENT]: absent,
      [ENDPOINT]: absent,
      [MODEL]: absent,
    }).workspace;
    assert.deepEqual(
      [
        await objectIds.experiment('/x'),
        await objectIds.servingEndpoint('churn v2'),
        await workspaceRegistry.modelId('m'),
      ],
      [undefined, undefined, undefined],
    );
  });
});

describe('ScimClient', () => {
  const ME = '/api/2.0/preview/scim/v2/Me';

  it('knows who asks, and in which groups', async () => {
    const groups = [{ display: 'admins', type: 'direct' }, { value: '7' }, { display: 'ml', type: 'indirect' }];
    const { scim } = new ScriptedService({ [ME]: { userName: 'ada', groups } }).workspace;
    assert.deepEqual(await scim.me(), {
      id: undefined,
      userName: 'ada',
      displayName: undefined,
      isServicePrincipal: false,
      groups: ['admins', 'ml'],
    });
  });

  it('takes no answer for nobody', async () => {
    await assert.rejects(new ScriptedService({ [ME]: {} }).workspace.scim.me(), /it has no 'userName'/);
  });
});
