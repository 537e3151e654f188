import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { evaluationSchema } from '../../lib/contracts/evaluation';
import { PythonEnvironment } from '../../local/workspace/python-environment/python-environment';
import { root } from '../../scripts/repository/repository';

const PROGRAM = `
import json
from dataclasses import replace
from reduce import reduce_data_set
from test_kit import metric, request, sample

fairness = {"groups": ["age_band"], "rates": ["selection_rate", "true_positive_rate"]}
of_binary = [metric("average_precision", -0.05, 0.02), metric("f1"), metric("rmse")]
asked = [
    (sample("binary"), request("binary", baseline="majority", fairness=fairness, metrics=of_binary)),
    (sample("multiclass"), request("multiclass", fairness=fairness)),
    (sample("regression", champion=None), request("regression", champion=None, baseline="mean")),
    (sample("regression", label=sample("regression").label * 0), request("regression")),
]
print(json.dumps([reduce_data_set(*each) for each in asked], allow_nan=False))
`;

const sha256 = 'a'.repeat(64);
const model = { name: 'prod.ml.churn', version: '14', predictionsSha256: [sha256], seconds: 1 };

describe('the statistics that Python hands to the decision', function () {
  this.timeout(60_000);

  it('satisfy the contract: with and without a champion, with groups, problems and margins', async () => {
    const python = await new PythonEnvironment({ say: () => undefined }).ready();
    const cwd = join(root, 'on-databricks/evaluate');
    const env = { ...process.env, PYTHONPATH: join(root, 'on-databricks/check') };
    const { stdout } = await promisify(execFile)(python, ['-B', '-c', PROGRAM], { cwd, env, maxBuffer: 10_000_000 });
    const reduced = JSON.parse(stdout) as readonly object[];
    assert.equal(reduced.length, 4);
    for (const [index, each] of reduced.entries()) {
      const problem = (['binary', 'multiclass', 'regression', 'regression'] as const)[index];
      const { issues = [] } = v.safeParse(evaluationSchema, evaluation(problem, each));
      assert.deepEqual(
        issues.map(({ message, path }) => `${path?.map(({ key }) => String(key)).join('.')} ${message}`),
        [],
      );
    }
  });
});

function evaluation(problem: string | undefined, reduced: object): object {
  const sample = { digest: sha256, keysDigest: sha256, rows: 600, rowsInSource: 600, trainingOverlap: [] };
  return {
    kind: 'evaluation',
    version: 1,
    requestSha256: sha256,
    problem,
    candidate: model,
    champion: { ...model, version: '13' },
    dataSets: [{ name: 'evaluation', role: 'decides', source: 'prod.ml.holdout', ...sample, ...reduced }],
    seconds: { freeze: 1, reduce: 1 },
  };
}
