import assert from 'node:assert/strict';
import { sha256Hex } from '../../../lib/core/node/hash';
import { policyHash } from '../../../lib/project/effective';
import { pullRequestTwin } from '../../../lib/project/model-name';
import { environmentOf } from '../../../lib/project/read-project';
import type { Configuration } from '../../../lib/project/schema/project';
import { fullTableName } from '../../../lib/project/table-names';
import { projectOf, SMALL, smallWith } from '../../kit/project/reading';

function configurationOf(text: string, environment = 'prod'): Configuration {
  const found = projectOf(text).environments.get(environment);
  assert.ok(found !== undefined);
  return found.configuration;
}

describe('the effective configuration', () => {
  it('of the smallest file is safe', () => {
    const { promotion, comparison, model, training } = configurationOf(SMALL);
    assert.deepEqual(promotion, {
      approval: 'required',
      selfApproval: false,
      requireVerdict: 'better',
      maxEvidenceAgeDays: 14,
      adopted: 'refuse',
      allowedBranches: ['main', 'release/*'],
      approvers: [],
    });
    assert.deepEqual(comparison.primary, { metric: 'average_precision', minimumGain: 0 });
    assert.deepEqual(comparison.promoteOn, ['FIRST_MODEL', 'SUPERIOR']);
    assert.deepEqual([model.challenger, model.champion], ['alias:challenger', 'alias:champion']);
    assert.equal(training.notebook, 'app/notebooks/model_train');
  });

  const METRICS = [
    ['binary', 'average_precision'],
    ['regression', 'rmse'],
    ['multiclass', 'macro_f1'],
  ] as const;
  for (const [problem, metric] of METRICS) {
    it(`judges a ${problem} model by ${metric} unless told otherwise`, () => {
      assert.equal(configurationOf(smallWith(`model: { problem: ${problem} }`)).comparison.primary.metric, metric);
    });
  }

  it('names stages where the registry of a workspace keeps the model', () => {
    const { model } = configurationOf(smallWith('environments: { prod: { modelName: churn } }'));
    assert.deepEqual([model.challenger, model.champion], ['stage:Staging', 'stage:Production']);
  });

  it('takes anything from the environment: maps are merged, lists are replaced', () => {
    const { comparison, training } = configurationOf(
      smallWith(`training: { parameters: { a: 1, b: 2 } }
comparison: { guardrails: [{ metric: log_loss }, { metric: f1 }] }
environments:
  prod:
    modelName: a.b.c
    training: { parameters: { b: 3 } }
    comparison: { guardrails: [{ metric: recall }] }`),
    );
    assert.deepEqual(training.parameters, { a: 1, b: 3 });
    assert.deepEqual(comparison.guardrails, [{ metric: 'recall', maximumLoss: 0 }]);
  });

  it('drops the cluster that an environment replaces by another kind of compute', () => {
    const text = smallWith(`training: { compute: { newCluster: { num_workers: 2 } } }
environments:
  dev: { modelName: a.b.c, training: { compute: { existingClusterId: x } } }
  prod: { modelName: a.b.d, training: { compute: { newCluster: { spark_version: y } } } }`);
    assert.deepEqual(configurationOf(text, 'dev').training.compute, { existingClusterId: 'x' });
    assert.deepEqual(configurationOf(text).training.compute, { newCluster: { num_workers: 2, spark_version: 'y' } });
  });

  it('loses no parameter between YAML and notebook', () => {
    const { training } = configurationOf(
      smallWith(`training:
  parameters: { n: 6, version: 1.10, zeros: 007, id: 9007199254740993, rate: 0.1, small: 1e-3, no: no, on: true, day: 2027-01-31, __proto__: 1 }`),
    );
    assert.deepEqual(Object.entries(training.parameters ?? {}), [
      ['n', 6],
      ['version', '1.10'],
      ['zeros', '007'],
      ['id', '9007199254740993'],
      ['rate', 0.1],
      ['small', 0.001],
      ['no', 'no'],
      ['on', true],
      ['day', '2027-01-31'],
      ['__proto__', 1],
    ]);
  });

  it('completes names of tables', () => {
    const { data, comparison } = configurationOf(
      smallWith(`data:
  training: { table: customers }
  evaluation: { table: other.holdout, label: y }
  scoring: { input: a.b.c, output: { table: scores } }
comparison: { otherData: [{ name: q3, table: q3 }] }`),
    );
    assert.deepEqual(
      [data.training.table, data.evaluation.table, data.scoring?.input, data.scoring?.output?.table],
      ['prod.ml.customers', 'prod.other.holdout', 'a.b.c', 'prod.ml.scores'],
    );
    assert.equal(comparison.otherData?.[0]?.table, 'prod.ml.q3');
  });

  it('has one hash for everything that means the same, and another for every change', () => {
    const hashOf = (text: string): string => policyHash(configurationOf(text), sha256Hex);
    const spaced = `# comment\r\n${SMALL.replaceAll('\n', '\r\n')}promotion: { approval: required }\r\n`;
    assert.equal(hashOf(spaced), hashOf(SMALL));
    assert.notEqual(hashOf(smallWith('promotion: { maxEvidenceAgeDays: 13 }')), hashOf(SMALL));
  });

  it('does not depend on the order of keys', () => {
    const sections = SMALL.split(/^(?=\w)/m);
    assert.equal(
      policyHash(configurationOf(sections.toReversed().join('')), sha256Hex),
      policyHash(configurationOf(SMALL), sha256Hex),
    );
  });

  it('is not there for an unknown environment, and the nearest is named', () => {
    const asked = environmentOf(projectOf(SMALL), 'prd');
    assert.deepEqual(asked, { unknown: "mlops.yml has no environment 'prd'; did you mean 'prod'?" });
  });
});

describe('fullTableName', () => {
  const CASES = [
    ['t', 'c.s.t'],
    ['x.t', 'c.x.t'],
    ['a.b.t', 'a.b.t'],
  ] as const;
  for (const [name, full] of CASES) {
    it(`makes ${full} of ${name}`, () => assert.equal(fullTableName(name, { catalog: 'c', schema: 's' }), full));
  }

  it('adds nothing where the environment has no catalog', () => {
    assert.equal(fullTableName('t', { catalog: undefined, schema: 's' }), 't');
  });
});

describe('pullRequestTwin', () => {
  const CASES = [
    ['uat.ml.churn', undefined, 'uat.ml.churn_pr'],
    ['uat.ml.churn', 'ml_pr', 'uat.ml_pr.churn_pr'],
    ['churn', 'ml_pr', 'churn_pr'],
  ] as const;
  for (const [name, schema, twin] of CASES) {
    it(`of ${name} in ${schema ?? 'its own schema'} is ${twin}`, () =>
      assert.equal(pullRequestTwin(name, schema), twin));
  }
});
