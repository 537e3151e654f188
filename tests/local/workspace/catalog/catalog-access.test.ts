import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scalarText, type Json, type JsonObject } from '../../../../lib/core/lossless-json';
import type { Workspace } from '../../../../local/workspace/workspace';
import { answered, call, errorOf, send, useAccountServer, type Endpoint } from '../../../kit/workspace/stand-in';

const UC = '/api/2.1/unity-catalog';
const MLFLOW = '/api/2.0/mlflow/unity-catalog';
const TRAINER = '9c2b7c11-0000-4000-8000-000000000001';
const NAME = 'main.default.churn';
const MODEL = `${UC}/models/${NAME}`;

interface Fixture {
  readonly admin: Workspace;
  /** A service principal that was granted nothing yet. */
  readonly trainer: Endpoint;
}

describe('the privileges of Unity Catalog', function () {
  // The first request waits for MLflow's server to start.
  this.timeout(60_000);
  const addAccount = useAccountServer();

  async function newFixture(...grants: readonly string[]): Promise<Fixture> {
    const account = addAccount({
      servicePrincipals: [{ applicationId: TRAINER }],
      groups: [{ displayName: 'trainers', members: [TRAINER] }],
    });
    const admin = account.workspace('dev');
    await answered(admin, `POST ${MLFLOW}/registered-models/create`, { name: NAME });
    const source = 'dbfs:/databricks/mlflow-tracking/1/a';
    await answered(admin, `POST ${MLFLOW}/model-versions/create`, { name: NAME, source });
    await send(admin, `PUT /api/2.0/fs/files/Models/main/default/churn/1/MLmodel`, { body: 'flavors: {}' });
    await answered(admin, `POST ${MLFLOW}/model-versions/finalize`, { name: NAME, version: '1' });
    await answered(admin, `PUT ${MODEL}/aliases/champion`, { version_num: 1 });
    writeTable(join(account.metastore.tablesFolder, 'main', 'default', 'scores'));
    for (const grant of grants) {
      await granted(admin, grant);
    }
    const token = admin.addToken({ userName: TRAINER, kind: 'servicePrincipal' });
    return { admin, trainer: { host: admin.host, token } };
  }

  /** The grant as `PRIVILEGE on kind name`. */
  async function granted(admin: Endpoint, grant: string, principal = TRAINER): Promise<void> {
    const [privilege = '', , kind = '', name = ''] = grant.split(' ');
    await answered(admin, `PATCH ${UC}/permissions/${kind}/${name}`, { changes: [{ principal, add: [privilege] }] });
  }

  const USE = ['USE_CATALOG on catalog main', 'USE_SCHEMA on schema main.default'] as const;
  const lacking = (what: string) => [403, 'PERMISSION_DENIED', `User does not have ${what}.`];

  const calls: readonly {
    name: string;
    endpoint: string;
    fields?: JsonObject;
    needs: string;
    grant: string;
  }[] = [
    {
      name: 'a model is created',
      endpoint: `POST ${MLFLOW}/registered-models/create`,
      fields: { name: 'main.default.other' },
      needs: "CREATE MODEL on Schema 'main.default'",
      grant: 'CREATE_MODEL on schema main.default',
    },
    {
      name: 'a version is created',
      endpoint: `POST ${MLFLOW}/model-versions/create`,
      fields: { name: NAME, source: 'dbfs:/databricks/mlflow-tracking/1/a' },
      needs: `CREATE MODEL VERSION on Routine or Model '${NAME}'`,
      grant: `CREATE_MODEL_VERSION on function ${NAME}`,
    },
    {
      name: 'a model is read',
      endpoint: `GET ${MODEL}`,
      needs: `EXECUTE on Routine or Model '${NAME}'`,
      grant: 'EXECUTE on catalog main',
    },
    {
      name: 'an alias is read',
      endpoint: `GET ${MLFLOW}/registered-models/alias`,
      fields: { name: NAME, alias: 'champion' },
      needs: `EXECUTE on Routine or Model '${NAME}'`,
      grant: `EXECUTE on function ${NAME}`,
    },
    {
      name: 'the files of a version are read',
      endpoint: 'GET /api/2.0/fs/directories/Models/main/default/churn/1',
      needs: `EXECUTE on Routine or Model '${NAME}'`,
      grant: `ALL_PRIVILEGES on function ${NAME}`,
    },
    {
      name: 'an alias is set',
      endpoint: `PUT ${MODEL}/aliases/champion`,
      fields: { version_num: 1 },
      needs: `MANAGE on Routine or Model '${NAME}'`,
      grant: `MANAGE on function ${NAME}`,
    },
    {
      name: 'an alias is deleted',
      endpoint: `DELETE ${MLFLOW}/registered-models/alias`,
      fields: { name: NAME, alias: 'champion' },
      needs: `MANAGE on Routine or Model '${NAME}'`,
      grant: 'MANAGE on schema main.default',
    },
    {
      name: 'a version is deleted',
      endpoint: `DELETE ${MODEL}/versions/1`,
      needs: `MANAGE on Routine or Model '${NAME}'`,
      grant: 'MANAGE on catalog main',
    },
    {
      name: 'a version is tagged',
      endpoint: `POST ${MLFLOW}/model-versions/set-tag`,
      fields: { name: NAME, version: '1', key: 'team', value: 'churn' },
      needs: `APPLY TAG on Routine or Model '${NAME}'`,
      grant: `APPLY_TAG on function ${NAME}`,
    },
    {
      name: 'a table is read',
      endpoint: `GET ${UC}/tables/main.default.scores`,
      needs: "SELECT on Table 'main.default.scores'",
      grant: 'SELECT on schema main.default',
    },
    {
      name: 'a table is deleted',
      endpoint: `DELETE ${UC}/tables/main.default.scores`,
      needs: "MANAGE on Table 'main.default.scores'",
      grant: 'MANAGE on table main.default.scores',
    },
    {
      name: 'a schema is created',
      endpoint: `POST ${UC}/schemas`,
      fields: { name: 'features', catalog_name: 'main' },
      needs: "CREATE SCHEMA on Catalog 'main'",
      grant: 'CREATE_SCHEMA on catalog main',
    },
    {
      name: 'a schema is changed',
      endpoint: `PATCH ${UC}/schemas/main.default`,
      fields: { comment: 'c' },
      needs: "MANAGE on Schema 'main.default'",
      grant: 'MANAGE on schema main.default',
    },
    {
      name: 'a grant is made',
      endpoint: `PATCH ${UC}/permissions/function/${NAME}`,
      fields: { changes: [{ principal: TRAINER, add: ['EXECUTE'] }] },
      needs: `MANAGE on Routine or Model '${NAME}'`,
      grant: `MANAGE on function ${NAME}`,
    },
  ];
  for (const { name, endpoint, fields = {}, needs, grant } of calls) {
    it(`are asked for when ${name}`, async () => {
      const { admin, trainer } = await newFixture(...USE);
      const refused = await call(trainer, endpoint, fields);
      assert.deepEqual([...errorOf(refused), refused.body['message']], lacking(needs));
      await granted(admin, grant);
      const { status, body } = await call(trainer, endpoint, fields);
      assert.equal(status, 200, scalarText(body['message']));
    });
  }

  it('reach the members of a group', async () => {
    const { admin, trainer } = await newFixture();
    for (const grant of [...USE, `EXECUTE on function ${NAME}`]) {
      await granted(admin, grant, 'trainers');
    }
    assert.equal((await call(trainer, `GET ${MODEL}`)).status, 200);
  });

  const hidden: readonly { grants: readonly string[]; name: string; error: readonly Json[] }[] = [
    { grants: [], name: NAME, error: lacking("USE CATALOG on Catalog 'main'") },
    { grants: [], name: 'main.default.none', error: lacking("USE CATALOG on Catalog 'main'") },
    { grants: [USE[0]], name: NAME, error: lacking("USE SCHEMA on Schema 'main.default'") },
    { grants: [USE[0]], name: 'main.default.none', error: lacking("USE SCHEMA on Schema 'main.default'") },
    {
      grants: USE,
      name: 'main.default.none',
      error: [404, 'RESOURCE_DOES_NOT_EXIST', "Routine or Model 'main.default.none' does not exist."],
    },
  ];
  for (const { grants, name, error } of hidden) {
    it(`${grants.length} of them answer ${error[0] as number} for ${name}`, async () => {
      const { trainer } = await newFixture(...grants);
      const answer = await call(trainer, `GET ${UC}/models/${name}`);
      assert.deepEqual([...errorOf(answer), answer.body['message']], error);
    });
  }

  it('decide what lists and searches show', async () => {
    const { admin, trainer } = await newFixture(...USE, `EXECUTE on function ${NAME}`);
    await answered(admin, `POST ${MLFLOW}/registered-models/create`, { name: 'main.default.secret' });
    const shown = async (endpoint: string, list: string, member: string) => {
      const { body } = await call(trainer, endpoint);
      return ((body[list] ?? []) as readonly JsonObject[]).map((each) => each[member]);
    };
    assert.deepEqual(await shown(`GET ${UC}/models`, 'registered_models', 'full_name'), [NAME]);
    const found = await shown(`GET ${MLFLOW}/registered-models/search`, 'registered_models', 'name');
    assert.deepEqual(found, [NAME]);
    assert.deepEqual(await shown(`GET ${MLFLOW}/model-versions/search`, 'model_versions', 'name'), [NAME]);
    assert.deepEqual(await shown(`GET ${UC}/catalogs`, 'catalogs', 'name'), ['main']);
    assert.deepEqual(await shown(`GET ${UC}/schemas?catalog_name=main`, 'schemas', 'name'), ['default']);
    const tables = `GET ${UC}/tables?catalog_name=main&schema_name=default`;
    assert.deepEqual(await shown(tables, 'tables', 'name'), []);
  });

  it('are not needed by an owner, who may pass on ownership', async () => {
    const { admin, trainer } = await newFixture(...USE, 'CREATE_MODEL on schema main.default');
    const own = 'main.default.own';
    await answered(trainer, `POST ${MLFLOW}/registered-models/create`, { name: own });
    const source = 'dbfs:/databricks/mlflow-tracking/1/a';
    await answered(trainer, `POST ${MLFLOW}/model-versions/create`, { name: own, source });
    await answered(trainer, `PUT ${UC}/models/${own}/aliases/champion`, { version_num: 1 });
    await answered(trainer, `PATCH ${UC}/models/${own}`, { owner: admin.identity.userName });
    assert.equal((await call(trainer, `GET ${UC}/models/${own}`)).status, 403);
    await answered(admin, `PATCH ${UC}/models/${own}`, { owner: 'trainers' });
    await answered(trainer, `DELETE ${UC}/models/${own}`);
  });

  it('follow a model to its new name and go with it', async () => {
    const { admin, trainer } = await newFixture(...USE, `EXECUTE on function ${NAME}`);
    await answered(admin, `PATCH ${MODEL}`, { new_name: 'renamed' });
    await answered(trainer, `GET ${UC}/models/main.default.renamed`);
    await answered(admin, `DELETE ${UC}/models/main.default.renamed`);
    await answered(admin, `POST ${MLFLOW}/registered-models/create`, { name: 'main.default.renamed' });
    assert.equal((await call(trainer, `GET ${UC}/models/main.default.renamed`)).status, 403);
  });
});

function writeTable(folder: string): void {
  mkdirSync(join(folder, '_delta_log'), { recursive: true });
  writeFileSync(join(folder, '_delta_log', `${'0'.repeat(20)}.json`), '{"metaData":{"partitionColumns":[]}}\n');
}
