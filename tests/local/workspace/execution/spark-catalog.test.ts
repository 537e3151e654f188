import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../lib/core/lossless-json';
import type { Workspace } from '../../../../local/workspace/workspace';
import { exhaustively } from '../../../kit/tier';
import { endedRun, notebook, runNotebook } from '../../../kit/workspace/runs';
import { answered, call, idOf, useAccountServer, useWorkspaceServer } from '../../../kit/workspace/stand-in';

const UC = '/api/2.1/unity-catalog';
const FEED = 'TBLPROPERTIES (delta.enableChangeDataFeed = true)';

describe('Unity Catalog after a notebook', function () {
  // The first run of all makes the Python environment.
  this.timeout(300_000);
  const addWorkspace = useWorkspaceServer();

  describe('describes a table', () => {
    let workspace: Workspace;
    const tables: readonly { made: string; source: string; key?: JsonObject; properties: JsonObject }[] = [
      {
        made: 'with a named key, a time series and the change data feed',
        source: `spark.sql("CREATE TABLE NAME (id INT NOT NULL, ts DATE NOT NULL, CONSTRAINT \`a key\` PRIMARY KEY (id, ts TIMESERIES) RELY) ${FEED}")`,
        key: { name: 'a key', child_columns: ['id', 'ts'], timeseries_columns: ['ts'], rely: true },
        properties: { 'delta.enableChangeDataFeed': 'true' },
      },
      {
        made: 'with a key beside its column',
        source: 'spark.sql("CREATE TABLE NAME (ts DATE NOT NULL PRIMARY KEY TIMESERIES, v INT)")',
        key: { name: 'NAME_pk', child_columns: ['ts'], timeseries_columns: ['ts'] },
        properties: {},
      },
      {
        made: 'with a key and the change data feed added later',
        source:
          "spark.sql(\"CREATE TABLE NAME (id INT NOT NULL) TBLPROPERTIES ('a' = 'b')\")\n" +
          `spark.sql("ALTER TABLE NAME ADD CONSTRAINT later PRIMARY KEY (id)")\nspark.sql("ALTER TABLE NAME SET ${FEED}")`,
        key: { name: 'later', child_columns: ['id'] },
        properties: { a: 'b', 'delta.enableChangeDataFeed': 'true' },
      },
      {
        made: 'that another statement wanted to make as well',
        source:
          'spark.sql("CREATE TABLE NAME (id INT NOT NULL PRIMARY KEY)")\nspark.sql("CREATE TABLE IF NOT EXISTS NAME (other INT NOT NULL PRIMARY KEY)")',
        key: { name: 'NAME_pk', child_columns: ['id'] },
        properties: {},
      },
      {
        made: 'that took the place of one with a key',
        source:
          'spark.sql("CREATE TABLE NAME (id INT NOT NULL PRIMARY KEY)")\nspark.sql("CREATE OR REPLACE TABLE NAME (id INT)")',
        properties: {},
      },
      {
        made: 'with a foreign key, which is taken and not told',
        source: 'spark.sql("CREATE TABLE NAME (id INT, FOREIGN KEY (id) REFERENCES other)")',
        properties: {},
      },
      ...['write.option(FEED, "true").saveAsTable("NAME")', 'writeTo("NAME").tableProperty(FEED, "true").create()'].map(
        (write) => ({
          made: `by ${write}`,
          source: `FEED = "delta.enableChangeDataFeed"\nspark.range(1).${write}`,
          properties: { 'delta.enableChangeDataFeed': 'true' },
        }),
      ),
    ];

    before(async () => {
      workspace = addWorkspace();
      const sources = tables.map(({ source }, number) => source.replaceAll('NAME', `t${number}`));
      await ran(workspace, ['spark.sql("CREATE SCHEMA dev.lab")', 'spark.sql("USE dev.lab")', ...sources].join('\n'));
    });

    tables.forEach(({ made, key, properties }, number) => {
      it(made, async () => {
        const table = await answered(workspace, `GET ${UC}/tables/dev.lab.t${number}`);
        const name = typeof key?.['name'] === 'string' ? key['name'].replace('NAME', `t${number}`) : undefined;
        const constraints = key === undefined ? undefined : [{ primary_key_constraint: { ...key, name } }];
        assert.deepEqual([table['table_constraints'], table['properties']], [constraints, properties]);
      });
    });
  });
});

