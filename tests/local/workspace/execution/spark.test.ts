import assert from 'node:assert/strict';
import type { Workspace } from '../../../../local/workspace/workspace';
import { runNotebook } from '../../../kit/workspace/runs';
import { call, useWorkspaceServer } from '../../../kit/workspace/stand-in';

interface Case {
  readonly name: string;
  /** Python whose last line sets `r`. */
  readonly source: string;
  /** What `r` is, or the error. */
  readonly result: unknown;
}

const ROWS = 'spark.createDataFrame([(1, "a"), (2, "b")], "id int, name string")';

const ABOUT_A_TABLE = [
  'DESCRIBE HISTORY NAME',
  'DESCRIBE DETAIL NAME',
  'SHOW TBLPROPERTIES NAME',
  'OPTIMIZE NAME',
  'VACUUM NAME',
  'ALTER TABLE NAME ADD CONSTRAINT pk PRIMARY KEY (id)',
  'ALTER TABLE NAME SET TBLPROPERTIES (delta.enableChangeDataFeed = true)',
];

/** Each runs in schema dev.lab, all in one process, in this order. */
const CASES: readonly Case[] = [
  {
    name: 'is a session that everybody shares',
    source:
      'from pyspark.sql import SparkSession\nr = SparkSession.builder.getOrCreate() is spark and SparkSession.getActiveSession() is spark',
    result: true,
  },
  { name: 'is not stopped by stop()', source: 'spark.stop()\nr = spark.range(3).count()', result: 3 },
  {
    name: 'creates a schema as a folder',
    source:
      'spark.sql("CREATE SCHEMA dev.lab")\nspark.sql("USE dev.lab")\nr = [spark.catalog.currentCatalog(), spark.catalog.currentDatabase()]',
    result: ['dev', 'lab'],
  },
  {
    name: 'refuses an existing schema',
    source: 'spark.sql("CREATE SCHEMA dev.lab")',
    result:
      'AnalysisException: [SCHEMA_ALREADY_EXISTS] Cannot create schema `dev`.`lab` because it already exists. SQLSTATE: 42P06',
  },
  {
    name: 'takes an underscore in front of names',
    source: `spark.sql("CREATE SCHEMA dev._raw")
${ROWS}.write.saveAsTable("dev._raw._t")
r = [spark.table("dev._raw._t").count(), [x.tableName for x in spark.sql("SHOW TABLES IN dev._raw").collect()]]
spark.sql("DROP SCHEMA dev._raw CASCADE")`,
    result: [2, ['_t']],
  },
  {
    name: 'writes a table and reads it by its full name',
    source: `${ROWS}.write.saveAsTable("dev.lab.t")\nr = spark.table("dev.lab.t").count()`,
    result: 2,
  },
  {
    name: 'overwrites a table with other columns',
    source:
      'spark.range(3).write.mode("overwrite").option("overwriteSchema", "true").saveAsTable("dev.lab.t")\nr = spark.table("t").columns',
    result: ['id'],
  },
  {
    name: 'reads an older version',
    source: 'r = spark.read.option("versionAsOf", 0).table("dev.lab.t").count()',
    result: 2,
  },
  {
    name: 'describes a table',
    source: 'r = [list(x) for x in spark.sql("DESCRIBE dev.lab.t").collect()]',
    result: [['id', 'bigint', null]],
  },
  {
    name: 'tells the history of a table',
    source: 'r = [x.version for x in spark.sql("DESCRIBE HISTORY t").collect()]',
    result: [1, 0],
  },
  {
    name: 'tells the detail of a table',
    source: 'x = spark.sql("DESCRIBE DETAIL t").collect()[0]\nr = [x.format, x.name, x.numFiles > 0]',
    result: ['delta', 'dev.lab.t', true],
  },
  {
    name: 'keeps a primary key and the change data feed aside',
    source:
      'spark.sql("CREATE TABLE k (id INT NOT NULL, v STRING, CONSTRAINT k_pk PRIMARY KEY (id)) USING delta TBLPROPERTIES (delta.enableChangeDataFeed = true)")\nspark.sql("INSERT INTO k VALUES (1, \'a\')")\nr = [spark.table("k").count(), [list(x) for x in spark.sql("SHOW TBLPROPERTIES k").collect()]]',
    result: [1, [['delta.enableChangeDataFeed', 'true']]],
  },
  {
    name: 'adds a primary key later',
    source: 'r = spark.sql("ALTER TABLE t ADD CONSTRAINT t_pk PRIMARY KEY (id)").count()',
    result: 0,
  },
  {
    name: 'merges',
    source:
      'spark.sql("MERGE INTO k USING (SELECT 1 AS id, \'z\' AS v) s ON k.id = s.id WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *")\nr = [x.v for x in spark.table("k").collect()]',
    result: ['z'],
  },
  {
    name: 'drops a table with its files and creates it anew',
    source: 'spark.sql("DROP TABLE k")\nspark.sql("CREATE TABLE k (other INT)")\nr = spark.table("k").columns',
    result: ['other'],
  },
  { name: 'truncates a table', source: 'spark.sql("TRUNCATE TABLE t")\nr = spark.table("t").count()', result: 0 },
  {
    name: 'takes OPTIMIZE and VACUUM for done',
    source: 'r = [spark.sql("OPTIMIZE t").count(), spark.sql("VACUUM t").count()]',
    result: [0, 0],
  },
  {
    name: 'knows the current user',
    source:
      'from pyspark.sql import functions as F\nr = [spark.sql("SELECT current_user() AS u, \'current_user()\' AS q").collect()[0].asDict(), spark.range(1).select(F.current_user()).collect()[0][0]]',
    result: [{ u: 'dev@example.com', q: 'current_user()' }, 'dev@example.com'],
  },
  {
    name: 'computes quantiles',
    source: 'r = spark.range(1, 101).approxQuantile("id", [0.5, 0.9], 0.01)',
    result: [50, 90],
  },
  {
    name: 'runs a function of the notebook',
    source:
      'from pyspark.sql import functions as F\nr = [x[0] for x in spark.range(3).select(F.udf(lambda x: x + 1, "long")("id")).collect()]',
    result: [1, 2, 3],
  },
  {
    name: 'writes and reads by path on DBFS',
    source:
      'spark.range(4).write.format("delta").save("dbfs:/scratch/d")\nimport os\nr = [spark.read.format("delta").load("/scratch/d").count(), spark.sql("SELECT * FROM delta.`dbfs:/scratch/d`").count(), os.path.isdir("/dbfs/scratch/d/_delta_log")]',
    result: [4, 4, true],
  },
  {
    name: 'reads what Python wrote to a volume',
    source:
      'open("/Volumes/dev/raw/v/a.csv", "w").write("x,y\\n1,2\\n")\nr = spark.read.csv("/Volumes/dev/raw/v/a.csv", header=True).count()',
    result: 1,
  },
  {
    name: 'works with pandas on the same paths',
    source:
      'import pandas as pd\npd.DataFrame({"a": [1, 2]}).to_parquet("/Volumes/dev/raw/v/p.parquet")\nr = [len(pd.read_parquet("/Volumes/dev/raw/v/p.parquet")), spark.read.parquet("/Volumes/dev/raw/v/p.parquet").count()]',
    result: [2, 2],
  },
  {
    name: 'refuses a path where nothing is',
    source: 'spark.read.parquet("/Volumes/dev/raw/v/none").count()',
    result: 'AnalysisException: [PATH_NOT_FOUND] Path does not exist: /Volumes/dev/raw/v/none. SQLSTATE: 42K03',
  },
  {
    name: 'refuses the change data feed',
    source: 'spark.read.option("readChangeFeed", "true").table("t").count()',
    result: "UnsupportedBySparkStandIn: The workspace stand-in's Spark does not support readChangeFeed.",
  },
  ...[
    'RESTORE TABLE t TO VERSION AS OF 0',
    'GRANT SELECT ON TABLE t TO `a`',
    'CREATE CATALOG c',
    'COPY INTO t FROM x',
  ].map((statement) => ({
    name: `refuses ${statement} by name`,
    source: `spark.sql("${statement}")`,
    result: `UnsupportedBySparkStandIn: The workspace stand-in's Spark does not support ${/^(?:COPY INTO|CREATE CATALOG|\w+)/.exec(statement)?.[0]}.`,
  })),
  ...ABOUT_A_TABLE.map((statement) => ({
    name: `knows no table for ${statement.replace('NAME', 'nope')}`,
    source: `spark.sql("${statement.replace('NAME', 'dev.lab.nope')}")`,
    result:
      'AnalysisException: [TABLE_OR_VIEW_NOT_FOUND] The table or view `dev`.`lab`.`nope` cannot be found. Verify the spelling and correctness of the schema and catalog. SQLSTATE: 42P01',
  })),
  {
    name: 'does not find a table at an empty path',
    source: 'spark.sql("DESCRIBE HISTORY delta.`/Volumes/dev/raw/v/none`")',
    result:
      "AnalysisException: [DELTA_TABLE_NOT_FOUND] Delta table `/Volumes/dev/raw/v/none` doesn't exist. SQLSTATE: 42P01",
  },
  {
    name: 'keeps names in lower case, whichever way they are written',
    source:
      'spark.range(2).write.saveAsTable("Dev.lab.Mixed")\nspark.range(1).write.mode("append").saveAsTable("dev.Lab.mixed")\n' +
      'spark.sql("INSERT INTO Lab.MIXED SELECT Id FROM Mixed WHERE Mixed.ID = 1")\n' +
      'r = [spark.table("DEV.lab.Mixed").count(), spark.sql("SELECT ID FROM Dev.Lab.Mixed").columns, spark.catalog.tableExists("Mixed")]',
    result: [4, ['ID'], true],
  },
  {
    name: 'keeps the names of schemas in lower case',
    source:
      'spark.sql("CREATE SCHEMA dev.Features")\nspark.sql("CREATE TABLE dev.Features.F (Id INT)")\nspark.sql("USE SCHEMA Features")\n' +
      'spark.sql("DROP TABLE IF EXISTS F")\nspark.sql("DROP SCHEMA Dev.FEATURES")\nr = spark.sql("USE Dev.Lab").count()',
    result: 0,
  },
  {
    name: 'leaves what has the name of a table and is none as it is',
    source:
      'spark.range(9).createOrReplaceTempView("Mixed")\n' +
      'r = [spark.table("Mixed").count(), spark.sql("SELECT * FROM Mixed").count(), spark.table("lab.Mixed").count(), ' +
      'spark.sql("WITH Mixed AS (SELECT \'dev.lab.Mixed\' AS Name) SELECT Name FROM Mixed").collect()[0].asDict()]',
    result: [9, 9, 4, { Name: 'dev.lab.Mixed' }],
  },
  {
    name: 'tells temporary views apart by case',
    source: 'spark.range(9).createOrReplaceTempView("Viewed")\nspark.table("viewed").count()',
    result: 'AnalysisException: Table not found: [TABLE_OR_VIEW_NOT_FOUND] Table or view not found: viewed',
  },
  {
    name: 'takes the name of a table from a parameter',
    source:
      'n = {"t": "dev.lab.named"}\nspark.sql("CREATE TABLE IDENTIFIER(:t) (id INT NOT NULL PRIMARY KEY)", args=n)\n' +
      'r = [spark.sql("/* don\'t */ DESCRIBE HISTORY IDENTIFIER(:t)", args=n).count(), spark.sql("DROP TABLE IDENTIFIER(:t)", args=n).count()]',
    result: [1, 1],
  },
  {
    name: 'refuses a computed name where it has to know it',
    source: "spark.sql(\"DESCRIBE HISTORY IDENTIFIER('dev.lab.' || 't')\")",
    result:
      "UnsupportedBySparkStandIn: The workspace stand-in's Spark does not support a computed IDENTIFIER in this statement.",
  },
  {
    name: 'refuses to drop a schema that holds tables',
    source: 'spark.sql("DROP SCHEMA dev.lab")',
    result:
      'AnalysisException: [SCHEMA_NOT_EMPTY] Cannot drop a schema `dev`.`lab` because it contains objects. SQLSTATE: 2BP01',
  },
  {
    name: 'drops a schema with everything',
    source:
      'spark.sql("CREATE SCHEMA dev.gone")\nspark.range(1).write.saveAsTable("dev.gone.t")\nspark.sql("DROP SCHEMA dev.gone CASCADE")\nr = sorted(x.name for x in spark.sql("SHOW SCHEMAS IN dev").collect())',
    result: ['default', 'lab', 'raw'],
  },
];

