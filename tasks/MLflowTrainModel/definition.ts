import { runInputs, runRules } from '../../lib/runs/run-inputs';
import { defineTask } from '../../lib/task/definition';
import { connectionInputs, connectionRules, registryInputs } from '../../lib/task/groups';
import { fromProject, projectRules } from '../../lib/task/project-source';

const otherTargets = ['jobId', 'jobName', 'pythonFile', 'runFile', 'runId'];
const withoutCompute = ['jobId', 'jobName', 'runFile', 'runId'];
const compute = (key: string) => ({ paths: [`training.compute.${key}`], unless: withoutCompute });

export const MLflowTrainModel = defineTask({
  id: '0c9b6d54-7a0e-4f6d-9a43-6f1f5e2f8b27',
  name: 'MLflowTrainModel',
  major: 1,
  friendlyName: 'Train MLflow model on Databricks',
  summary:
    'Runs training on Databricks, finds the model version that this very run registered, and stamps it with commit and pipeline run.',
  instanceName: 'Train $(modelName)',
  inputs: {
    ...connectionInputs,
    ...registryInputs,
    ...fromProject(runInputs, {
      notebookPath: { paths: ['training.notebook'], unless: otherTargets, isRelative: true },
      parameters: { paths: ['training.parameters'], unless: ['runFile', 'runId'] },
      existingClusterId: compute('existingClusterId'),
      newCluster: compute('newCluster'),
      budgetPolicyId: compute('budgetPolicyId'),
      libraries: compute('libraries'),
      timeoutMinutes: 'training.timeoutMinutes',
    }),
  },
  rules: [...connectionRules, ...projectRules, ...runRules],
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
  taskVariables: ['runToCancel'],
});
