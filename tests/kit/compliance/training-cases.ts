import type { Cases } from './case';
import { GOOD_FACTS, withRun, withTags, withText, withVersion } from './facts';

/** What is said about how a version came about and how it behaves. */
export const TRAINING_CASES = {
  commit: [
    {
      what: 'no commit',
      facts: withTags({ mlops_commit: undefined }),
      outcome: 'failed',
      because: /the tag 'mlops_commit' is missing/,
    },
    {
      what: 'another one than the candidate',
      facts: { ...GOOD_FACTS, commit: { ...GOOD_FACTS.commit, candidate: 'b'.repeat(40) } },
      outcome: 'failed',
      because: /its candidate names bbbbbbbbbbbb/,
    },
    {
      what: 'another one than the run',
      facts: withRun({ commit: 'c'.repeat(40) }),
      outcome: 'failed',
      because: /its MLflow run names cccccccccccc/,
    },
    {
      what: 'a branch that is not allowed',
      facts: { ...GOOD_FACTS, commit: { candidate: undefined, branches: { value: [] } } },
      outcome: 'failed',
      because: /is on none of the branches main, release\/\*/,
    },
    {
      what: 'a shallow fetch',
      facts: { ...GOOD_FACTS, commit: { candidate: undefined, branches: { unseen: 'the checkout is shallow' } } },
      outcome: 'error',
      because: /^not checked: the checkout is shallow/,
    },
    {
      what: 'the pull request that checks it, which is not merged',
      facts: {
        ...withVersion({ isOfPullRequest: true, isCheckedByPullRequest: true }),
        commit: { candidate: undefined, branches: { unseen: 'the checkout is shallow' } },
      },
      outcome: 'passed',
      because: /is of a pull request, and not yet on main, release\/\*/,
    },
    {
      what: 'a pull request, on another branch and checked by a release',
      facts: {
        ...withVersion({ isOfPullRequest: true }),
        commit: { candidate: undefined, branches: { value: [] } },
      },
      outcome: 'failed',
      because: /is on none of the branches main, release\/\*/,
    },
  ],
  trained_by_job: [
    {
      what: 'a notebook by hand',
      facts: {
        ...withRun({
          jobId: undefined,
          tags: new Map([
            ['mlflow.source.type', 'NOTEBOOK'],
            ['mlflow.user', 'ana'],
          ]),
        }),
        version: withTags({ mlops_job_run_id: undefined }).version,
      },
      outcome: 'failed',
      because: /no job trained it \(NOTEBOOK, by ana\)/,
    },
    {
      what: 'a pull request',
      facts: withVersion({ isOfPullRequest: true }),
      outcome: 'failed',
      because: /a pull request trained it/,
    },
    {
      what: 'the pull request that checks it',
      facts: withVersion({ isOfPullRequest: true, isCheckedByPullRequest: true }),
      outcome: 'passed',
      because: /it can never become champion/,
    },
  ],
  training_data: [
    { what: 'no data', facts: withRun({ datasets: [] }), outcome: 'failed', because: /no training data is recorded/ },
    {
      what: 'data without a digest',
      facts: withRun({ datasets: [{ name: 'customers', digest: '', context: 'training' }] }),
      outcome: 'failed',
      because: /no digest or version is recorded for customers/,
    },
  ],
  evaluation_data: [
    {
      what: 'the same digest',
      facts: withRun({
        datasets: [
          { name: 'a', digest: 'd1', context: 'training' },
          { name: 'b', digest: 'd1', context: 'eval' },
        ],
      }),
      outcome: 'failed',
      because: /evaluated on what it was trained on: b \(digest d1\)/,
    },
    {
      what: 'the same table',
      policy: { evaluationTable: 'main.ml.customers' },
      outcome: 'failed',
      because: /trains and evaluates on the same table/,
    },
    {
      what: 'training on the evaluation table',
      facts: withRun({ datasets: [{ name: 'main.ml.holdout', digest: 'd9', context: 'training' }] }),
      outcome: 'failed',
      because: /was trained on main.ml.holdout, which the project evaluates on/,
    },
    {
      what: 'nothing that tells',
      facts: withRun({ datasets: [] }),
      policy: { trainingTable: undefined, evaluationTable: undefined },
      outcome: 'error',
      because: /^not checked: neither the run nor the project/,
    },
  ],
  metrics: [
    {
      what: 'a missing metric',
      policy: { requiredMetrics: ['rmse'] },
      outcome: 'failed',
      because: /'rmse' is not logged/,
    },
    {
      what: 'a metric without a value',
      facts: withRun({ metrics: new Map([['average_precision', Number.NaN]]) }),
      outcome: 'failed',
      because: /'average_precision' is NaN/,
    },
    {
      what: 'no run',
      facts: { ...GOOD_FACTS, run: { value: undefined } },
      outcome: 'failed',
      because: /names no MLflow run/,
    },
  ],
  features: [
    {
      what: 'a table that cannot be read',
      facts: { ...GOOD_FACTS, features: { value: [{ table: 'main.ml.f', refusal: 'there is no such table' }] } },
      outcome: 'failed',
      because: /main.ml.f: there is no such table/,
    },
    {
      what: 'a table that can',
      facts: { ...GOOD_FACTS, features: { value: [{ table: 'main.ml.f', refusal: undefined }] } },
      outcome: 'passed',
      because: /main.ml.f can be read/,
    },
  ],
  secrets: [
    {
      what: 'a token in a tag',
      facts: withTags({ note: `dapi${'0a'.repeat(16)}` }),
      outcome: 'failed',
      because: /^the tag 'note' looks like it holds a Databricks token$/,
    },
    {
      what: 'a password in a parameter',
      facts: withRun({ parameters: new Map([['url', 'postgres://ana:hunter2@db/x']]) }),
      outcome: 'failed',
      because: /the parameter 'url' looks like it holds a password in a URL/,
    },
    {
      what: 'a key in a requirement',
      facts: withText('requirements.txt', `--index-url https://u:${'Xy9'.repeat(8)}@example.com`),
      outcome: 'failed',
      because: /requirements.txt looks like/,
    },
    {
      what: 'random text',
      facts: withTags({ note: 'q7Xz0PbL3vN8sKd2Wm5Rt9Yc4Hj6Fg1A' }),
      outcome: 'failed',
      because: /a random text of the length of a key/,
    },
  ],
  smoke_prediction: [
    {
      what: 'a model that does not load',
      facts: {
        ...GOOD_FACTS,
        job: { value: { smoke: { outcome: 'failed', reason: 'no module named churn', where: 'run 5' }, custom: [] } },
      },
      outcome: 'failed',
      because: /no module named churn/,
    },
    {
      what: 'a job that did not run',
      facts: { ...GOOD_FACTS, job: { unseen: 'there was no job' } },
      outcome: 'error',
      because: /^not checked: there was no job/,
    },
    {
      what: 'a job that breaks off',
      facts: {
        ...GOOD_FACTS,
        job: { value: { smoke: { outcome: 'error', reason: 'the cluster was lost', where: undefined }, custom: [] } },
      },
      outcome: 'error',
      because: /^not checked: the cluster was lost/,
    },
  ],
  custom: [
    {
      what: 'one that fails',
      facts: {
        ...GOOD_FACTS,
        job: {
          value: {
            smoke: undefined,
            custom: [{ name: 'fair', outcome: 'failed', reason: 'north is worse', where: undefined }],
          },
        },
      },
      outcome: 'failed',
      because: /^north is worse$/,
    },
    {
      what: 'one that breaks off',
      facts: {
        ...GOOD_FACTS,
        job: {
          value: {
            smoke: undefined,
            custom: [{ name: 'fair', outcome: 'error', reason: 'it raised', where: undefined }],
          },
        },
      },
      outcome: 'error',
      because: /^not checked: it raised$/,
    },
    {
      what: 'none that ran',
      facts: { ...GOOD_FACTS, job: { value: { smoke: undefined, custom: [] } } },
      outcome: 'error',
      because: /ran no check of tests\/checks.py/,
    },
    {
      what: 'none in the project',
      policy: { customChecks: undefined },
      facts: { ...GOOD_FACTS, job: { unseen: 'no job' } },
      outcome: 'not checked',
      because: /no checks of its own/,
    },
  ],
} satisfies Cases;