describe('Spark refuses what the next run would not find', function () {
  this.timeout(300_000);
  const addWorkspace = useWorkspaceServer();
  const VIEW = 'CREATE VIEW';
  const PLACE = 'tables with a LOCATION or path';
  const FORMAT = 'tables of another format than delta';
  const refused: readonly { source: string; feature: string }[] = [
    { source: 'spark.sql("CREATE OR REPLACE VIEW v AS SELECT 1")', feature: VIEW },
    { source: 'spark.sql("CREATE TABLE p (id INT) USING delta LOCATION \'/Volumes/a/b/c\'")', feature: PLACE },
    { source: 'spark.range(1).write.option("path", "/Volumes/a/b/c").saveAsTable("p")', feature: PLACE },
    { source: 'spark.sql("CREATE TABLE p USING parquet AS SELECT 1 AS id")', feature: FORMAT },
    { source: 'spark.range(1).write.format("parquet").saveAsTable("p")', feature: FORMAT },
    { source: 'spark.range(1).writeTo("p").using("csv").create()', feature: FORMAT },
    { source: 'spark.catalog.createTable("p", source="parquet")', feature: FORMAT },
  ];
  let said: readonly string[];

  before(async () => {
    const tries = refused.map(
      ({ source }) => `try:\n  ${source}\n  said += ["nothing"]\nexcept Exception as e:\n  said += [str(e)]`,
    );
    const output = await ran(addWorkspace(), ['import json', 'said = []', ...tries, EXIT].join('\n'));
    said = JSON.parse(output) as readonly string[];
  });

  refused.forEach(({ source, feature }, number) => {
    it(source, () => {
      const [what, fix] = said[number]?.split('\n') ?? [];
      assert.equal(what, `The workspace stand-in's Spark does not support ${feature}.`);
      assert.match(fix ?? '', /^Fix: /);
    });
  });

  it('and not what ends with the run on the service as well', async () => {
    const source =
      'spark.sql("CREATE OR REPLACE TEMP VIEW v AS SELECT \'CREATE VIEW\' AS location")\n' +
      'spark.sql("CREATE TABLE main.default.t (location STRING) USING delta")\nspark.sql("INSERT INTO main.default.t SELECT location FROM v")\n' +
      'said = [x.location for x in spark.table("main.default.t").collect()]\nimport json\n';
    assert.equal(await ran(addWorkspace(), source + EXIT), '["CREATE VIEW"]');
  });
});

