import assert from 'node:assert/strict';
import type { Part } from '../../../lib/comparison/evaluate/outcome';
import type { EvaluationRequest } from '../../../lib/comparison/evaluate/request';
import type { Workspace } from '../../../local/workspace/workspace';
import {
  binaryRequest,
  evaluated,
  evaluateIn,
  newHost,
  prepare,
  ROWS,
  runPython,
  version,
} from '../../kit/comparison/evaluated-models';
import { leftBehind } from '../../kit/comparison/left-behind';
import { useWorkspaceServer } from '../../kit/workspace/stand-in';

const TABLES = `
from sklearn.linear_model import LogisticRegression
register(LogisticRegression().fit(rows[["age"]], rows["churned"]), "churn", inputs=["age"])
register(LogisticRegression().fit(rows[["age", "visits"]], rows["churned"]), "churn")

def table(name, frame):
    spark.createDataFrame(frame).write.mode("overwrite").saveAsTable(f"main.ml.{name}")
table("no_label", rows.assign(churned=rows["churned"].where(rows["age"] > 20)))
table("one_class", rows.assign(churned=0))
table("three_classes", rows.assign(churned=numpy.arange(n) % 3))
table("texts", rows.assign(churned=numpy.where(rows["churned"] == 1, "yes", "no")))
table("fractions", rows.assign(churned=rows["churned"] + 0.5))
table("weights", rows.assign(negative=-1.0, nothing=0.0))
table("same_keys", pandas.concat([rows, rows.head(3)]))
table("no_region", rows.assign(region=pandas.Series([None] * n, dtype="string")))
table("ten", rows.head(10))
spark.sql("CREATE TABLE main.ml.empty AS SELECT * FROM main.ml.holdout WHERE age > 1000")
table("trained_on", rows)
table("changing", rows)

from mlflow import MlflowClient
from mlflow.entities import Dataset, DatasetInput, InputTag
def recorded(name, **record):
    version = register(LogisticRegression().fit(rows[["age"]], rows["churned"]), name, inputs=["age"])
    client = MlflowClient()
    run_id = client.get_model_version(f"main.ml.{name}", version).run_id
    with mlflow.start_run(run_id=run_id):
        if "keys" in record:
            record["keys"].to_frame("key").to_parquet("training_keys.parquet")
            mlflow.log_artifact("training_keys.parquet")
        if "until" in record:
            mlflow.set_tag("training_until", record["until"])
        if "table" in record:
            source = json.dumps({"delta_table_name": record["table"]})
            data = Dataset(name="rows", digest="1", source_type="delta_table", source=source)
            client.log_inputs(run_id, [DatasetInput(data, [InputTag("mlflow.data.context", "training")])])
recorded("saw_all", keys=rows["customer_id"])
recorded("saw_some", keys=rows["customer_id"].head(25), until="2026-02-01T00:00:00Z")
recorded("saw_table", table="main.ml.trained_on")
`;

const APPEND = `${ROWS}
more = rows.assign(customer_id=[f"d{i:05d}" for i in range(n)])
spark.createDataFrame(more).write.mode("append").saveAsTable("main.ml.changing")
dbutils.notebook.exit("{}")`;

function rowsOf(table: string, rows = 20_000): Partial<EvaluationRequest> {
  return { dataSets: [{ name: 'evaluation', role: 'decides', source: { table: `main.ml.${table}` }, rows, seed: 7 }] };
}

const columns = { label: 'churned', key: 'customer_id' };

