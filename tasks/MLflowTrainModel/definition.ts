import { runInputs, runRules } from '../../lib/runs/run-inputs';
import { LEFT_TO_CANCEL } from '../../lib/runs/wait/left-to-cancel';
import { defineTask, input } from '../../lib/task/definition';
import { connectionInputs, connectionRules, registryEnvironment, registryInputs } from '../../lib/task/groups';
import { fromProject, projectRules, trainingCompute } from '../../lib/task/project-source';

const otherTargets = ['jobId', 'jobName', 'pythonFile', 'runFile', 'runId'];
const withoutCompute = ['jobId', 'jobName', 'runFile', 'runId'];

export const MLflowTrainModel = defineTask({
  id: '0c9b6d54-7a0e-4f6d-9a43-6f1f5e2f8b27',
  name: 'MLflowTrainModel',
  major: 1,
  friendlyName: 'Train MLflow model on Databricks',
  summary:
    'Runs training on Databricks, finds the model version that this run registered, and tags it with commit and pipeline run.',
  instanceName: 'Train $(modelName)',
  inputs: {
    ...connectionInputs,
    ...registryInputs,
    ...fromProject(runInputs, {
      notebookPath: { paths: ['training.notebook'], unless: otherTargets, isRelative: true },
      parameters: { paths: ['training.parameters'], unless: ['runFile', 'runId'] },
      ...trainingCompute(withoutCompute),
      timeoutMinutes: 'training.timeoutMinutes',
    }),
    quick: input.boolean({
      label: 'Quick',
      help: "Trains on a sample, only in pull requests: the training reads 'training.quick' in mlops_config and uses fewer rows; the version is tagged mlops_quick. E.g. true.",
      default: false,
    }),
  },
  rules: [...connectionRules, ...projectRules, ...runRules],
  outputs: {
    modelName: 'Name of the model as the registry spells it.',
    modelVersion: 'Version that this run registered.',
    mlflowRunId: 'ID of the MLflow run that logged the model; empty if it is unknown.',
    runId: 'ID of the run on Databricks.',
    runUrl: 'URL of the run on Databricks.',
    candidateFile: 'Path of candidate.json, which describes the version for later tasks.',
  },
  clients: ['workspace', 'registry'],
  environment: registryEnvironment,
  postJob: true,
  taskVariables: LEFT_TO_CANCEL,
});
