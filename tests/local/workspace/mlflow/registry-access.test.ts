import assert from 'node:assert/strict';
import { scalarText, type JsonObject } from '../../../../lib/core/lossless-json';
import type { Workspace } from '../../../../local/workspace/workspace';
import { answered, call, errorOf, useAccountServer, type Endpoint } from '../../../kit/workspace/stand-in';

const MLFLOW = '/api/2.0/mlflow';
const ADA = 'ada@example.com';
const NAME = 'churn';
const DENIED = [403, 'PERMISSION_DENIED'];
const STATE = [400, 'INVALID_STATE'];

describe('the levels of the workspace registry', function () {
  // The first request waits for MLflow's server to start.
  this.timeout(60_000);
  const addAccount = useAccountServer();

  async function newFixture(...stages: readonly string[]): Promise<{ admin: Workspace; ada: Endpoint }> {
    const admin = addAccount({ users: [ADA] }).workspace('dev');
    await answered(admin, `POST ${MLFLOW}/registered-models/create`, { name: NAME });
    for (const [index, stage] of stages.entries()) {
      await answered(admin, `POST ${MLFLOW}/model-versions/create`, { name: NAME, source: 'dbfs:/models/1' });
      await move(admin, index + 1, stage);
    }
    return { admin, ada: { host: admin.host, token: admin.addToken({ userName: ADA, kind: 'user' }) } };
  }

  function move(at: Endpoint, version: number, stage: string) {
    const asked = { name: NAME, version: String(version), stage };
    return call(at, `POST ${MLFLOW}/model-versions/transition-stage`, asked);
  }

  async function idOf(admin: Workspace): Promise<string> {
    const { registered_model_databricks: model } = await answered(
      admin,
      `GET ${MLFLOW}/databricks/registered-models/get`,
      { name: NAME },
    );
    return scalarText((model as JsonObject)['id']);
  }

  async function give(admin: Workspace, level: string): Promise<void> {
    const access_control_list = [{ user_name: ADA, permission_level: level }];
    await answered(admin, `PATCH /api/2.0/permissions/registered-models/${await idOf(admin)}`, { access_control_list });
  }

  const stages = (stage: string): JsonObject => ({ name: NAME, version: '1', stage });
  const calls: readonly { name: string; endpoint: string; fields: JsonObject; level: string; less?: string }[] = [
    { name: 'reading', endpoint: 'GET registered-models/get', fields: { name: NAME }, level: 'CAN_READ' },
    {
      name: 'a new version',
      endpoint: 'POST model-versions/create',
      fields: { name: NAME, source: 'dbfs:/models/1' },
      level: 'CAN_EDIT',
      less: 'CAN_READ',
    },
    {
      name: 'a tag',
      endpoint: 'POST model-versions/set-tag',
      fields: { name: NAME, version: '1', key: 'a.b', value: 'v' },
      level: 'CAN_EDIT',
      less: 'CAN_READ',
    },
    {
      name: 'Staging',
      endpoint: 'POST model-versions/transition-stage',
      fields: stages('Staging'),
      level: 'CAN_MANAGE_STAGING_VERSIONS',
      less: 'CAN_EDIT',
    },
    {
      name: 'Production',
      endpoint: 'POST model-versions/transition-stage',
      fields: stages('Production'),
      level: 'CAN_MANAGE_PRODUCTION_VERSIONS',
      less: 'CAN_MANAGE_STAGING_VERSIONS',
    },
    {
      name: 'a deletion',
      endpoint: 'DELETE model-versions/delete',
      fields: { name: NAME, version: '1' },
      level: 'CAN_MANAGE',
      less: 'CAN_MANAGE_PRODUCTION_VERSIONS',
    },
  ];
  for (const { name, endpoint, fields, level, less } of calls) {
    it(`are asked for: ${name} needs ${level}`, async () => {
      const { admin, ada } = await newFixture('None');
      const asked = endpoint.replace(' ', ` ${MLFLOW}/`);
      if (less !== undefined) {
        await give(admin, less);
      }
      assert.deepEqual(errorOf(await call(ada, asked, fields)), DENIED);
      await give(admin, level);
      await answered(ada, asked, fields);
    });
  }

  const own: readonly { level: string | undefined; statuses: Readonly<Record<string, number>> }[] = [
    { level: undefined, statuses: { GET: 403, PATCH: 403, PUT: 403 } },
    { level: 'CAN_READ', statuses: { GET: 200, PATCH: 403, PUT: 403 } },
    { level: 'CAN_MANAGE_PRODUCTION_VERSIONS', statuses: { GET: 200, PATCH: 403, PUT: 403 } },
    { level: 'CAN_MANAGE', statuses: { GET: 200, PATCH: 200, PUT: 200 } },
  ];
  for (const { level, statuses } of own) {
    it(`may be changed only with CAN_MANAGE on the model: ${level ?? 'none'}`, async () => {
      const { admin, ada } = await newFixture();
      if (level !== undefined) {
        await give(admin, level);
      }
      const access_control_list = [{ user_name: ADA, permission_level: 'CAN_MANAGE' }];
      const model = `/api/2.0/permissions/registered-models/${await idOf(admin)}`;
      for (const [method, status] of Object.entries(statuses)) {
        const answer = await call(ada, `${method} ${model}`, method === 'GET' ? {} : { access_control_list });
        assert.equal(answer.status, status, method);
      }
    });
  }

  it('ask as much for taking a version out of Production as for putting one there', async () => {
    const { admin, ada } = await newFixture('Production');
    await give(admin, 'CAN_MANAGE_STAGING_VERSIONS');
    assert.deepEqual(errorOf(await move(ada, 1, 'Archived')), DENIED);
    await give(admin, 'CAN_MANAGE_PRODUCTION_VERSIONS');
    assert.equal((await move(ada, 1, 'Archived')).status, 200);
  });

  it('are shown, decide what searches find, and stay with a renamed model', async () => {
    const { admin, ada } = await newFixture('None');
    const found = async (path: string, list: string) => {
      const body = await answered(ada, `GET ${MLFLOW}/${path}`);
      return (body[list] as readonly JsonObject[]).map(({ name }) => name);
    };
    assert.deepEqual(await found('registered-models/search', 'registered_models'), []);
    await give(admin, 'CAN_EDIT');
    await answered(admin, `POST ${MLFLOW}/registered-models/rename`, { name: NAME, new_name: 'renamed' });
    assert.deepEqual(await found('registered-models/list', 'registered_models'), ['renamed']);
    assert.deepEqual(await found('model-versions/search', 'model_versions'), ['renamed']);
    const asked = { name: 'renamed' };
    const { registered_model_databricks: model } = await answered(
      ada,
      `GET ${MLFLOW}/databricks/registered-models/get`,
      asked,
    );
    assert.equal((model as JsonObject)['permission_level'], 'CAN_EDIT');
  });

  it('leave a model of which they were lost to administrators', async () => {
    const { admin, ada } = await newFixture();
    const lost = { name: 'lost', version: '1', key: 'k', value: 'v', stage: 'Staging' };
    // As when the stand-in is killed between MLflow's answer and its own.
    const space = [...admin.mlflow.spaces].find(({ name }) => name.includes(admin.orgId));
    await space?.post(`${MLFLOW}/registered-models/create`, { name: 'lost' });
    await space?.post(`${MLFLOW}/model-versions/create`, { name: 'lost', source: 'dbfs:/models/1' });
    const missing = [404, 'RESOURCE_DOES_NOT_EXIST'];
    for (const [endpoint, members] of [
      ['GET registered-models/get', ['name']],
      ['DELETE registered-models/delete', ['name']],
      ['GET model-versions/get', ['name', 'version']],
      ['POST model-versions/set-tag', ['name', 'version', 'key', 'value']],
      ['POST model-versions/transition-stage', ['name', 'version', 'stage']],
    ] as const) {
      const asked = endpoint.replace(' ', ` ${MLFLOW}/`);
      const fields = Object.fromEntries(members.map((member) => [member, lost[member]]));
      assert.deepEqual(errorOf(await call(ada, asked, fields)), DENIED, endpoint);
      assert.deepEqual(errorOf(await call(ada, asked, { ...fields, name: 'none' })), missing, endpoint);
    }
    await answered(admin, `GET ${MLFLOW}/registered-models/get`, { name: 'lost' });
    await answered(admin, `DELETE ${MLFLOW}/registered-models/delete`, { name: 'lost' });
  });

  it('all belong to the creator of a model', async () => {
    const { ada } = await newFixture();
    await answered(ada, `POST ${MLFLOW}/registered-models/create`, { name: 'own' });
    await answered(ada, `DELETE ${MLFLOW}/registered-models/delete`, { name: 'own' });
    await answered(ada, `POST ${MLFLOW}/registered-models/create`, { name: 'own' });
  });
});

