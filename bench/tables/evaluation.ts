import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PythonEnvironment } from '../../local/workspace/python-environment/python-environment';
import { startWorkspaceServer } from '../../local/workspace/server';
import { runNotebook } from '../instruments/notebook-run';
import { print } from '../printer';
import type { Table } from '../table';

const ON_DATABRICKS = join(__dirname, '../../on-databricks');

/** The product's own code, imported from this repository: here a run sees the disk of the machine. */
const SOURCE = `
import json, os, sys, tempfile, time
sys.path[:0] = [${JSON.stringify(join(ON_DATABRICKS, 'evaluate'))}, ${JSON.stringify(join(ON_DATABRICKS, 'check'))}]
import mlflow, numpy, pandas
from sklearn.linear_model import LogisticRegression
from digests import digest_of
from drawn_rows import KEY, draw
from request import DataSet
from row_files import ROW, write_table
from row_source import open_source
from score_on_spark import score_on_spark

n, names = 1_000_000, [f"f{i}" for i in range(10)]
random = numpy.random.default_rng(5)
rows = pandas.DataFrame(random.normal(size=(n, 10)), columns=names)
rows["id"] = numpy.arange(n)
rows["label"] = (rows["f0"] + random.normal(size=n) > 0).astype(int)
spark.sql("CREATE SCHEMA IF NOT EXISTS main.ml")
spark.createDataFrame(rows).write.mode("overwrite").saveAsTable("main.ml.bench")
place = "/Workspace/Shared/bench"
os.makedirs(place)
model = f"{tempfile.mkdtemp()}/model"
mlflow.sklearn.save_model(LogisticRegression().fit(rows[names], rows["label"]), model)
took = {}
def timed(what, action):
    begun = time.perf_counter()
    result = action()
    took[what] = time.perf_counter() - begun
    return result

def freeze():
    data_set = DataSet(name="evaluation", role="decides", source={"table": "main.ml.bench"}, rows=n, seed=7)
    table = draw(open_source(data_set.source, spark), data_set, "id", [*names, "label"]).table
    features = table.select(names).append_column(ROW, [numpy.arange(n)])
    digest_of([features])
    write_table(f"{place}/features.parquet", features)
arguments = {"problem": "binary", "metrics": ["roc_auc"], "prediction": "predict_proba", "positive": "1",
             "classes": ["0", "1"], "inputs": names, "model": model, "shared": f"{place}/shared"}
timed("freeze", freeze)
_, scores, _ = timed("score", lambda: score_on_spark(spark, f"{place}/features.parquet", arguments))

def plain_freeze():
    frame = rows.assign(hash=pandas.util.hash_array(rows["id"].to_numpy())).sort_values("hash", ignore_index=True)
    frame[names].to_parquet(f"{place}/plain.parquet")
def plain_score():
    frame = pandas.read_parquet(f"{place}/plain.parquet")
    return mlflow.sklearn.load_model(model).predict_proba(frame)[:, 1]
timed("plain freeze", plain_freeze)
plain = timed("plain score", plain_score)
assert numpy.allclose(numpy.sort(scores), numpy.sort(plain), rtol=0, atol=1e-12)
dbutils.notebook.exit(json.dumps(took))
`;

type Seconds = Readonly<Record<'freeze' | 'score' | 'plain freeze' | 'plain score', number>>;

export async function evaluationTable(): Promise<Table> {
  const folder = mkdtempSync(join(tmpdir(), 'mlops-bench-'));
  const server = await startWorkspaceServer({
    stateFolder: folder,
    environment: new PythonEnvironment({ say: print }),
  });
  try {
    const { result } = await runNotebook(server.addWorkspace(), SOURCE);
    const seconds = JSON.parse(result) as Seconds;
    return {
      title: 'Evaluation: 1,000,000 rows of 10 features, frozen and scored through Spark',
      columns: ['', 'Spark s', 'pandas s', 'times'],
      rows: (['freeze', 'score'] as const).map((part) => row(part, seconds[part], seconds[`plain ${part}`])),
      notes: [
        'Spark is that of the local workspace, on one machine; a logistic regression scores.',
        'pandas has the rows in memory already, and neither counts, hashes nor digests them.',
      ],
    };
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function row(part: string, spark: number, plain: number): readonly string[] {
  return [part, spark.toFixed(1), plain.toFixed(1), `${(spark / plain).toFixed(1)} x`];
}
