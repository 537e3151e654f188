import assert from 'node:assert/strict';
import type { EvaluationRequest } from '../../../lib/comparison/evaluate/request';
import { isJsonObject, type Json } from '../../../lib/core/lossless-json';
import type { Workspace } from '../../../local/workspace/workspace';
import {
  binaryRequest,
  evaluated,
  evaluateIn,
  newHost,
  prepare,
  ROWS,
  runPython,
} from '../../kit/comparison/evaluated-models';
import { leftBehind } from '../../kit/comparison/left-behind';
import { variants } from '../../kit/tier';
import { useWorkspaceServer } from '../../kit/workspace/stand-in';

const MODELS = `
from sklearn.linear_model import LogisticRegression
from sklearn.ensemble import HistGradientBoostingClassifier
register(LogisticRegression().fit(rows[["age"]], rows["churned"]), "churn", inputs=["age"])
register(HistGradientBoostingClassifier(max_iter=20).fit(rows[["age", "visits"]], rows["churned"]), "churn")
`;

/** The same numbers by scikit-learn and NumPy alone, from the table and the models themselves. */
const INDEPENDENTLY = `${ROWS}
from sklearn.metrics import average_precision_score, brier_score_loss, roc_auc_score
y = rows["churned"].to_numpy()
def scores(version, inputs):
    model = mlflow.sklearn.load_model(f"models:/main.ml.churn/{version}")
    return model.predict_proba(rows[inputs])[:, list(model.classes_).index(1)]
champion, candidate = scores(1, ["age"]), scores(2, ["age", "visits"])
def values(of):
    return {"average_precision": average_precision_score(y, of), "roc_auc": roc_auc_score(y, of), "brier_score": brier_score_loss(y, of)}
losses = (champion - y) ** 2 - (candidate - y) ** 2
north = (rows["region"] == "north").to_numpy()
dbutils.notebook.exit(json.dumps({
    "candidate": values(candidate), "champion": values(champion),
    "north": roc_auc_score(y[north], candidate[north]),
    "standardError": float(numpy.std(losses, ddof=1) / numpy.sqrt(len(y))),
}))`;

describe('an evaluation', function () {
  this.timeout(240_000);
  const addWorkspace = useWorkspaceServer();
  let workspace: Workspace;
  before(async () => {
    workspace = addWorkspace();
    await prepare(workspace, MODELS);
  });

  it('brings back the statistics of two versions on the same rows, and leaves no row behind', async () => {
    const host = newHost();
    const runs: string[] = [];
    const request = binaryRequest({ slices: [{ column: 'region' }] });
    const outcome = await evaluateIn(workspace, request, { host, onRun: (part) => void runs.push(part) });
    const { dataSets, champion, candidate } = evaluated(outcome);
    const expected = await runPython(workspace, INDEPENDENTLY);
    const [all, ...slices] = dataSets[0]?.groups ?? [];
    for (const { metric, ...found } of all?.metrics ?? []) {
      for (const who of ['candidate', 'champion'] as const) {
        assert.ok(Math.abs((found[who]?.value ?? NaN) - at(expected, who, metric)) < 1e-9, `${metric} of the ${who}`);
      }
    }
    const brier = all?.metrics.find(({ metric }) => metric === 'brier_score')?.difference;
    assert.ok(Math.abs((brier?.standardError ?? NaN) - at(expected, 'standardError')) < 1e-9);
    const north = slices.find(({ value }) => value === 'north')?.metrics.find(({ metric }) => metric === 'roc_auc');
    assert.ok(Math.abs((north?.candidate?.value ?? NaN) - at(expected, 'north')) < 1e-9);
    assert.deepEqual([candidate.version, champion?.version, dataSets[0]?.tableVersion], ['2', '1', '0']);
    assert.deepEqual([...new Set(runs)].toSorted(), ['freeze', 'reduce', 'score-candidate', 'score-champion']);
    assert.equal(outcome.costs.length, 4);
    assert.ok(outcome.costs.every(({ minutes, runUrl }) => minutes >= 0 && runUrl.startsWith('http')));
    assert.deepEqual(await leftBehind(workspace, host), []);
  });

  it('tells the runs with code of models nothing of labels, weights, units and slices', () => {
    const asked = workspace.requests
      .filter(({ path }) => path.endsWith('/runs/submit'))
      .map(({ body }) => JSON.stringify(body))
      .filter((body) => body.includes('/score_rows-'));
    assert.equal(asked.length, 2);
    for (const body of asked) {
      assert.doesNotMatch(body, /churned|region|customer_id|labels/);
    }
  });

  const REFUSED: readonly { what: string; changes: Partial<EvaluationRequest>; says: RegExp }[] = [
    {
      what: 'a label that is not there',
      changes: { columns: { label: 'churn' } },
      says: /^COLUMN_MISSING: main\.ml\.holdout has no column churn; it has customer_id, age, .* Correct the column/,
    },
    {
      what: 'a table that is not there',
      changes: {
        dataSets: [{ name: 'evaluation', role: 'decides', source: { table: 'main.ml.none' }, rows: 10, seed: 7 }],
      },
      says: /^ROWS_UNREADABLE: The rows of main\.ml\.none cannot be read: .* Correct the evaluation data/,
    },
    {
      what: 'a key that repeats',
      changes: { columns: { label: 'churned', key: 'store' } },
      says: /^KEY_DUPLICATE: The key 'store' does not tell rows apart: 540 rows repeat the key of another/,
    },
    {
      what: 'a label that a model takes as an input',
      changes: { columns: { label: 'age' } },
      says: /^LABEL_IS_INPUT: models:\/main\.ml\.churn\/2 takes the label 'age' as an input/,
    },
  ];
  for (const { what, changes, says } of variants(REFUSED)) {
    it(`says in words what is wrong with ${what}`, async () => {
      const host = newHost();
      const before = workspace.runs().length;
      const outcome = await evaluateIn(workspace, binaryRequest(changes), { host });
      assert.equal(outcome.kind, 'failed');
      assert.equal(outcome.part, 'freeze');
      assert.match(`${outcome.reason.code}: ${outcome.reason.message}`, says);
      assert.equal(workspace.runs().length, before + 1, 'no model has run');
      assert.deepEqual(await leftBehind(workspace, host), []);
    });
  }
});

function at(json: Json, ...path: readonly string[]): number {
  const found = path.reduce<Json | undefined>((each, name) => (isJsonObject(each) ? each[name] : undefined), json);
  assert.ok(typeof found === 'number', path.join('.'));
  return found;
}
