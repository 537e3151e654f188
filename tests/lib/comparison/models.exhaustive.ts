import assert from 'node:assert/strict';
import type { EvaluationOutcome } from '../../../lib/comparison/evaluate/outcome';
import type { EvaluationRequest } from '../../../lib/comparison/evaluate/request';
import type { Workspace } from '../../../local/workspace/workspace';
import {
  binaryRequest,
  evaluated,
  evaluateIn,
  newHost,
  prepare,
  registryFiles,
  ROWS,
  runPython,
  version,
} from '../../kit/comparison/evaluated-models';
import { leftBehind } from '../../kit/comparison/left-behind';
import { shippedFile } from '../../kit/shipped-file';
import { usePackageIndex } from '../../kit/workspace/package-index';
import { useWorkspaceServer } from '../../kit/workspace/stand-in';

/** Each body is that of `predict`; `p` has probabilities. */
const PYFUNCS: Readonly<Record<string, string>> = {
  column: 'return pandas.DataFrame({"churn": (p > 0.5).astype(int), "probability": p})',
  turned_around: 'return pandas.DataFrame({"1": p, "0": 1 - p})',
  unnamed: 'return numpy.column_stack([1 - p, p])',
  nan: 'return numpy.where(numpy.arange(len(p)) == 17, numpy.nan, p)',
  few: 'return p[:-6]',
  text: 'return ["likely"] * len(p)',
  too_high: 'return p * 1.5',
  lacking: 'import no_such_package\n        return p',
  raising: 'raise ValueError("no luck\\n##vso[task.complete result=Succeeded;]")',
  killed: 'import os, signal\n        os.kill(os.getpid(), signal.SIGKILL)',
  exiting: 'import os\n        os._exit(0)',
  printing: 'import os\n        print(dict(os.environ), flush=True)\n        return p',
  meddling: `
        import os
        for folder, _, files in os.walk(PLACE):
            if "truth.parquet" in files:
                file = os.path.join(folder, "truth.parquet")
                pandas.read_parquet(file).assign(label=1.0).to_parquet(file)
        return p`,
};

const MODELS = `
from sklearn.linear_model import LogisticRegression
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestRegressor
import subprocess
PLACE = subprocess.run(["pwd"], cwd="/Workspace", capture_output=True, text=True).stdout.strip()
register(LogisticRegression().fit(rows[["age"]], rows["churned"]), "churn", inputs=["age"])
register(HistGradientBoostingClassifier(max_iter=20).fit(rows[["age", "visits"]], rows["churned"]), "churn")
register(HistGradientBoostingClassifier(max_iter=10).fit(rows[["age", "visits"]], rows["grade"]), "grade", output=["low"])
register(LogisticRegression(max_iter=500).fit(rows[["age"]], rows["grade"]), "grade", inputs=["age"], output=["low"])
register(RandomForestRegressor(n_estimators=10, random_state=3).fit(rows[["age", "visits"]], rows["tenure"]), "tenure")
register(RandomForestRegressor(n_estimators=5, random_state=4).fit(rows[["age"]], rows["tenure"]), "tenure", inputs=["age"])
wide = rows.assign(income=1.0)
rows = wide
register(LogisticRegression().fit(wide[["age", "income"]], wide["churned"]), "needs_income", inputs=["age", "income"])
${Object.entries(PYFUNCS)
  .map(
    ([name, body]) => `