const REFUSED: readonly { what: string; changes: Partial<EvaluationRequest>; says: RegExp }[] = [
  {
    what: 'labels that are null',
    changes: rowsOf('no_label'),
    says: /^LABEL_NULL: The label 'churned' is null in \d+ of 600 rows/,
  },
  { what: 'one class only', changes: rowsOf('one_class'), says: /^ONE_CLASS: All 600 rows have the label '0'/ },
  { what: 'three classes', changes: rowsOf('three_classes'), says: /^LABEL_NOT_BINARY: / },
  {
    what: 'a positive class that no row has',
    changes: rowsOf('texts'),
    says: /^POSITIVE_CLASS_MISSING: No row has the positive class '1'; the label 'churned' is no or yes/,
  },
  { what: 'labels of the wrong type', changes: rowsOf('fractions'), says: /^LABEL_WRONG_TYPE: / },
  {
    what: 'text where a regression needs numbers',
    changes: { ...rowsOf('texts'), problem: 'regression' },
    says: /^LABEL_WRONG_TYPE: .* type string/,
  },
  {
    what: 'negative weights',
    changes: { ...rowsOf('weights'), columns: { ...columns, weight: 'negative' } },
    says: /^WEIGHT_NEGATIVE: The weight 'negative' is negative in 600 rows/,
  },
  {
    what: 'weights of nothing',
    changes: { ...rowsOf('weights'), columns: { ...columns, weight: 'nothing' } },
    says: /^WEIGHT_ZERO: /,
  },
  { what: 'a unit that is the label', changes: { columns: { ...columns, unit: 'churned' } }, says: /^UNIT_IS_LABEL: / },
  {
    what: 'keys that repeat',
    changes: rowsOf('same_keys'),
    says: /^KEY_DUPLICATE: The key 'customer_id' does not tell rows apart: 3 rows/,
  },
  {
    what: 'a slice without any value',
    changes: { ...rowsOf('no_region'), slices: [{ column: 'region' }] },
    says: /^SLICE_EMPTY: /,
  },
  { what: 'no rows', changes: rowsOf('empty'), says: /^NO_ROWS: main\.ml\.empty has no rows/ },
  {
    what: 'a query that does not parse',
    changes: {
      dataSets: [{ name: 'evaluation', role: 'decides', source: { query: 'select from' }, rows: 9, seed: 7 }],
    },
    says: /^ROWS_UNREADABLE: /,
  },
  {
    what: 'a model that does not exist',
    changes: { candidate: version('churn', 99) },
    says: /^MODEL_UNREADABLE: The signature of models:\/main\.ml\.churn\/99 cannot be read/,
  },
  { what: 'a label that the candidate takes', changes: { columns: { label: 'age' } }, says: /^LABEL_IS_INPUT: / },
  {
    what: 'rows whose keys the training recorded',
    changes: { candidate: version('saw_all', 1) },
    says: /^EVALUATION_IS_TRAINING: All 600 rows of main\.ml\.holdout are among the rows that the candidate was trained on/,
  },
  {
    what: 'the table of the training',
    changes: { ...rowsOf('trained_on'), candidate: version('saw_table', 1) },
    says: /^EVALUATION_IS_TRAINING: main\.ml\.trained_on is the table that models:\/main\.ml\.saw_table\/1 was trained on/,
  },
];

describe('rows that prove nothing', function () {
  this.timeout(240_000);
  const addWorkspace = useWorkspaceServer();
  let workspace: Workspace;
  before(async () => {
    workspace = addWorkspace();
    await prepare(workspace, TABLES);
  });

  for (const { what, changes, says } of REFUSED) {
    it(`are refused in words: ${what}`, async () => {
      const host = newHost();
      const outcome = await evaluateIn(workspace, binaryRequest(changes), { host });
      assert.equal(outcome.kind, 'failed', JSON.stringify(outcome).slice(0, 500));
      assert.equal(outcome.part, 'freeze');
      assert.match(`${outcome.reason.code}: ${outcome.reason.message}`, says);
      assert.deepEqual(await leftBehind(workspace, host), []);
    });
  }

  it('are counted where the training recorded keys and a cut-off, and ten rows give no numbers to decide on', async () => {
    const some = await evaluateIn(
      workspace,
      binaryRequest({
        columns: { ...columns, time: 'signup' },
        candidate: version('saw_some', 1),
        champion: version('churn', 1),
      }),
    );
    assert.equal(some.kind, 'evaluated', JSON.stringify(some).slice(0, 500));
    assert.deepEqual(some.evaluation.dataSets[0]?.trainingOverlap, [{ model: 'candidate', rows: 25 }]);
    assert.deepEqual(some.evaluation.dataSets[0]?.rowsBeforeCutOff, [{ model: 'candidate', rows: 125 }]);
    const ten = await evaluateIn(workspace, binaryRequest(rowsOf('ten')));
    assert.equal(ten.kind, 'evaluated', JSON.stringify(ten).slice(0, 500));
    const metrics = ten.evaluation.dataSets[0]?.groups[0]?.metrics ?? [];
    assert.ok(metrics.length > 0);
    for (const { metric, problem, difference } of metrics) {
      assert.ok(problem !== undefined || (difference?.degreesOfFreedom ?? 0) < 30, metric);
    }
  });

  it('stay as they were frozen when the table changes before they are reduced', async () => {
    const asked = binaryRequest({ ...rowsOf('changing', 200) });
    const first = evaluated(await evaluateIn(workspace, asked));
    let change: Promise<unknown> | undefined;
    const onRun = (part: Part): void => {
      change ??= part === 'freeze' ? undefined : runPython(workspace, APPEND);
    };
    const second = evaluated(await evaluateIn(workspace, asked, { onRun }));
    await change;
    const third = evaluated(await evaluateIn(workspace, asked));
    const [one, two, three] = [first, second, third].map(({ dataSets }) => dataSets[0]);
    assert.deepEqual(
      [two?.digest, two?.keysDigest, two?.tableVersion],
      [one?.digest, one?.keysDigest, one?.tableVersion],
    );
    assert.deepEqual(two?.groups, one?.groups);
    assert.deepEqual([one?.rowsInSource, three?.rowsInSource], [600, 1200]);
    assert.notEqual(three?.tableVersion, one?.tableVersion);
  });
});
