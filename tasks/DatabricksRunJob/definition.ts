import { defineTask, input, optional } from '../../lib/task/definition';
import { computeInputs, connectionInputs, connectionRules, waitingInputs } from '../../lib/task/groups';
import { submitBody } from './submit-body';

const targets = ['jobId', 'jobName', 'notebookPath', 'pythonFile', 'runFile', 'runId'] as const;

export const DatabricksRunJob = defineTask({
  id: 'b6f5d3d2-8f0f-4b5e-9c67-5a0f8b1f7c11',
  name: 'DatabricksRunJob',
  major: 1,
  friendlyName: 'Run Databricks job or notebook',
  summary: 'Runs a notebook, a Python file, an existing job or any one-time run on Databricks and waits for its end.',
  instanceName: 'Run $(jobName)$(jobId)$(notebookPath)$(pythonFile)$(runFile)$(runId)',
  inputs: {
    ...connectionInputs,
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
    wait: input.boolean({
      label: 'Wait for the end',
      help: 'When true, the step ends with the run and fails unless the run succeeded. When false, it ends once the run has started.',
      default: true,
    }),
    ...computeInputs,
    ...waitingInputs,
  },
  rules: [
    ...connectionRules,
    { kind: 'exactlyOne', of: targets },
    { kind: 'atMostOne', of: ['existingClusterId', 'newCluster'] },
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
    {
      kind: 'onlyWith',
      inputs: ['runTags'],
      with: ['newCluster'],
      because: 'the service takes tags for a new cluster only',
    },
  ],
  outputs: {
    runId: 'Id of the run.',
    runUrl: 'Address of the run page.',
    resultState:
      'How the run ended, as the service names it: SUCCESS, FAILED, TIMEDOUT, CANCELED, SKIPPED, UPSTREAM_FAILED …; PENDING with wait: false; else UNKNOWN.',
    notebookResult:
      'What a single notebook passed to dbutils.notebook.exit; empty when it holds a secret or is too long for a variable.',
    errorMessage: 'Why the run did not succeed, with its termination code; empty on success.',
    durationSeconds: 'Whole seconds from start to end of the run; empty while it is not over.',
  },
  clients: ['workspace'],
  postJob: true,
  taskVariables: ['runToCancel'],
});
