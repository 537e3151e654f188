import assert from 'node:assert/strict';
import type { JsonObject } from '../../lib/core/lossless-json';
import type { Workspace } from '../../local/workspace/workspace';
import { runNotebook } from './runs';
import { answered, useWorkspaceServer } from './stand-in';

const UC = '/api/2.1/unity-catalog';
const FEED = 'TBLPROPERTIES (delta.enableChangeDataFeed = true)';

describe('Unity Catalog after a notebook', function () {
  // The first run of all makes the Python environment.
  this.timeout(300_000);
  const addWorkspace = useWorkspaceServer();

  describe('tells of a table', () => {
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

async function ran(workspace: Workspace, source: string): Promise<void> {
  const { output } = await runNotebook(workspace, source);
  assert.equal(output['error'], undefined, output['error_trace'] as string);
}
