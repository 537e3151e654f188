import assert from 'node:assert/strict';
import { scalarText, type Json, type JsonObject } from '../../../../lib/core/lossless-json';
import type { Workspace } from '../../../../local/workspace/workspace';
import { notebook } from '../../../kit/workspace/runs';
import { answered, call, errorOf, useAccountServer } from '../../../kit/workspace/stand-in';

const CATALOG = '/api/2.1/unity-catalog/models';
const UC = '/api/2.0/mlflow/unity-catalog';
const NAME = 'main.default.churn';
const ADA = 'ada@example.com';
const INVALID = [400, 'INVALID_PARAMETER_VALUE'];
const MISSING = [404, 'RESOURCE_DOES_NOT_EXIST'];

describe('models of Unity Catalog', function () {
  // The first request waits for MLflow's server to start.
  this.timeout(60_000);
  const addAccount = useAccountServer();

  async function newVersion(at: Workspace): Promise<JsonObject> {
    const source = 'dbfs:/databricks/mlflow-tracking/1/a';
    const created = await answered(at, `POST ${UC}/model-versions/create`, { name: NAME, source });
    return created['model_version'] as JsonObject;
  }

  /** A workspace with one model that has so many versions, all ready. */
  async function newFixture(versions: number): Promise<Workspace> {
    const at = addAccount().workspace('dev');
    await answered(at, `POST ${UC}/registered-models/create`, { name: NAME });
    for (let count = 0; count < versions; count++) {
      const { version } = await newVersion(at);
      await answered(at, `POST ${UC}/model-versions/finalize`, { name: NAME, version });
    }
    return at;
  }

  async function modelOf(at: Workspace): Promise<JsonObject> {
    const { registered_model: model } = await answered(at, `GET ${UC}/registered-models/get`, { name: NAME });
    return model as JsonObject;
  }

  it('lose the aliases of a version that is deleted, and do not give its number again', async () => {
    const at = await newFixture(2);
    await answered(at, `PUT ${CATALOG}/${NAME}/aliases/champion`, { version_num: 2 });
    await answered(at, `DELETE ${CATALOG}/${NAME}/versions/2`);
    assert.deepEqual(errorOf(await call(at, `GET ${CATALOG}/${NAME}/aliases/champion`)), MISSING);
    assert.deepEqual(
      errorOf(await call(at, `GET ${UC}/registered-models/alias`, { name: NAME, alias: 'champion' })),
      MISSING,
    );
    assert.equal((await newVersion(at))['version'], '3');
  });

  it('keep their schema from being deleted, unless it is to go with everything', async () => {
    const at = addAccount().workspace('dev');
    const schema = '/api/2.1/unity-catalog/schemas';
    await answered(at, `POST ${schema}`, { catalog_name: 'main', name: 'old' });
    await answered(at, `POST ${UC}/registered-models/create`, { name: 'main.old.churn' });
    const kept = await call(at, `DELETE ${schema}/main.old`);
    assert.deepEqual(errorOf(kept), [400, 'INVALID_STATE']);
    assert.match(scalarText(kept.body['message']), /It contains: churn\./);
    await answered(at, `DELETE ${schema}/main.old?force=true`);
    await answered(at, `POST ${schema}`, { catalog_name: 'main', name: 'old' });
    assert.deepEqual(errorOf(await call(at, `GET ${CATALOG}/main.old.churn`)), MISSING);
    await answered(at, `POST ${UC}/registered-models/create`, { name: 'main.old.churn' });
  });

  it('tell aliases in no search', async () => {
    const at = await newFixture(1);
    await answered(at, `POST ${UC}/registered-models/alias`, { name: NAME, alias: 'champion', version: '1' });
    assert.deepEqual((await modelOf(at))['aliases'], [{ alias: 'champion', version: '1' }]);
    const models = await answered(at, `GET ${UC}/registered-models/search`);
    const versions = await answered(at, `GET ${UC}/model-versions/search`, {
      filter: `name = '${NAME.toUpperCase()}'`,
    });
    const [model] = models['registered_models'] as readonly JsonObject[];
    const [version] = versions['model_versions'] as readonly JsonObject[];
    assert.deepEqual([model?.['name'], version?.['version']], [NAME, '1']);
    assert.deepEqual([model?.['aliases'], version?.['aliases']], [undefined, undefined]);
  });

  it('are ready only after finalize, even if everything but the version was lost', async () => {
    const account = addAccount();
    const at = account.workspace('dev');
    await answered(at, `POST ${UC}/registered-models/create`, { name: NAME });
    // As when the stand-in is killed between MLflow's answer and its own.
    await account.models.space.post('/api/2.0/mlflow/model-versions/create', { name: NAME, source: 'dbfs:/Models/a' });
    const asked = { name: NAME, version: '1' };
    assert.equal((await answered(at, `GET ${CATALOG}/${NAME}/versions/1`))['status'], 'PENDING_REGISTRATION');
    const { model_version: shown } = await answered(at, `GET ${UC}/model-versions/get`, asked);
    assert.equal((shown as JsonObject)['status'], 'PENDING_REGISTRATION');
    const early = await call(at, `GET ${UC}/model-versions/get-download-uri`, asked);
    assert.deepEqual(errorOf(early), [400, 'INVALID_STATE']);
  });

  it('list their versions page by page, the pending ones too', async () => {
    const at = await newFixture(3);
    await newVersion(at);
    const seen: (readonly [Json?, Json?])[] = [];
    let token: Json | undefined;
    do {
      const page = await answered(at, `GET ${CATALOG}/${NAME}/versions`, {
        max_results: 3,
        ...(token !== undefined && { page_token: token }),
      });
      seen.push(...(page['model_versions'] as readonly JsonObject[]).map((each) => pair(each)));
      token = page['next_page_token'];
    } while (token !== undefined && token !== '');
    assert.deepEqual(
      seen.toSorted(([one], [other]) => Number(one) - Number(other)),
      [
        [1, 'READY'],
        [2, 'READY'],
        [3, 'READY'],
        [4, 'PENDING_REGISTRATION'],
      ],
    );
  });

  it('keep a description that a change does not mention', async () => {
    const at = await newFixture(1);
    const version = `${CATALOG}/${NAME}/versions/1`;
    await answered(at, `PATCH ${version}`, { comment: 'the first' });
    assert.equal((await answered(at, `PATCH ${version}`))['comment'], 'the first');
    await answered(at, `PATCH ${UC}/model-versions/update`, { name: NAME, version: '1' });
    assert.equal((await answered(at, `GET ${version}`))['comment'], 'the first');
    await answered(at, `PATCH ${version}`, { comment: '' });
    assert.equal((await answered(at, `GET ${version}`))['comment'], undefined);
  });

  for (const { what, change } of [
    { what: 'its description', change: { description: 'who leaves' } },
    { what: 'its deployment job alone', change: { deployment_job_id: '77' } },
    { what: 'its name', change: { new_name: 'main.default.renamed' } },
  ]) {
    it(`tell who has changed ${what} last`, async () => {
      const at = addAccount({ users: [ADA] }).workspace('dev');
      await answered(at, `POST ${UC}/registered-models/create`, { name: NAME });
      await answered(at, `PATCH ${CATALOG}/${NAME}`, { owner: ADA });
      const changes = [{ principal: ADA, add: ['ALL_PRIVILEGES'] }];
      await answered(at, 'PATCH /api/2.1/unity-catalog/permissions/catalog/main', { changes });
      const ada = { host: at.host, token: at.addToken({ userName: ADA, kind: 'user' }) };
      const { registered_model: model } = await answered(ada, `PATCH ${UC}/registered-models/update`, {
        name: NAME,
        ...change,
      });
      const { updated_by: last, owner } = await answered(
        at,
        `GET ${CATALOG}/${scalarText((model as JsonObject)['name'])}`,
      );
      assert.deepEqual([last, owner], [ADA, ADA]);
    });
  }

  it('show and inherit grants as functions', async () => {
    const at = await newFixture(0);
    const grants = `/api/2.1/unity-catalog/permissions/function/${NAME}`;
    const changes = [{ principal: 'users', add: ['EXECUTE'] }];
    const expected = [{ principal: 'users', privileges: ['EXECUTE'] }];
    assert.deepEqual((await answered(at, `PATCH ${grants}`, { changes }))['privilege_assignments'], expected);
    assert.deepEqual((await answered(at, `GET ${grants}`))['privilege_assignments'], expected);
  });

  describe('take tags', () => {
    const most = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`key ${index}`, 'v']));
    const tagsOf = (map: Readonly<Record<string, string>>): readonly JsonObject[] =>
      Object.entries(map).map(([key, value]) => ({ key, value }));

    for (const { what, key, value } of [
      ...['.', ',', '-', '=', '/', ':'].map((sign) => ({
        what: `with '${sign}' in the key`,
        key: `a${sign}b`,
        value: 'v',
      })),
      { what: 'without a key', key: '', value: 'v' },
      { what: 'with 256 characters in the key', key: 'k'.repeat(256), value: 'v' },
      { what: 'with 1001 characters in the value', key: 'k', value: 'v'.repeat(1001) },
    ]) {
      it(`but none ${what}`, async () => {
        const at = await newFixture(1);
        const tag = { name: NAME, key, value };
        assert.deepEqual(errorOf(await call(at, `POST ${UC}/registered-models/set-tag`, tag)), INVALID);
        const onVersion = { ...tag, version: '1' };
        assert.deepEqual(errorOf(await call(at, `POST ${UC}/model-versions/set-tag`, onVersion)), INVALID);
        const created = { name: 'main.default.other', tags: [{ key, value }] };
        assert.deepEqual(errorOf(await call(at, `POST ${UC}/registered-models/create`, created)), INVALID);
      });
    }

    it('up to fifty, of which each can be changed', async () => {
      const at = addAccount().workspace('dev');
      await answered(at, `POST ${UC}/registered-models/create`, { name: NAME, tags: tagsOf(most) });
      const tag = { name: NAME, key: 'one more', value: 'v' };
      assert.deepEqual(errorOf(await call(at, `POST ${UC}/registered-models/set-tag`, tag)), INVALID);
      await answered(at, `POST ${UC}/registered-models/set-tag`, { ...tag, key: 'key 7', value: 'ä'.repeat(1000) });
      const other = { name: 'main.default.other', tags: [...tagsOf(most), { key: 'one more', value: 'v' }] };
      assert.deepEqual(errorOf(await call(at, `POST ${UC}/registered-models/create`, other)), INVALID);
    });
  });

  it('tell how they stand to their deployment job', async () => {
    const at = await newFixture(0);
    assert.equal((await modelOf(at))['deployment_job_state'], 'NOT_SET_UP');
    const tasks = [notebook('/Shared/deploy')];
    const parameters = ['model_name', 'model_version'].map((name) => ({ name, default: '' }));
    for (const { job, state } of [
      { job: at.createJob({ tasks, parameters }), state: 'CONNECTED' },
      { job: at.createJob({ tasks }), state: 'REQUIRED_PARAMETERS_CHANGED' },
      { job: '77', state: 'NOT_FOUND' },
    ]) {
      await answered(at, `PATCH ${UC}/registered-models/update`, { name: NAME, deployment_job_id: job });
      const { deployment_job_id: id, deployment_job_state: shown } = await modelOf(at);
      assert.deepEqual([id, shown], [job, state]);
    }
    await answered(at, `PATCH ${UC}/registered-models/update`, { name: NAME, deployment_job_id: '' });
    assert.deepEqual([(await modelOf(at))['deployment_job_id']], [undefined]);
  });
});

function pair({ version, status }: JsonObject): readonly [Json?, Json?] {
  return [version ?? null, status ?? null];
}