class Model_${name}(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
        import numpy, pandas
        p = 1 / (1 + numpy.exp(-(model_input["age"].to_numpy() - 45) / 12))
        ${body.trimStart()}
register(Model_${name}(), "${name}", flavor=mlflow.pyfunc, output=None)`,
  )
  .join('\n')}
`;

function asking(name: string, changes: Partial<EvaluationRequest> = {}): EvaluationRequest {
  const { prediction: _, ...request } = binaryRequest({ candidate: version(name, 1), champion: version('churn', 1) });
  return { ...request, ...changes };
}

const FAILING: readonly { what: string; request: EvaluationRequest; says: RegExp }[] = [
  {
    what: 'returns classes where scores are needed',
    request: asking('churn'),
    says: /^HARD_LABELS: .* Set comparison\.prediction to predict_proba, or log the model/,
  },
  {
    what: 'returns NaN for a few rows',
    request: asking('nan'),
    says: /^PREDICTION_NOT_FINITE: The model returns NaN or infinity for 1 row \(0\.17%\)/,
  },
  {
    what: 'returns too few rows',
    request: asking('few'),
    says: /^ROWS_MISSING: The model returns 594 predictions for 600 rows/,
  },
  { what: 'returns text', request: asking('text'), says: /^HARD_LABELS: / },
  {
    what: 'returns other classes',
    request: asking('text', { metrics: [{ metric: 'f1', direction: 'higher', margins: [] }] }),
    says: /^CLASSES_UNKNOWN: /,
  },
  { what: 'returns scores out of range', request: asking('too_high'), says: /^SCORE_OUT_OF_RANGE: Scores range from / },
  { what: 'does not name its classes', request: asking('unnamed'), says: /^CLASS_ORDER_UNKNOWN: / },
  {
    what: 'has no column of that name',
    request: asking('column', { prediction: 'score' }),
    says: /^PREDICTION_MISSING: The model returns churn, probability, and no column 'score'/,
  },
  {
    what: 'needs a package that is not there',
    request: asking('lacking'),
    says: /^MODEL_RAISED: .* ModuleNotFoundError: No module named 'no_such_package'/,
  },
  {
    what: 'raises an error that looks like a command',
    request: asking('raising'),
    says: /^MODEL_RAISED: models:\/main\.ml\.raising\/1 raised an error when it was used: ValueError: no luck ##vso/,
  },
  {
    what: 'kills its process',
    request: asking('killed'),
    says: /^MODEL_KILLED: .* was killed by SIGKILL when it was used/,
  },
  {
    what: 'ends its process',
    request: asking('exiting'),
    says: /^MODEL_EXITED: .* exit code 0 and without predictions/,
  },
];

describe('models of many kinds', function () {
  this.timeout(400_000);
  const addWorkspace = useWorkspaceServer();
  usePackageIndex(['1.0', '2.0']);
  let workspace: Workspace;
  before(async () => {
    workspace = addWorkspace();
    await prepare(workspace, MODELS);
  });

  for (const { what, request, says } of FAILING) {
    it(`are a reason in words when one ${what}`, async () => {
      const host = newHost();
      const outcome = await evaluateIn(workspace, request, { host });
      assert.equal(outcome.kind, 'failed', JSON.stringify(outcome).slice(0, 500));
      assert.equal(outcome.part, 'score-candidate');
      assert.match(`${outcome.reason.code}: ${outcome.reason.message}`, says);
      assert.doesNotMatch(outcome.reason.message, /\n/);
      assert.deepEqual(await leftBehind(workspace, host), []);
    });
  }

  it('are judged by the column that the project names, or by their own order of classes', async () => {
    const [column, turned] = [
      await evaluateIn(workspace, asking('column', { prediction: 'probability' })),
      await evaluateIn(workspace, asking('turned_around')),
    ].map(candidateValues);
    assert.deepEqual(column, turned);
  });

  it('are judged without the champion when that one cannot be scored, and the reason is told', async () => {
    const problems = [];
    for (const name of ['needs_income', 'raising', 'nan']) {
      const outcome = await evaluateIn(workspace, { ...asking('turned_around'), champion: version(name, 1) });
      const { champion, championProblem, dataSets } = evaluated(outcome);
      assert.equal(champion, undefined);
      assert.ok((dataSets[0]?.groups[0]?.metrics[0]?.candidate?.value ?? 0) > 0);
      problems.push(championProblem?.code);
    }
    assert.deepEqual(problems, ['INPUT_MISSING', 'MODEL_RAISED', 'PREDICTION_NOT_FINITE']);
  });

  it('cannot print what the log would show', async () => {
    const host = newHost();
    evaluated(await evaluateIn(workspace, asking('printing'), { host }));
    assert.doesNotMatch(host.readable.join('\n'), /PYTHONPATH|environ\(/);
  });

  it('give no number when one of them changes what it is judged by', async () => {
    const outcome = await evaluateIn(workspace, asking('meddling'));
    assert.equal(outcome.kind, 'failed', JSON.stringify(outcome).slice(0, 300));
    assert.deepEqual([outcome.part, outcome.reason.code], ['reduce', 'ROWS_CHANGED']);
    assert.match(outcome.reason.message, /truth\.parquet since it was written/);
  });

  it('predict the same through Spark as in a process apart', async () => {
    const fewRows = (name: string): string =>
      shippedFile(name).replace('SPARK_FROM_ROWS = 1_000_000', 'SPARK_FROM_ROWS = 100');
    for (const request of [asking('column', { prediction: 'probability' }), binaryRequest()]) {
      const apart = evaluated(await evaluateIn(workspace, request));
      const onSpark = evaluated(
        await evaluateIn(workspace, request, {
          host: Object.assign(newHost(), { shippedFile: fewRows }),
        }),
      );
      assert.deepEqual(onSpark.candidate.predictionsSha256, apart.candidate.predictionsSha256);
      assert.deepEqual(onSpark.champion?.predictionsSha256, apart.champion?.predictionsSha256);
    }
  });

  it('of several classes and of numbers agree with scikit-learn', async () => {
    const grade: Partial<EvaluationRequest> = {
      problem: 'multiclass',
      candidate: version('grade', 1),
      champion: version('grade', 2),
      columns: { label: 'grade', key: 'customer_id', unit: 'store', weight: 'amount' },
      metrics: ['macro_f1', 'log_loss'].map((metric) => ({
        metric,
        direction: metric === 'log_loss' ? ('lower' as const) : ('higher' as const),
        margins: [],
      })),
    };
    const tenure: Partial<EvaluationRequest> = {
      problem: 'regression',
      candidate: version('tenure', 1),
      champion: version('tenure', 2),
      columns: { label: 'tenure', key: 'customer_id', unit: 'store' },
      metrics: ['rmse', 'mae'].map((metric) => ({ metric, direction: 'lower' as const, margins: [] })),
    };
    const classes = evaluated(await evaluateIn(workspace, binaryRequest(grade)));
    const { prediction: _, ...numbers } = binaryRequest(tenure);
    const regression = evaluated(await evaluateIn(workspace, numbers));
    const expected = (await runPython(workspace, INDEPENDENTLY)) as unknown as Record<string, readonly number[]>;
    for (const [name, found] of Object.entries({ grade: classes, tenure: regression })) {
      const metrics = found.dataSets[0]?.groups[0]?.metrics ?? [];
      const values = metrics.flatMap(({ candidate, champion }) => [candidate?.value, champion?.value]);
      values.forEach((value, index) => {
        assert.ok(Math.abs((value ?? NaN) - (expected[name]?.[index] ?? NaN)) < 1e-9, `${name}: ${values.join()}`);
      });
      assert.equal(found.dataSets[0]?.groups[0]?.units, 60);
    }
  });

  it('with pins that exclude each other are scored side by side, each in its own environment', async () => {
    await prepare(
      workspace,
      ['1.0', '2.0']
        .map(
          (pin) => `
class Pinned(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
        import importlib.util
        found = importlib.util.find_spec("churn")
        pin = float(importlib.import_module("churn").VERSION) if found else 0.0
        return [pin / 4] * len(model_input)
register(Pinned(), "pinned", flavor=mlflow.pyfunc, pip_requirements=["churn==${pin}"])`,
        )
        .join('\n'),
    );
    const host = newHost();
    const request = asking('pinned', {
      champion: version('pinned', 2),
      metrics: [{ metric: 'brier_score', direction: 'lower', margins: [] }],
    });
    const outcome = await evaluateIn(workspace, request, { host, filesOf: registryFiles(workspace, host) });
    const metric = evaluated(outcome).dataSets[0]?.groups[0]?.metrics[0];
    const share = (evaluated(outcome).dataSets[0]?.groups[0]?.rarerClass ?? NaN) / 600;
    // A constant score c has a Brier score of share - 2 share c + c².
    assert.ok(Math.abs((metric?.candidate?.value ?? NaN) - (share - 0.5 * share + 0.0625)) < 1e-9);
    assert.ok(Math.abs((metric?.champion?.value ?? NaN) - (share - share + 0.25)) < 1e-9);
  });
});

const INDEPENDENTLY = `${ROWS}
from sklearn.metrics import f1_score, log_loss, mean_absolute_error
y, w = rows["grade"], rows["amount"]
load = lambda name, version: mlflow.sklearn.load_model(f"models:/main.ml.{name}/{version}")
def grade(version, inputs):
    model = load("grade", version)
    proba = model.predict_proba(rows[inputs])
    chosen = numpy.array(model.classes_)[proba.argmax(1)]
    return f1_score(y, chosen, average="macro", sample_weight=w), log_loss(y, proba, labels=list(model.classes_), sample_weight=w)
def tenure(version, inputs):
    error = load("tenure", version).predict(rows[inputs]) - rows["tenure"]
    return float(numpy.sqrt((error ** 2).mean())), float(error.abs().mean())
pairs = lambda one, other: [value for pair in zip(one, other) for value in pair]
dbutils.notebook.exit(json.dumps({
    "grade": pairs(grade(1, ["age", "visits"]), grade(2, ["age"])),
    "tenure": pairs(tenure(1, ["age", "visits"]), tenure(2, ["age"])),
}))`;

function candidateValues(outcome: EvaluationOutcome): readonly (number | undefined)[] {
  const metrics = evaluated(outcome).dataSets[0]?.groups[0]?.metrics ?? [];
  return metrics.map(({ candidate }) => candidate?.value);
}
