import assert from 'node:assert/strict';
import type { Facts, FilesFacts, RunFacts, VersionFacts } from '../../../lib/compliance/facts';
import { policyOf, type Policy } from '../../../lib/compliance/policy';
import { readMlModel, type MlModel } from '../../../lib/mlflow/mlmodel';
import { CHECK_NAMES, type CheckName } from '../../../lib/project/schema/checks';

/** Something that could not be read. */
export const UNSEEN = { unseen: 'the storage refused (403)' };
export const TODAY = '2027-01-10';
export const COMMIT = '1f3c2a9d0b117e6c55aa1f3c2a9d0b117e6c55aa';

/** The text of an MLmodel file as MLflow writes it for scikit-learn, with other lines in place of some. */
export function mlModelText(changes: Readonly<Record<string, string>> = {}): string {
  const lines = {
    flavors: `{ python_function: { loader_module: mlflow.sklearn, model_path: model.pkl, python_version: 3.12.3, env: { conda: conda.yaml } }, sklearn: { pickled_model: model.pkl } }`,
    saved_input_example_info: '{ artifact_path: input_example.json, type: dataframe, pandas_orient: split }',
    signature: `{ inputs: '[{"name": "age", "type": "long", "required": true}, {"name": "plan", "type": "string", "required": false}]', outputs: '[{"type": "double"}]' }`,
    ...changes,
  };
  return Object.entries(lines)
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('');
}

export function mlModelOf(changes: Readonly<Record<string, string>> = {}): MlModel {
  const mlModel = readMlModel(mlModelText(changes));
  assert.ok(mlModel !== undefined);
  return mlModel;
}

export const GOOD_VERSION: VersionFacts = {
  number: 7,
  status: 'READY',
  statusText: 'READY',
  stage: undefined,
  description: '## Purpose\nFinds customers who are about to leave.\n## Data\nOne row for each customer.',
  tags: new Map([
    ['mlops_commit', COMMIT],
    ['mlops_job_run_id', '812'],
    ['risk_tier', 'low'],
    ['review_by', '2027-06-30'],
    ['license', 'MIT'],
    ['input_example', 'synthetic'],
  ]),
  owner: 'growth-team',
  isOfPullRequest: false,
  isCheckedByPullRequest: false,
};

export const GOOD_RUN: RunFacts = {
  id: 'a1b2',
  status: 'FINISHED',
  isDeleted: false,
  tags: new Map(),
  parameters: new Map([['max_depth', '6']]),
  metrics: new Map([['average_precision', 0.81]]),
  datasets: [
    { name: 'main.ml.customers', digest: 'd1', context: 'training' },
    { name: 'main.ml.holdout', digest: 'd2', context: 'eval' },
  ],
  jobId: '31',
  commit: COMMIT,
};

export const GOOD_FILES: FilesFacts = {
  listed: [
    { path: 'MLmodel', size: 600 },
    { path: 'input_example.json', size: 60 },
    { path: 'model.pkl', size: 50_000 },
    { path: 'requirements.txt', size: 60 },
  ],
  mlModel: mlModelOf(),
  texts: new Map([
    ['input_example.json', '{"columns": ["age", "plan"], "data": [[41, "basic"]]}'],
    ['requirements.txt', 'mlflow==3.17.2\nscikit-learn==1.9.1\n'],
    ['conda.yaml', 'channels:\n- conda-forge\ndependencies:\n- python=3.12.3\n'],
    ['python_env.yaml', 'python: 3.12.3\n'],
  ]),
  inspections: new Map([
    [
      'model.pkl',
      {
        value: {
          pickles: [
            {
              inside: undefined,
              protocol: 4,
              imports: [{ module: 'sklearn.tree._classes', name: 'DecisionTreeClassifier', at: 12 }],
              end: { kind: 'complete', trailingBytes: 0 },
            },
          ],
          unread: [],
        },
      },
    ],
  ]),
  codeHashes: new Map(),
};

/** A version that passes every check, on a day in January. */
export const GOOD_FACTS: Facts = {
  version: GOOD_VERSION,
  run: { value: GOOD_RUN },
  files: { value: GOOD_FILES },
  champion: { value: { number: 6, mlModel: { value: mlModelOf() }, listed: { value: GOOD_FILES.listed } } },
  commit: { candidate: COMMIT, branches: { value: ['origin/main'] } },
  features: { value: [] },
  job: {
    value: {
      smoke: { outcome: 'passed', reason: 'it answered 1 row in 0.4 s', where: 'environment 4' },
      custom: [{ name: 'no_negative_scores', outcome: 'passed', reason: '', where: undefined }],
    },
  },
  waiverCommits: new Map(),
  today: TODAY,
};

export const withVersion = (changes: Partial<VersionFacts>): Facts => ({
  ...GOOD_FACTS,
  version: { ...GOOD_VERSION, ...changes },
});

export const withTags = (changes: Readonly<Record<string, string | undefined>>): Facts => {
  const tags = new Map([...GOOD_VERSION.tags, ...Object.entries(changes)]);
  return withVersion({ tags: new Map([...tags].filter((tag): tag is [string, string] => tag[1] !== undefined)) });
};

export const withRun = (changes: Partial<RunFacts>): Facts => ({
  ...GOOD_FACTS,
  run: { value: { ...GOOD_RUN, ...changes } },
});

export const withFiles = (changes: Partial<FilesFacts>): Facts => ({
  ...GOOD_FACTS,
  files: { value: { ...GOOD_FILES, ...changes } },
});

export const withText = (path: string, text: string): Facts =>
  withFiles({ texts: new Map([...GOOD_FILES.texts, [path, text]]) });

export const withMlModel = (changes: Readonly<Record<string, string>>): Facts =>
  withFiles({ mlModel: mlModelOf(changes) });

/** Asks for something of every kind, and blocks on everything. */
export const STRICT: Policy = {
  ...policyOf(undefined),
  levels: Object.fromEntries(CHECK_NAMES.map((name) => [name, 'block'])) as Record<CheckName, 'block'>,
  requiredTags: {
    risk_tier: { oneOf: ['low', 'high'] },
    review_by: { type: 'date', minimum: 'today' },
  },
  requiredHeadings: ['Purpose', 'Data'],
  requiredMetrics: ['average_precision'],
  trainingTable: 'main.ml.customers',
  evaluationTable: 'main.ml.holdout',
  hasCallers: true,
  customChecks: 'tests/checks.py',
};
