import assert from 'node:assert/strict';
import type { Json, JsonObject } from '../../../../lib/core/lossless-json';
import type { Workspace } from '../../../../local/workspace/workspace';
import {
  answered,
  call,
  errorOf,
  rawErrorOf,
  send,
  useAccountServer,
  type Endpoint,
} from '../../../kit/workspace/stand-in';

const CATALOG = '/api/2.1/unity-catalog/models';
const UC = '/api/2.0/mlflow/unity-catalog';
const REGISTRY = '/api/2.0/mlflow';

/** A model of Unity Catalog with that many versions, all ready. */
async function modelWith(at: Endpoint, name: string, versions: number): Promise<void> {
  await answered(at, `POST ${UC}/registered-models/create`, { name, description: 'who leaves' });
  for (let version = 1; version <= versions; version++) {
    await answered(at, `POST ${UC}/model-versions/create`, { name, source: 'dbfs:/databricks/mlflow-tracking/1/a' });
    await answered(at, `POST ${UC}/model-versions/finalize`, { name, version: String(version) });
  }
}

type Refused = readonly (readonly [endpoint: string, fields: JsonObject, error: readonly [number, Json]])[];
const MISSING = [404, 'RESOURCE_DOES_NOT_EXIST'] as const;
const INVALID = [400, 'INVALID_PARAMETER_VALUE'] as const;

