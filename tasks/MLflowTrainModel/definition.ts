import { LEFT_TO_CANCEL } from '../../lib/runs/left-to-cancel';
import { runInputs, runRules } from '../../lib/runs/run-inputs';
import { defineTask } from '../../lib/task/definition';
import { connectionInputs, connectionRules, registryInputs } from '../../lib/task/groups';

export const MLflowTrainModel = defineTask({
  id: '0c9b6d54-7a0e-4f6d-9a43-6f1f5e2f8b27',
  name: 'MLflowTrainModel',
  major: 1,
  friendlyName: 'Train MLflow model on Databricks',
  summary:
    'Runs training on Databricks, finds the model version that this very run registered, and stamps it with commit and pipeline run.',
  instanceName: 'Train $(modelName)',
  inputs: { ...connectionInputs, ...registryInputs, ...runInputs },
  rules: [...connectionRules, ...runRules],
  outputs: {
    modelName: 'Name of the model as the registry writes it.',
    modelVersion: 'Number of the version that this run registered.',
    mlflowRunId: 'Id of the MLflow run that logged the model; empty when nothing leads to it.',
    runId: 'Id of the run on Databricks.',
    runUrl: 'Address of the run page.',
    candidateFile: 'Path of the file that tells later steps about the version.',
  },
  clients: ['workspace', 'registry'],
  postJob: true,
  taskVariables: LEFT_TO_CANCEL,
});
