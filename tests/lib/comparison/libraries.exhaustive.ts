import assert from 'node:assert/strict';
import type { EvaluationRequest } from '../../../lib/comparison/evaluate/request';
import type { Workspace } from '../../../local/workspace/workspace';
import {
  binaryRequest,
  evaluated,
  evaluateIn,
  newHost,
  prepare,
  REGISTER,
  registryFiles,
  ROWS,
  runPython,
  version,
} from '../../kit/comparison/evaluated-models';
import { useWorkspaceServer } from '../../kit/workspace/stand-in';

const SKINNY = ['2.21.3', '3.0.1', '3.8.1', '3.12.0'];

/** Both ways to name a model, since the newer one came with MLflow 3. */
const LOG = `
from sklearn.linear_model import LogisticRegression
def log(flavor, model, name):
    signature = infer_signature(rows[["age", "visits"]], [0.5])
    way = {"artifact_path": "model"} if mlflow.__version__.startswith("2.") else {"name": "model"}
    with mlflow.start_run():
        flavor.log_model(model, signature=signature, registered_model_name=f"main.ml.{name}", **way)
`;

function asking(name: string, changes: Partial<EvaluationRequest> = {}): EvaluationRequest {
  return binaryRequest({ candidate: version(name, 1), champion: version('churn', 1), ...changes });
}

describe('models of other libraries', function () {
  this.timeout(600_000);
  const addWorkspace = useWorkspaceServer();
  let workspace: Workspace;
  before(async () => {
    workspace = addWorkspace();
    await prepare(
      workspace,
      `${LOG}\nlog(mlflow.sklearn, LogisticRegression().fit(rows[["age", "visits"]], rows["churned"]), "churn")`,
    );
  });

  for (const skinny of SKINNY) {
    it(`that MLflow ${skinny} has logged are scored by the newest, to the same numbers`, async () => {
      const name = `by_${skinny.replaceAll('.', '_')}`;
      const source = `${LOG}
assert mlflow.__version__ == "${skinny}", mlflow.__version__
import mlflow.sklearn
log(mlflow.sklearn, LogisticRegression().fit(rows[["age", "visits"]], rows["churned"]), "${name}")`;
      // Without Spark, whose client needs newer packages than the oldest MLflow takes.
      await runPython(workspace, `${ROWS}${REGISTER}${source}\ndbutils.notebook.exit("{}")`, [
        `mlflow-skinny==${skinny}`,
      ]);
      const { dataSets } = evaluated(await evaluateIn(workspace, asking(name)));
      for (const { metric, candidate, champion, difference } of dataSets[0]?.groups[0]?.metrics ?? []) {
        assert.equal(candidate?.value, champion?.value, metric);
        assert.equal(difference?.estimate ?? 0, 0, metric);
      }
    });
  }

  it('such as LightGBM are scored with the packages that they were logged with', async () => {
    const packages = ['lightgbm==4.6.0'];
    const source = `${LOG}
import lightgbm, mlflow.lightgbm
log(mlflow.lightgbm, lightgbm.LGBMClassifier(n_estimators=20, verbose=-1).fit(rows[["age", "visits"]], rows["churned"]), "boosted")
`;
    await prepare(workspace, source, packages);
    const host = newHost();
    const outcome = await evaluateIn(workspace, asking('boosted'), { host, filesOf: registryFiles(workspace, host) });
    const expected = await runPython(
      workspace,
      `${ROWS}
import mlflow.lightgbm
from sklearn.metrics import roc_auc_score
model = mlflow.lightgbm.load_model("models:/main.ml.boosted/1")
dbutils.notebook.exit(json.dumps(roc_auc_score(rows["churned"], model.predict_proba(rows[["age", "visits"]])[:, 1])))`,
      packages,
    );
    const [, auc] = evaluated(outcome).dataSets[0]?.groups[0]?.metrics ?? [];
    assert.equal(auc?.metric, 'roc_auc');
    assert.ok(
      Math.abs((auc.candidate?.value ?? NaN) - Number(expected)) < 1e-9,
      `${auc.candidate?.value} ${Number(expected)}`,
    );
  });
});
