import { input, optional, type InputsOf, type Rule } from '../task/definition';
import { computeInputs, waitingInputs } from '../task/groups';
import type { ServerlessEnvironment } from './start/one-time-run';
import { submitBody } from './start/submit-body';

/** What to run; exactly one must be set. */
export const runTargets = ['jobId', 'jobName', 'notebookPath', 'pythonFile', 'runFile', 'runId'] as const;

/** The inputs of every task that runs something on Databricks. */
export const runInputs = {
  notebookPath: optional(
    input.string({
      label: 'Notebook path',
      help: 'Workspace path of a notebook to run once, with or without .py or .ipynb. E.g. /Shared/churn/model_train.',
    }),
  ),
  pythonFile: optional(
    input.string({
      label: 'Python file',
      help: 'Workspace, volume or DBFS path of a Python file to run once, e.g. /Workspace/Shared/churn/score.py.',
    }),
  ),
  jobId: optional(input.id({ label: 'Job ID', help: 'ID of an existing job to run, e.g. 620348211.' })),
  jobName: optional(
    input.string({
      label: 'Job name',
      help: 'Exact name of an existing job to run. The step fails if several jobs have it. E.g. churn-training.',
    }),
  ),
  runFile: optional(
    input.mapFile({
      label: 'Run file',
      help: 'YAML or JSON file on the agent that describes a one-time run in the form the Jobs API takes (runs/submit). E.g. runs/train.yml.',
      shape: submitBody,
    }),
  ),
  runId: optional(
    input.id({
      label: 'Run ID',
      help: 'ID of a run that an earlier step started with wait: false. The step waits for it and never cancels it. E.g. $(train.runId).',
    }),
  ),
  parameters: optional(
    input.mapOrList({
      label: 'Parameters',
      help: "Parameters as a map. A Python file receives --name=value arguments; set a list to pass arguments as they are. Anyone who can view the run can read them. E.g. 'max_depth: 6'.",
    }),
  ),
  ...computeInputs,
  ...waitingInputs,
} as const;

export type RunInputs = InputsOf<{ readonly inputs: typeof runInputs }> & {
  /** Of a notebook that ships with a task and says itself what it needs. */
  readonly ownEnvironment?: ServerlessEnvironment | undefined;
  /** Service principal that runs a notebook which ships with a task. */
  readonly runAs?: string | undefined;
  /** It was uploaded just now, so nobody asks whether it is there. */
  readonly isPlaced?: boolean;
  /** Of a step that starts several runs. */
  readonly part?: string | undefined;
};

/** Rules between the compute and waiting inputs. */
export const computeRules: readonly Rule<keyof typeof computeInputs | 'runTags'>[] = [
  { kind: 'atMostOne', of: ['existingClusterId', 'newCluster', 'budgetPolicyId'] },
  // An environment has both a version and a budget policy, and a cluster has neither.
  { kind: 'atMostOne', of: ['existingClusterId', 'environmentVersion'] },
  { kind: 'atMostOne', of: ['newCluster', 'environmentVersion'] },
  {
    kind: 'onlyWith',
    inputs: ['runTags'],
    with: ['newCluster'],
    because: 'Databricks takes tags only for a new cluster',
  },
];

export const runRules: readonly Rule<keyof typeof runInputs>[] = [
  { kind: 'exactlyOne', of: runTargets },
  {
    kind: 'onlyWith',
    inputs: ['existingClusterId', 'newCluster', 'budgetPolicyId', 'environmentVersion', 'libraries'],
    with: ['notebookPath', 'pythonFile'],
    because: 'a job or run file defines its own compute',
  },
  {
    kind: 'onlyWith',
    inputs: ['parameters'],
    with: ['jobId', 'jobName', 'notebookPath', 'pythonFile'],
    because: 'a run file has its own parameters, and a run that has started takes none',
  },
  {
    kind: 'onlyWith',
    inputs: ['viewers', 'runName'],
    with: ['notebookPath', 'pythonFile', 'runFile'],
    because: 'they apply only to one-time runs; a job has its own name and permissions',
  },
  ...computeRules,
];
