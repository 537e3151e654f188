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
      what: 'a floor above all values of its metric',
      text: 'comparison: { floors: { accuracy: 90 } }',
      problems: [
        "mlops.yml:10:35: no model reaches the floor of 90: 'accuracy' is 1 at most; a floor is in the metric itself, not in percent",
      ],
    },
    {
      what: 'a floor that an environment raises too high',
      text: 'environments:\n  prod: { modelName: a.b.c, comparison: { floors: { roc_auc: 1.01 } } }',
      problems: [
        "mlops.yml:8:62: no model reaches the floor of 1.01: 'roc_auc' is 1 at most; a floor is in the metric itself, not in percent",
      ],
    },
    {
      what: 'a floor under a metric that nothing measures',
      text: 'comparison: { floors: { avrage_precision: 0.3 } }',
      problems: [
        "mlops.yml:10:43: metric 'avrage_precision' is none of ours, and neither comparison.primary nor a guardrail has it; did you mean 'average_precision'?",
      ],
    },
    {
      what: 'a gain that is larger than the metric',
      text: 'comparison: { primary: { metric: recall, minimumGain: 1 } }',
      problems: [
        "mlops.yml:10:55: no candidate is better by more than 1: two values of 'recall' are at most 1 apart; set a smaller gain, or say marginUnit: percent",
      ],
    },
    {
      what: 'a gain that is more than all of the champion',
      text: `${REGRESSION}comparison: { primary: { metric: rmse, minimumGain: 100, marginUnit: percent } }`,
      problems: [
        "mlops.yml:9:53: no candidate is better by more than 100 percent: 'rmse' is never below 0; set a smaller gain",
      ],
    },
    {
      what: 'an equivalence without any difference',
      text: 'comparison: { equivalence: { metric: recall, margin: 0 } }',
      problems: [
        'mlops.yml:10:54: margin is 0, and no number of rows proves that two models do not differ at all; set the largest difference that does not matter, e.g. 0.01',
      ],
    },
    {
      what: 'an equivalence below zero',
      text: 'comparison: { equivalence: { metric: recall, margin: -0.01 } }',
      problems: ['mlops.yml:10:54: expected 0 or more, found "-0.01"'],
    },
    {
      what: 'an equivalence in a metric that nothing measures',
      text: 'comparison: { equivalence: { metric: acuracy, margin: 1, marginUnit: percent } }',
      problems: [
        "mlops.yml:10:38: metric 'acuracy' is none of ours, and neither comparison.primary nor a guardrail has it; did you mean 'accuracy'?",
      ],
    },
    {
      what: 'a policy that promotes on a verdict that no comparison ends with',
      text: 'comparison: { promoteOn: [FIRST_MODEL, NON_INFERIOR] }',
      problems: [
        'mlops.yml:10:26: promoteOn is [FIRST_MODEL, NON_INFERIOR], and no comparison ends as NON_INFERIOR, as nothing says how much an equal model may lose; set comparison.primary.maximumLoss or comparison.equivalence, or add SUPERIOR',
      ],
    },
    {
      what: 'a sample in which nothing can be proved',
      text: 'data: { training: { table: a }, evaluation: { table: b, label: c, rows: 29 } }',
      problems: [
        'mlops.yml:7:73: rows is 29, and fewer than 30 rows prove nothing, so no candidate could replace a champion; set hundreds, or leave it out',
      ],
    },
    {
      what: 'more critical groups than the sample has room for',
      text: 'data: { training: { table: a }, evaluation: { table: b, label: c, rows: 500 } }\ncomparison: { slices: [{ column: region, critical: [north, south, east] }] }',
      problems: [
        'mlops.yml:8:52: 500 rows hold no 3 critical groups of at least 200, so no candidate could be proved harmless; raise data.evaluation.rows, or lower minimumRows (100 at least)',
      ],
    },
    {
      what: 'a rate that nobody measures',
      text: 'comparison: { fairness: { groups: [age], maximumWorsening: { true_positive_rat: 0.05 } } }',
      problems: ["mlops.yml:10:81: there is no rate 'true_positive_rat'; did you mean 'true_positive_rate'?"],
    },
    {
      what: 'fairness where nothing is decided',
      text: `${REGRESSION}comparison: { fairness: { groups: [age], maximumWorsening: { selection_rate: 0.05 } } }`,
      problems: [
        'mlops.yml:9:25: fairness compares rates of binary decisions, and this problem is regression; leave it out',
      ],
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

  it('are all told at once, each where it stands', () => {
    const demands = 'primary: { metric: recall, minimumGain: 5 }\n  equivalence: { metric: f1, margin: 0 }';
    const text = smallWith(`comparison:\n  ${demands}\n  floors: { accuracy: 90 }\n  promoteOn: [NON_INFERIOR]`);
    assert.deepEqual(
      problemsOf(text).map((problem) => problem.replace(/^mlops\.yml:(\d+:\d+): (\w+ \w+).*/, '$1 $2')),
      ['11:43 no candidate', '12:38 margin is', '13:23 no model'],
    );
  });

  const POSSIBLE: readonly (readonly [what: string, comparison: string])[] = [
    ['a floor that only a perfect model reaches', 'floors: { accuracy: 1, mcc: -1 }'],
    ['a gain just below the metric', 'primary: { metric: mcc, minimumGain: 1.99 }'],
    ['a gain in percent of a small champion', 'primary: { metric: recall, minimumGain: 150, marginUnit: percent }'],
    ['a guardrail and a floor for one metric', 'guardrails: [{ metric: recall }]\n  floors: { recall: 1 }'],
    ['a better or an equal model within a margin', 'promoteOn: [NON_INFERIOR]\n  primary: { maximumLoss: 0.01 }'],
    [
      'an equivalence that says what is equal',
      'promoteOn: [NON_INFERIOR]\n  equivalence: { metric: f1, margin: 1e-9 }',
    ],
    ['groups that are not critical, however small', 'slices: [{ column: region, minimumRows: 100000 }]'],
    [
      'floor and equivalence of a metric of its own that a guardrail declares',
      'guardrails: [{ metric: profit, direction: higher }]\n  floors: { profit: 500 }\n  equivalence: { metric: profit, margin: 5, marginUnit: absolute }',
    ],
  ];
  for (const [what, comparison] of POSSIBLE) {
    it(`are not seen in ${what}`, () => assert.deepEqual(problemsOf(smallWith(`comparison:\n  ${comparison}`)), []));
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
