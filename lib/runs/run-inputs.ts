import { input, optional, type InputsOf, type Rule } from '../task/definition';
import { computeInputs, waitingInputs } from '../task/groups';
import { submitBody } from './submit-body';

/** What to run: exactly one of them. */
const runTargets = ['jobId', 'jobName', 'notebookPath', 'pythonFile', 'runFile', 'runId'] as const;

/** What to run, with what, where and how long: every task that runs something on Databricks takes all of it. */
export const runInputs = {
  notebookPath: optional(
    input.string({
      label: 'Notebook path',
      help: 'Workspace path of the notebook to run once, e.g. /Shared/churn/model_train. An ending .py or .ipynb is dropped.',
    }),
  ),
  pythonFile: optional(
    input.string({
      label: 'Python file',
      help: 'Workspace, volume or dbfs path of the Python file to run once, e.g. /Workspace/Shared/churn/score.py.',
    }),
  ),
  jobId: optional(input.id({ label: 'Job id', help: 'Id of an existing job to run now, e.g. 620348211.' })),
  jobName: optional(
    input.string({
      label: 'Job name',
      help: 'Exact name of an existing job to run now, e.g. churn-training. Two jobs of that name are an error.',
    }),
  ),
  runFile: optional(
    input.mapFile({
      label: 'Run file',
      help: 'File of the agent that holds the body of a one-time run as the Jobs API takes it, in YAML or JSON, e.g. runs/train.yml.',
      shape: submitBody,
    }),
  ),
  runId: optional(
    input.id({
      label: 'Run id',
      help: 'Id of a run started earlier with wait: false, to wait for, e.g. $(train.runId). Cancelling the pipeline leaves it alone.',
    }),
  ),
  parameters: optional(
    input.mapOrList({
      label: 'Parameters',
      help: "Map of names to values, e.g. 'max_depth: 6'. A Python file gets --name=value arguments, or a list unchanged. Run pages show them in clear text.",
    }),
  ),
  ...computeInputs,
  ...waitingInputs,
} as const;

export type RunInputs = InputsOf<{ readonly inputs: typeof runInputs }>;

/** What the inputs of computing and waiting ask of each other. */
export const computeRules: readonly Rule<'existingClusterId' | 'newCluster' | 'runTags'>[] = [
  { kind: 'atMostOne', of: ['existingClusterId', 'newCluster'] },
  {
    kind: 'onlyWith',
    inputs: ['runTags'],
    with: ['newCluster'],
    because: 'the service takes tags for a new cluster only',
  },
];

export const runRules: readonly Rule<keyof typeof runInputs>[] = [
  { kind: 'exactlyOne', of: runTargets },
  {
    kind: 'onlyWith',
    inputs: ['existingClusterId', 'newCluster', 'libraries'],
    with: ['notebookPath', 'pythonFile'],
    because: 'a job or run file brings its own compute',
  },
  {
    kind: 'onlyWith',
    inputs: ['parameters'],
    with: ['jobId', 'jobName', 'notebookPath', 'pythonFile'],
    because: 'a run file holds its own parameters, and a run that has started takes none',
  },
  {
    kind: 'onlyWith',
    inputs: ['viewers', 'runName'],
    with: ['notebookPath', 'pythonFile', 'runFile'],
    because: 'the service takes them for one-time runs only; a job has its own name and permissions',
  },
  ...computeRules,
];