describe('What a notebook drops', function () {
  // Dropping a model waits for MLflow's server to start.
  this.timeout(300_000);
  const addAccount = useAccountServer();
  const SCORER = '00000000-0000-4000-8000-00000000000a';
  const GRANTS = `GET ${UC}/permissions`;

  async function newFixture(source: string): Promise<Workspace> {
    const workspace = addAccount({ servicePrincipals: [{ applicationId: SCORER }] }).workspace('dev');
    await ran(workspace, source);
    return workspace;
  }

  async function grant(workspace: Workspace, securable: string): Promise<void> {
    const changes = [{ principal: SCORER, add: ['SELECT'] }];
    await answered(workspace, `PATCH ${UC}/permissions/${securable}`, { changes });
  }

  exhaustively(
    'takes the grants of a table along, so that its successor has none; those of a table that is replaced stay',
    async () => {
      const workspace = await newFixture(
        'for name in ["dropped", "replaced"]:\n  spark.range(1).write.saveAsTable(f"main.default.{name}")',
      );
      await grant(workspace, 'table/main.default.dropped');
      await grant(workspace, 'table/main.default.replaced');
      await ran(
        workspace,
        'spark.sql("DROP TABLE main.default.dropped")\nspark.range(1).write.saveAsTable("main.default.dropped")\n' +
          'spark.sql("CREATE OR REPLACE TABLE main.default.replaced (other INT)")',
      );
      const left = async (name: string): Promise<number> => {
        const { privilege_assignments: grants } = await answered(workspace, `${GRANTS}/table/main.default.${name}`);
        return (grants as readonly JsonObject[]).length;
      };
      assert.deepEqual([await left('dropped'), await left('replaced')], [0, 1]);
    },
  );

  exhaustively('takes all that is in a schema along, by CASCADE only', async () => {
    const workspace = await newFixture('spark.sql("CREATE SCHEMA dev.lab")');
    await answered(workspace, `POST ${UC}/volumes`, {
      catalog_name: 'dev',
      schema_name: 'lab',
      name: 'v',
      volume_type: 'MANAGED',
    });
    await answered(workspace, `POST ${UC}/models`, { catalog_name: 'dev', schema_name: 'lab', name: 'm' });
    await grant(workspace, 'schema/dev.lab');
    const said = await ran(
      workspace,
      'import json\ntry:\n  said = spark.sql("DROP SCHEMA dev.lab").count()\nexcept Exception as e:\n  said = str(e)\n' +
        `spark.sql("DROP SCHEMA dev.lab CASCADE")\nspark.sql("CREATE SCHEMA dev.lab")\n${EXIT}`,
    );
    assert.match(said, /SCHEMA_NOT_EMPTY/);
    const left = await answered(workspace, `${GRANTS}/schema/dev.lab`);
    assert.deepEqual(left['privilege_assignments'], []);
    assert.equal((await call(workspace, `GET ${UC}/volumes/dev.lab.v`)).status, 404);
    assert.equal((await call(workspace, `GET ${UC}/models/dev.lab.m`)).status, 404);
  });

  exhaustively('belongs to whoever created it in a notebook, also when somebody else replaces it', async () => {
    const workspace = await newFixture('spark.range(1).write.saveAsTable("main.default.saved")');
    const scorer = { host: workspace.host, token: workspace.addToken({ userName: SCORER, kind: 'servicePrincipal' }) };
    const source = `
spark.range(1).write.format("delta").mode("overwrite").saveAsTable("main.default.saved")
spark.range(1).writeTo("main.default.written").create()
spark.sql("CREATE TABLE main.default.stated (id INT)")
spark.sql("CREATE TABLE main.default.selected AS SELECT 1 AS id")
spark.sql("DROP TABLE main.default.saved")
spark.range(1).write.saveAsTable("main.default.saved")
`;
    workspace.putNotebook('/Shared/makes', source);
    const owners = async (...names: string[]): Promise<readonly unknown[]> =>
      Promise.all(
        names.map(async (name) => (await answered(workspace, `GET ${UC}/tables/main.default.${name}`))['owner']),
      );
    assert.deepEqual(await owners('saved'), ['dev@example.com']);
    const { body } = await call(scorer, 'POST /api/2.2/jobs/runs/submit', { tasks: [notebook('/Shared/makes')] });
    assert.equal((await endedRun(workspace, idOf(body))).output['error'], undefined);
    assert.deepEqual(await owners('written', 'stated', 'selected', 'saved'), [SCORER, SCORER, SCORER, SCORER]);
    await ran(workspace, 'spark.sql("CREATE OR REPLACE TABLE main.default.stated (other INT)")');
    assert.deepEqual(await owners('stated'), [SCORER]);
  });

  exhaustively('is limited to schemas that the caller owns or may manage', async () => {
    const workspace = await newFixture('spark.sql("CREATE SCHEMA dev.lab")');
    const schema = await answered(workspace, `GET ${UC}/schemas/dev.lab`);
    assert.equal(schema['owner'], 'dev@example.com');
    const scorer = { host: workspace.host, token: workspace.addToken({ userName: SCORER, kind: 'servicePrincipal' }) };
    workspace.putNotebook('/Shared/own', 'spark.sql("CREATE SCHEMA dev.own")\nspark.sql("DROP SCHEMA dev.own")');
    workspace.putNotebook('/Shared/other', 'spark.sql("DROP SCHEMA dev.lab")');
    const errorOf = async (path: string) => {
      const { body } = await call(scorer, 'POST /api/2.2/jobs/runs/submit', { tasks: [notebook(path)] });
      return (await endedRun(workspace, idOf(body))).output['error'];
    };
    assert.equal(await errorOf('/Shared/own'), undefined);
    const refused = "AnalysisException: PERMISSION_DENIED: User does not have MANAGE on Schema 'dev.lab'.";
    assert.equal(await errorOf('/Shared/other'), refused);
  });
});

const EXIT = 'dbutils.notebook.exit(json.dumps(said))';

/** What the notebook exits with. */
async function ran(workspace: Workspace, source: string): Promise<string> {
  const { output } = await runNotebook(workspace, source);
  assert.equal(output['error'], undefined, output['error_trace'] as string);
  return (output['notebook_output'] as { result?: string }).result ?? '';
}