describe('the workspace registry', function () {
  this.timeout(60_000);
  const addAccount = useAccountServer();

  async function newFixture(...stages: readonly string[]): Promise<Workspace> {
    const at = addAccount().workspace('dev');
    await answered(at, `POST ${MLFLOW}/registered-models/create`, { name: NAME });
    for (const [index, stage] of stages.entries()) {
      await answered(at, `POST ${MLFLOW}/model-versions/create`, { name: NAME, source: 'dbfs:/models/1' });
      const asked = { name: NAME, version: String(index + 1), stage };
      await answered(at, `POST ${MLFLOW}/model-versions/transition-stage`, asked);
    }
    return at;
  }

  async function stagesOf(at: Endpoint): Promise<readonly unknown[]> {
    const { model_versions: versions } = await answered(at, `GET ${MLFLOW}/model-versions/search`, {
      filter: `name='${NAME}'`,
      order_by: 'version_number ASC',
    });
    const byVersion = (versions as readonly JsonObject[]).toSorted(
      (one, other) => Number(one['version']) - Number(other['version']),
    );
    return byVersion.map(({ current_stage: stage }) => stage);
  }

  it('lets several versions hold a stage, until one comes that archives them all', async () => {
    const at = await newFixture('Production', 'Production', 'Staging', 'None');
    const asked = { name: NAME, stages: ['Production'] };
    const { model_versions: latest } = await answered(
      at,
      `POST ${MLFLOW}/registered-models/get-latest-versions`,
      asked,
    );
    assert.deepEqual(
      (latest as readonly JsonObject[]).map(({ version }) => version),
      ['2'],
    );
    const move = { name: NAME, version: '4', stage: 'Production', archive_existing_versions: true };
    await answered(at, `POST ${MLFLOW}/databricks/model-versions/transition-stage`, move);
    assert.deepEqual(await stagesOf(at), ['Archived', 'Archived', 'Staging', 'Production']);
  });

  it('archives nothing when the version that is to move does not exist', async () => {
    const at = await newFixture('Production');
    const move = { name: NAME, version: '9', stage: 'Production', archive_existing_versions: true };
    const answer = await call(at, `POST ${MLFLOW}/model-versions/transition-stage`, move);
    assert.deepEqual(errorOf(answer), [404, 'RESOURCE_DOES_NOT_EXIST']);
    assert.deepEqual(await stagesOf(at), ['Production']);
  });

  it('archives others for an active stage only', async () => {
    const at = await newFixture('Production');
    const move = { name: NAME, version: '1', stage: 'None', archive_existing_versions: true };
    const answer = await call(at, `POST ${MLFLOW}/model-versions/transition-stage`, move);
    assert.deepEqual(errorOf(answer), [400, 'INVALID_PARAMETER_VALUE']);
  });

  it('refuses to delete a version in Staging or Production', async () => {
    const at = await newFixture('Staging');
    const version = { name: NAME, version: '1' };
    assert.deepEqual(errorOf(await call(at, `DELETE ${MLFLOW}/model-versions/delete`, version)), STATE);
    assert.deepEqual(errorOf(await call(at, `DELETE ${MLFLOW}/registered-models/delete`, { name: NAME })), STATE);
    await answered(at, `POST ${MLFLOW}/model-versions/transition-stage`, { ...version, stage: 'Archived' });
    await answered(at, `DELETE ${MLFLOW}/registered-models/delete`, { name: NAME });
  });

  for (const name of ['main.default.churn', 'a/b', 'a:b']) {
    it(`takes no model of the name ${name}`, async () => {
      const at = await newFixture();
      const refused = [400, 'INVALID_PARAMETER_VALUE'];
      assert.deepEqual(errorOf(await call(at, `POST ${MLFLOW}/registered-models/create`, { name })), refused);
      const rename = { name: NAME, new_name: name };
      assert.deepEqual(errorOf(await call(at, `POST ${MLFLOW}/registered-models/rename`, rename)), refused);
    });
  }

  it('is disabled where the seed says so, and says so', async () => {
    const at = addAccount({ workspaces: { dev: { workspaceRegistry: 'disabled' } } }).workspace('dev');
    for (const endpoint of [
      'GET registered-models/search',
      'POST registered-models/create',
      'POST model-versions/transition-stage',
      'GET databricks/registered-models/get',
    ]) {
      const { status, body } = await call(at, endpoint.replace(' ', ` ${MLFLOW}/`), { name: NAME });
      assert.deepEqual([status, body['error_code']], DENIED, endpoint);
      assert.match(scalarText(body['message']), /legacy workspace model registry is disabled/);
    }
  });
});
