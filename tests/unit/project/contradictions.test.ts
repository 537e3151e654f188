import assert from 'node:assert/strict';
import { problemsOf, SMALL, smallWith } from '../../kit/project/reading';

const REGRESSION = 'model: { problem: regression }\n';

describe('contradictions in a project', () => {
  it('are none in the smallest file', () => assert.deepEqual(problemsOf(SMALL), []));

  const CASES: readonly { what: string; text: string; problems: readonly string[] }[] = [
    {
      what: 'a metric that does not fit the problem',
      text: 'comparison: { primary: { metric: rmse } }',
      problems: [
        "mlops.yml:10:34: metric 'rmse' does not fit a binary problem; fitting are: average_precision, roc_auc, precision, recall, f1, accuracy, balanced_accuracy, mcc, log_loss, brier_score",
      ],
    },
    {
      what: 'a guardrail of its own without direction',
      text: 'comparison: { guardrails: [{ metric: log_los }] }',
      problems: [
        "mlops.yml:10:38: metric 'log_los' is none of ours and has no direction; say direction: higher or lower, or did you mean 'log_loss'?",
      ],
    },
    {
      what: 'a direction against that of the metric',
      text: 'comparison: { guardrails: [{ metric: log_loss, direction: higher }] }',
      problems: ["mlops.yml:10:59: metric 'log_loss' is better when lower, not higher"],
    },
    {
      what: 'a guardrail that is the primary metric',
      text: 'comparison: { primary: { metric: recall }, guardrails: [{ metric: recall }] }',
      problems: [
        "mlops.yml:10:67: guardrail 'recall' is the primary metric; say how much it may lose with comparison.primary.maximumLoss",
      ],
    },
    {
      what: 'a waiver for an unknown check',
      text: 'compliance:\n  waivers:\n    - { check: pickel, reason: a, owner: b, approvedBy: c, until: "2027-12-31" }',
      problems: ["mlops.yml:12:16: there is no check 'pickel'; did you mean 'pickle'?"],
    },
    {
      what: 'a challenger that is the champion',
      text: 'model: { problem: binary, challenger: "alias:champion" }',
      problems: ['mlops.yml:8:40: challenger and champion are both alias:champion; they have to be two places'],
    },
    {
      what: 'a margin without unit',
      text: `${REGRESSION}comparison: { primary: { metric: mae, minimumGain: 0.5 } }`,
      problems: [
        "mlops.yml:9:52: minimumGain has no unit: 'mae' has the unit of the label; say marginUnit: absolute or percent",
      ],
    },
    {
      what: 'a margin without unit for a metric of its own',
      text: 'comparison: { guardrails: [{ metric: profit, direction: higher, maximumLoss: 5 }] }',
      problems: [
        "mlops.yml:10:78: maximumLoss has no unit: 'profit' is a metric of your own; say marginUnit: absolute or percent",
      ],
    },
    {
      what: 'a slice whose margin has no unit, since that of the primary metric counts',
      text: `${REGRESSION}comparison: { slices: [{ column: region, maximumLoss: 1 }] }`,
      problems: [
        "mlops.yml:9:55: maximumLoss has no unit: the primary metric 'rmse' has the unit of the label; say marginUnit in comparison.primary",
      ],
    },
    {
      what: 'a floor under a metric that is better when lower',
      text: 'comparison: { floors: { log_loss: 0.5 } }',
      problems: ["mlops.yml:10:35: a floor is a smallest value, and 'log_loss' is better when lower"],
    },
    {
      what: 'two environments with one model',
      text: 'environments:\n  dev: { modelName: a.b.c }\n  prod: { modelName: A.b.c }',
      problems: ["mlops.yml:9:22: environments 'dev' and 'prod' have the same modelName 'A.b.c'"],
    },
    {
      what: 'a name that Unity Catalog cannot hold',
      text: 'environments: { dev: { modelName: a.b.c d } }',
      problems: [
        "mlops.yml:7:35: modelName 'a.b.c d' is not possible: Unity Catalog takes no slash, colon or space in it",
      ],
    },
    {
      what: 'a name of two parts',
      text: 'environments: { dev: { modelName: ml.churn } }',
      problems: [
        "mlops.yml:7:35: modelName 'ml.churn' is not possible: it has 2 parts; write catalog.schema.model, or one part for the registry of a workspace",
      ],
    },
    {
      what: 'a stage in Unity Catalog',
      text: 'model: { problem: binary, champion: "stage:Production" }',
      problems: ['mlops.yml:8:38: champion is stage:Production, and Unity Catalog has aliases only; say alias:…'],
    },
    {
      what: 'a registry without address',
      text: 'model: { problem: binary, registry: mlflow }',
      problems: ['mlops.yml:8:37: registry is mlflow, and no trackingUri says where'],
    },
    {
      what: 'a budget policy for a cluster',
      text: 'training: { compute: { existingClusterId: a, budgetPolicyId: b } }',
      problems: [
        'mlops.yml:10:62: budgetPolicyId and existingClusterId exclude each other: budgetPolicyId is for serverless compute only',
      ],
    },
    {
      what: 'an output that goes nowhere',
      text: 'data:\n  training: { table: a }\n  evaluation: { table: b, label: c }\n  scoring: { input: d, output: {} }',
      problems: ['mlops.yml:10:32: output names neither a table nor a path'],
    },
    {
      what: 'the same guardrail twice',
      text: 'comparison: { guardrails: [{ metric: log_loss }, { metric: log_loss, maximumLoss: 1 }] }',
      problems: ["mlops.yml:10:60: guardrails names 'log_loss' twice"],
    },
  ];
  for (const { what, text, problems } of CASES) {
    it(`are found: ${what}`, () => assert.deepEqual(problemsOf(smallWith(text)), problems));
  }

  it('of one environment are told of together with mistakes of the shape, in the order of the file', () => {
    const text = smallWith(
      'promotion: { aproval: none }\nenvironments:\n  dev:\n    modelName: a.b.c\n    comparison: { primary: { metric: r2 } }',
    );
    assert.deepEqual(
      problemsOf(text).map((problem) => problem.replace(/;.*/, '')),
      ["mlops.yml:7:14: unknown key 'aproval'", "mlops.yml:11:38: metric 'r2' does not fit a binary problem"],
    );
  });
});