const SQL_CELL =
  "# MAGIC %sql\n# MAGIC -- not ; a statement\n# MAGIC USE dev.lab;\n# MAGIC SELECT 'a;b' AS text, 1 AS n\n\n# COMMAND ----------\n\n" +
  'results["_sqldf"] = list(_sqldf.collect()[0])\n\n# COMMAND ----------\n\n';

function notebookOf(cases: readonly Case[]): string {
  const cells = cases.map(({ source }, number) => {
    const indented = source.replaceAll('\n', '\n  ');
    return `try:\n  ${indented}\nexcept Exception as e:\n  r = f"{type(e).__name__}: {e}"\nresults["${number}"] = r`;
  });
  const separator = '\n\n# COMMAND ----------\n\n';
  return `results = {}${separator}${cells.join(separator)}${separator}${SQL_CELL}import json\ndbutils.notebook.exit(json.dumps(results))`;
}

describe('Spark in a notebook', function () {
  // The first run of all makes the Python environment.
  this.timeout(300_000);
  const addWorkspace = useWorkspaceServer();
  let workspace: Workspace;
  let results: Record<string, unknown>;
  let printed: string;

  before(async () => {
    workspace = addWorkspace();
    await call(workspace, 'POST /api/2.1/unity-catalog/schemas', { catalog_name: 'dev', name: 'raw' });
    const volume = { catalog_name: 'dev', schema_name: 'raw', name: 'v', volume_type: 'MANAGED' };
    await call(workspace, 'POST /api/2.1/unity-catalog/volumes', volume);
    const { run, output } = await runNotebook(workspace, notebookOf(CASES));
    assert.equal(output['error'], undefined, output['error_trace'] as string);
    results = JSON.parse((output['notebook_output'] as { result: string }).result) as Record<string, unknown>;
    printed = run.tasks[0]?.stdout ?? '';
  });

  CASES.forEach(({ name, result }, number) => {
    it(name, () => {
      assert.deepEqual(results[String(number)], result);
    });
  });

  it('runs the statements of a %sql cell, shows the last result and leaves it in _sqldf', () => {
    assert.deepEqual(results['_sqldf'], ['a;b', 1]);
    assert.match(printed, /text\s+n\n0\s+a;b\s+1\n/);
  });

  it('leaves tables that Unity Catalog lists', async () => {
    const fields = { catalog_name: 'dev', schema_name: 'lab' };
    const { body } = await call(workspace, 'GET /api/2.1/unity-catalog/tables', fields);
    const tables = body['tables'] as readonly { name: string }[];
    assert.deepEqual(tables.map(({ name }) => name).toSorted(), ['k', 'mixed', 't']);
    assert.equal((await call(workspace, 'GET /api/2.1/unity-catalog/tables/dev.lab.Mixed')).status, 200);
  });
});
