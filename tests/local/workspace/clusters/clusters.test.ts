import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../lib/core/lossless-json';
import type { Workspace } from '../../../../local/workspace/workspace';
import { VirtualClock } from '../../../kit/virtual-clock';
import { call, errorOf, useWorkspaceServer } from '../../../kit/workspace/stand-in';

const CLUSTERS = '/api/2.1/clusters';
const SETTINGS = {
  cluster_name: 'shared',
  spark_version: '16.4.x-cpu-ml-scala2.12',
  node_type_id: 'Standard_DS3_v2',
  num_workers: 1,
};

describe('clusters', () => {
  const clock = new VirtualClock({ advance: 'manual' });
  const addWorkspace = useWorkspaceServer({ clock });

  async function create(workspace: Workspace): Promise<string> {
    const { body } = await call(workspace, `POST ${CLUSTERS}/create`, SETTINGS);
    return body['cluster_id'] as string;
  }

  async function stateOf(workspace: Workspace, clusterId: string): Promise<unknown> {
    const { body } = await call(workspace, `GET ${CLUSTERS}/get`, { cluster_id: clusterId });
    return body['state'];
  }

  it('start, run, end and start again as time passes', async () => {
    const workspace = addWorkspace();
    const id = await create(workspace);
    assert.equal(await stateOf(workspace, id), 'PENDING');
    clock.advance(5000);
    assert.equal(await stateOf(workspace, id), 'RUNNING');
    await call(workspace, `POST ${CLUSTERS}/delete`, { cluster_id: id });
    assert.equal(await stateOf(workspace, id), 'TERMINATING');
    clock.advance(1000);
    assert.equal(await stateOf(workspace, id), 'TERMINATED');
    assert.equal((await call(workspace, `POST ${CLUSTERS}/start`, { cluster_id: id })).status, 200);
    assert.equal(await stateOf(workspace, id), 'PENDING');
  });

  it('are listed newest first, under both versions, until they are deleted for good', async () => {
    const workspace = addWorkspace();
    const ids = [await create(workspace), await create(workspace)];
    for (const version of ['2.0', '2.1']) {
      const { body } = await call(workspace, `GET /api/${version}/clusters/list`);
      const listed = (body['clusters'] as readonly JsonObject[]).map((cluster) => cluster['cluster_id']);
      assert.deepEqual(listed, ids.toReversed());
    }
    for (const id of ids) {
      await call(workspace, `POST ${CLUSTERS}/permanent-delete`, { cluster_id: id });
    }
    assert.deepEqual((await call(workspace, `GET ${CLUSTERS}/list`)).body, {});
  });

  it('restart with new settings', async () => {
    const workspace = addWorkspace();
    const id = await create(workspace);
    clock.advance(5000);
    await call(workspace, `POST ${CLUSTERS}/edit`, { ...SETTINGS, cluster_id: id, num_workers: 4 });
    const { body } = await call(workspace, `GET ${CLUSTERS}/get`, { cluster_id: id });
    assert.deepEqual([body['state'], body['num_workers']], ['PENDING', 4]);
  });

  it('can have the runtimes and node types that are offered', async () => {
    const workspace = addWorkspace();
    const { versions } = (await call(workspace, `GET ${CLUSTERS}/spark-versions`)).body;
    const { node_types } = (await call(workspace, `GET ${CLUSTERS}/list-node-types`)).body;
    const [version] = (versions as readonly JsonObject[]).map(({ key }) => key);
    const [type] = (node_types as readonly JsonObject[]).map(({ node_type_id }) => node_type_id);
    const settings = { spark_version: version, node_type_id: type, autoscale: { min_workers: 1, max_workers: 2 } };
    assert.equal((await call(workspace, `POST ${CLUSTERS}/create`, settings)).status, 200);
  });

  const refused: readonly { name: string; endpoint: string; fields: JsonObject; code?: string }[] = [
    ...['POST /start', 'POST /delete', 'POST /permanent-delete', 'GET /get'].map((endpoint) => ({
      name: `an unknown cluster in ${endpoint}`,
      endpoint,
      fields: { cluster_id: '0000-none' },
    })),
    { name: 'to edit an unknown cluster', endpoint: 'POST /edit', fields: { ...SETTINGS, cluster_id: '0000-none' } },
    { name: 'a call without a cluster', endpoint: 'GET /get', fields: {} },
    { name: 'a runtime that is not offered', endpoint: 'POST /create', fields: { ...SETTINGS, spark_version: '1.0' } },
    { name: 'a node type that is not offered', endpoint: 'POST /create', fields: { ...SETTINGS, node_type_id: 'x' } },
    { name: 'no node type', endpoint: 'POST /create', fields: { spark_version: '16.4.x-scala2.12', num_workers: 1 } },
    {
      name: 'no size',
      endpoint: 'POST /create',
      fields: { spark_version: '16.4.x-scala2.12', node_type_id: 'Standard_DS3_v2' },
    },
    {
      name: 'a size of another type',
      endpoint: 'POST /create',
      fields: { ...SETTINGS, num_workers: 'many' },
      code: 'MALFORMED_REQUEST',
    },
    { name: 'fewer than no workers', endpoint: 'POST /create', fields: { ...SETTINGS, num_workers: -1 } },
    { name: 'a page of negative size', endpoint: 'GET /list', fields: { page_size: -1 } },
  ];
  for (const { name, endpoint, fields, code = 'INVALID_PARAMETER_VALUE' } of refused) {
    it(`refuse ${name} with 400`, async () => {
      const answer = await call(addWorkspace(), endpoint.replace(' ', ` ${CLUSTERS}`), fields);
      assert.deepEqual(errorOf(answer), [400, code]);
    });
  }

  it('refuse to start while they run', async () => {
    const workspace = addWorkspace();
    const id = await create(workspace);
    const answer = await call(workspace, `POST ${CLUSTERS}/start`, { cluster_id: id });
    assert.deepEqual(errorOf(answer), [400, 'INVALID_STATE']);
    assert.equal(answer.body['message'], `Cluster ${id} is in unexpected state Pending.`);
  });
});