describe('workspace models', function () {
  // The first request waits for MLflow's server to start.
  this.timeout(60_000);
  const addAccount = useAccountServer();
  let dev: Workspace;
  let uat: Workspace;

  before(async () => {
    const account = addAccount();
    dev = account.workspace('dev');
    uat = account.workspace('uat');
    await modelWith(dev, 'main.default.known', 1);
    await answered(dev, `POST ${REGISTRY}/registered-models/create`, { name: 'known' });
    await answered(dev, `POST ${REGISTRY}/model-versions/create`, { name: 'known', source: 'dbfs:/models/known' });
  });

  function refuses(root: string, table: Refused): void {
    for (const [endpoint, fields, error] of table) {
      it(`refuses ${endpoint} with ${JSON.stringify(fields)}`, async () => {
        const answer = await call(dev, endpoint.replace(' ', ` ${root}`), fields);
        assert.deepEqual(errorOf(answer), error, JSON.stringify(answer.body));
      });
    }
  }

  describe('of the catalog', () => {
    it('are those of the account, in every workspace of it and in no other account', async () => {
      await modelWith(dev, 'main.default.common', 1);
      const there = await answered(uat, `GET ${CATALOG}/main.default.common`);
      assert.equal(there['owner'], dev.identity.userName);
      const elsewhere = await call(addAccount().workspace('dev'), `GET ${CATALOG}/main.default.common`);
      assert.deepEqual(errorOf(elsewhere), MISSING);
    });

    it('have names in lower case', async () => {
      const loud = { catalog_name: 'Main', schema_name: 'Default', name: 'Loud', comment: 'c' };
      const created = await answered(dev, `POST ${CATALOG}`, loud);
      assert.deepEqual([created['full_name'], created['comment']], ['main.default.loud', 'c']);
      assert.equal((await answered(dev, `GET ${CATALOG}/MAIN.default.LOUD`))['name'], 'loud');
    });

    it('show aliases only when asked for them, versions as numbers', async () => {
      await modelWith(dev, 'main.default.aliased', 2);
      const path = `${CATALOG}/main.default.aliased`;
      const set = await answered(dev, `PUT ${path}/aliases/champion`, { version_num: 1 });
      const where = { catalog_name: 'main', schema_name: 'default', model_name: 'aliased' };
      assert.deepEqual(set, { alias_name: 'champion', version_num: 1, ...where });
      await answered(dev, `PUT ${path}/aliases/champion`, { version_num: 2 });

      assert.equal((await answered(dev, `GET ${path}`))['aliases'], undefined);
      const aliases = [{ alias_name: 'champion', version_num: 2 }];
      const asked = { include_aliases: true };
      assert.deepEqual((await answered(dev, `GET ${path}`, asked))['aliases'], aliases);
      assert.deepEqual((await answered(dev, `GET ${path}/versions/2`, asked))['aliases'], aliases);
      const champion = await answered(dev, `GET ${path}/aliases/champion`);
      assert.deepEqual([champion['version'], champion['aliases'], champion['status']], [2, undefined, 'READY']);
      const { model_versions: versions } = await answered(dev, `GET ${path}/versions`);
      assert.deepEqual(new Set((versions as readonly JsonObject[]).map(({ version }) => version)), new Set([1, 2]));

      await answered(dev, `DELETE ${path}/aliases/champion`);
      assert.deepEqual(errorOf(await call(dev, `GET ${path}/aliases/champion`)), MISSING);
    });

    it('are changed, renamed with their files and versions, and deleted with everything', async () => {
      await modelWith(dev, 'main.default.before', 1);
      const version = `${CATALOG}/main.default.before/versions/1`;
      assert.equal((await answered(dev, `PATCH ${version}`, { comment: 'first' }))['comment'], 'first');
      const changes = { comment: 'new', owner: 'churn-team', new_name: 'after' };
      const changed = await answered(dev, `PATCH ${CATALOG}/main.default.before`, changes);
      assert.deepEqual([changed['full_name'], changed['comment']], ['main.default.after', 'new']);
      assert.equal((await answered(dev, `GET ${CATALOG}/main.default.after`))['owner'], 'churn-team');
      assert.deepEqual(errorOf(await call(dev, `GET ${version}`)), MISSING);
      assert.equal((await answered(dev, `GET ${CATALOG}/main.default.after/versions/1`))['status'], 'READY');

      await answered(dev, `DELETE ${CATALOG}/main.default.after`);
      assert.deepEqual(errorOf(await call(dev, `GET ${CATALOG}/main.default.after/versions/1`)), MISSING);
    });

    it('lose a version alone', async () => {
      await modelWith(dev, 'main.default.shrinking', 2);
      await answered(dev, `DELETE ${CATALOG}/main.default.shrinking/versions/1`);
      assert.deepEqual(errorOf(await call(dev, `GET ${CATALOG}/main.default.shrinking/versions/1`)), MISSING);
      await answered(dev, `GET ${CATALOG}/main.default.shrinking/versions/2`);
    });

    it('are listed by schema', async () => {
      await modelWith(dev, 'prod.default.listed', 0);
      const asked = { catalog_name: 'prod', schema_name: 'default', max_results: 10 };
      const { registered_models: models } = await answered(dev, `GET ${CATALOG}`, asked);
      assert.deepEqual(
        (models as readonly JsonObject[]).map((model) => model['full_name']),
        ['prod.default.listed'],
      );
    });

    refuses(CATALOG, [
      ['POST ', { catalog_name: 'main', schema_name: 'default' }, INVALID],
      ['POST ', { catalog_name: 'main', schema_name: 'none', name: 'm' }, [404, 'SCHEMA_DOES_NOT_EXIST']],
      ['POST ', { catalog_name: 'main', schema_name: 'default', name: 'a/b' }, INVALID],
      ['POST ', { catalog_name: 'main', schema_name: 'default', name: 'known' }, [400, 'RESOURCE_ALREADY_EXISTS']],
      ['GET ', { catalog_name: 'main' }, INVALID],
      ['GET ', { max_results: 5000 }, INVALID],
      ['GET /main.default.none', {}, MISSING],
      ['GET /two.levels', {}, INVALID],
      ['PATCH /main.default.none', { comment: 'c' }, MISSING],
      ['DELETE /main.default.none', {}, MISSING],
      ['GET /main.default.none/versions', {}, MISSING],
      ['GET /main.default.known/versions/9', {}, MISSING],
      ['GET /main.default.known/versions/latest', {}, INVALID],
      ['PATCH /main.default.known/versions/9', { comment: 'c' }, MISSING],
      ['DELETE /main.default.known/versions/9', {}, MISSING],
      ['GET /main.default.known/aliases/none', {}, MISSING],
      ['GET /main.default.known/aliases/latest', {}, MISSING],
      ['PUT /main.default.known/aliases/a', {}, INVALID],
      ['PUT /main.default.known/aliases/a', { version_num: '1.0' }, [400, 'MALFORMED_REQUEST']],
      ['PUT /main.default.known/aliases/a', { version_num: 9 }, MISSING],
      ['PUT /main.default.known/aliases/v1', { version_num: 1 }, INVALID],
      ['DELETE /main.default.known/aliases/none', {}, MISSING],
    ]);
  });

  describe('of the catalog, as MLflow sees them', () => {
    it('are pending until their files are uploaded, cannot be read before that, and not written after it', async () => {
      const name = 'main.default.pending';
      await answered(dev, `POST ${UC}/registered-models/create`, { name });
      const source = 'dbfs:/databricks/mlflow-tracking/1/logged_models/m-1/artifacts';
      const created = await answered(dev, `POST ${UC}/model-versions/create`, { name, source, model_id: 'm-1' });
      const version = created['model_version'] as JsonObject;
      assert.deepEqual([version['status'], version['version']], ['PENDING_REGISTRATION', '1']);
      assert.deepEqual([version['model_id'], version['source']], ['m-1', source]);

      const file = '/api/2.0/fs/files/Models/main/default/pending/1/MLmodel';
      assert.equal((await send(dev, `PUT ${file}`, { body: 'flavors: {}' })).status, 204);
      assert.deepEqual(rawErrorOf(await send(dev, `GET ${file}`)), [404, 'NOT_FOUND']);
      const early = await call(dev, `GET ${UC}/model-versions/get-download-uri`, { name, version: '1' });
      assert.deepEqual(errorOf(early), [400, 'INVALID_STATE']);

      await answered(dev, `POST ${UC}/model-versions/finalize`, { name, version: '1' });
      assert.equal((await send(dev, `GET ${file}`)).content.toString(), 'flavors: {}');
      const late = await send(dev, `PUT ${file}?overwrite=true`, { body: 'other' });
      assert.deepEqual(rawErrorOf(late), [403, 'PERMISSION_DENIED']);
      const ready = { name, version: '1' };
      const { artifact_uri: uri } = await answered(dev, `GET ${UC}/model-versions/get-download-uri`, ready);
      assert.equal(uri, 'dbfs:/Models/main/default/pending/1');
      const access = { ...ready, operation: 'MODEL_VERSION_OPERATION_READ' };
      const { credentials } = await answered(dev, `POST ${UC}/model-versions/generate-temporary-credentials`, access);
      assert.equal((credentials as JsonObject)['storage_mode'], 'DEFAULT_STORAGE');
    });

    it('carry tags, a description and a deployment job', async () => {
      const name = 'main.default.described';
      await modelWith(dev, name, 1);
      const tag = { name, key: 'team', value: 'churn' };
      await answered(dev, `POST ${UC}/registered-models/set-tag`, tag);
      await answered(dev, `POST ${UC}/model-versions/set-tag`, { ...tag, version: '1' });
      await answered(dev, `PATCH ${UC}/registered-models/update`, { name, description: 'd', deployment_job_id: '77' });
      const { registered_model: model } = await answered(dev, `GET ${UC}/registered-models/get`, { name });
      const { tags, description, deployment_job_id: job } = model as JsonObject;
      assert.deepEqual([tags, description, job], [[{ key: 'team', value: 'churn' }], 'd', '77']);

      await answered(dev, `DELETE ${UC}/registered-models/delete-tag`, { name, key: 'team' });
      await answered(dev, `DELETE ${UC}/model-versions/delete-tag`, { name, version: '1', key: 'team' });
      const { model_version: version } = await answered(dev, `GET ${UC}/model-versions/get`, { name, version: '1' });
      assert.equal((version as JsonObject)['tags'], undefined);
    });

    refuses(`${UC}/`, [
      ['POST registered-models/create', { name: 'two.levels' }, INVALID],
      ['POST registered-models/create', { name: 'main.default.known' }, [400, 'RESOURCE_ALREADY_EXISTS']],
      ['POST registered-models/create', { name: 'main.none.m' }, [404, 'SCHEMA_DOES_NOT_EXIST']],
      ['POST registered-models/create', { name: 7 }, [400, 'MALFORMED_REQUEST']],
      ['GET registered-models/get', { name: 'main.default.none' }, MISSING],
      ['GET registered-models/search', { max_results: 'many' }, INVALID],
      ['PATCH registered-models/update', { name: 'main.default.none', description: 'd' }, MISSING],
      ['DELETE registered-models/delete', { name: 'main.default.none' }, MISSING],
      ['POST registered-models/alias', { name: 'main.default.known', alias: 'a', version: '9' }, MISSING],
      ['GET registered-models/alias', { name: 'main.default.known', alias: 'none' }, MISSING],
      ['DELETE registered-models/alias', { name: 'main.default.none', alias: 'a' }, MISSING],
      ['DELETE registered-models/alias', { name: 'main.default.known', alias: 'none' }, MISSING],
      ['POST registered-models/set-tag', { name: 'main.default.none', key: 'k', value: 'v' }, MISSING],
      ['DELETE registered-models/delete-tag', { name: 'main.default.none', key: 'k' }, MISSING],
      ['POST model-versions/create', { name: 'main.default.known' }, INVALID],
      ['POST model-versions/create', { name: 'main.default.none', source: 'dbfs:/a' }, MISSING],
      ['POST model-versions/finalize', { name: 'main.default.known', version: '9' }, MISSING],
      ['GET model-versions/get', { name: 'main.default.known', version: '9' }, MISSING],
      ['GET model-versions/search', { filter: "tags.a = 'b'" }, INVALID],
      ['PATCH model-versions/update', { name: 'main.default.known', version: '9' }, MISSING],
      ['DELETE model-versions/delete', { name: 'main.default.known', version: '9' }, MISSING],
      ['POST model-versions/set-tag', { name: 'main.default.known', version: '9', key: 'k', value: 'v' }, MISSING],
      ['DELETE model-versions/delete-tag', { name: 'main.default.known', version: '9', key: 'k' }, MISSING],
      ['GET model-versions/get-download-uri', { name: 'main.default.known', version: '9' }, MISSING],
      [
        'POST model-versions/generate-temporary-credentials',
        { name: 'main.default.known', version: '9', operation: 'MODEL_VERSION_OPERATION_READ' },
        MISSING,
      ],
    ]);
  });

  describe('of the workspace registry', () => {
    it('are those of one workspace', async () => {
      await answered(dev, `GET ${REGISTRY}/registered-models/get`, { name: 'known' });
      const there = await call(uat, `GET ${REGISTRY}/registered-models/get`, { name: 'known' });
      assert.deepEqual(errorOf(there), MISSING);
    });

    it('change stages by the plain route and by the one of Databricks', async () => {
      const name = 'staged';
      await answered(dev, `POST ${REGISTRY}/registered-models/create`, { name });
      for (const source of ['dbfs:/models/1', 'dbfs:/models/2']) {
        await answered(dev, `POST ${REGISTRY}/model-versions/create`, { name, source });
      }
      const move = { name, stage: 'Production', archive_existing_versions: true };
      const plain = await answered(dev, `POST ${REGISTRY}/model-versions/transition-stage`, { ...move, version: '1' });
      assert.equal((plain['model_version'] as JsonObject)['current_stage'], 'Production');
      const { model_version_databricks: moved } = await answered(
        dev,
        `POST ${REGISTRY}/databricks/model-versions/transition-stage`,
        { ...move, version: '2', comment: 'better' },
      );
      const { current_stage: stage, permission_level: level, open_requests: requests } = moved as JsonObject;
      assert.deepEqual([stage, level, requests], ['Production', 'CAN_MANAGE', []]);

      const { registered_model_databricks: model } = await answered(
        dev,
        `GET ${REGISTRY}/databricks/registered-models/get`,
        { name },
      );
      const { id, latest_versions: latest } = model as { id: string; latest_versions: readonly JsonObject[] };
      assert.match(id, /^[0-9a-f]{32}$/);
      assert.deepEqual(new Set(latest.map(({ current_stage: each }) => each)), new Set(['Archived', 'Production']));
    });

    refuses(`${REGISTRY}/`, [
      ['POST registered-models/create', { name: 'known' }, [400, 'RESOURCE_ALREADY_EXISTS']],
      ['GET registered-models/get', { name: 'none' }, MISSING],
      ['PATCH registered-models/update', { name: 'none', description: 'd' }, MISSING],
      ['DELETE registered-models/delete', { name: 'none' }, MISSING],
      ['POST registered-models/rename', { name: 'none', new_name: 'n' }, MISSING],
      ['GET registered-models/search', { max_results: '99999' }, INVALID],
      ['POST registered-models/get-latest-versions', { name: 'none' }, MISSING],
      ['POST registered-models/set-tag', { name: 'none', key: 'k', value: 'v' }, MISSING],
      ['DELETE registered-models/delete-tag', { name: 'none', key: 'k' }, MISSING],
      ['POST model-versions/create', { name: 'none', source: 'dbfs:/a' }, MISSING],
      ['POST model-versions/create', { name: 'known' }, INVALID],
      ['POST model-versions/create', { name: 'known', source: '/etc' }, INVALID],
      ['GET model-versions/get', { name: 'known', version: '9' }, MISSING],
      ['PATCH model-versions/update', { name: 'known', version: '9', description: 'd' }, MISSING],
      ['DELETE model-versions/delete', { name: 'known', version: '9' }, MISSING],
      ['GET model-versions/search', { filter: 'nonsense' }, INVALID],
      ['GET model-versions/get-download-uri', { name: 'known', version: '9' }, MISSING],
      ['POST model-versions/set-tag', { name: 'known', version: '9', key: 'k', value: 'v' }, MISSING],
      ['DELETE model-versions/delete-tag', { name: 'known', version: '9', key: 'k' }, MISSING],
      ['POST model-versions/transition-stage', { name: 'known', version: '1', stage: 'Shelved' }, INVALID],
      ['POST model-versions/transition-stage', { name: 'known', version: '9', stage: 'Staging' }, MISSING],
      ['POST databricks/model-versions/transition-stage', { name: 'known', version: '1', stage: 'Staging' }, INVALID],
      ['GET databricks/registered-models/get', { name: 'none' }, MISSING],
      ['GET model-versions/list-artifacts', { name: 'known', version: '9' }, MISSING],
      ['GET model-versions/list-artifacts', { name: 'known', version: '1', path: '../a' }, INVALID],
      ['GET model-versions/get-signed-download-uri', { name: 'known', version: '1', path: 'MLmodel' }, INVALID],
    ]);
  });
});
