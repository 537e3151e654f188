import { LEFT_TO_CANCEL } from '../../lib/runs/left-to-cancel';
import { computeRules } from '../../lib/runs/run-inputs';
import { defineTask, input, optional } from '../../lib/task/definition';
import {
  computeInputs,
  connectionInputs,
  inSection,
  registryConnectionRules,
  registryInputs,
  waitingInputs,
} from '../../lib/task/groups';
import { readTags } from './tags';

export const MLflowRegisterModel = defineTask({
  id: 'a3d5f0c7-5b1e-4c86-8a52-9e0d7b64c3f1',
  name: 'MLflowRegisterModel',
  major: 1,
  friendlyName: 'Register MLflow model version',
  summary: 'Registers a logged model as a new version, once, however often the step is repeated.',
  instanceName: 'Register $(modelName)',
  inputs: {
    ...connectionInputs,
    ...registryInputs,
    ...inSection('Version', {
      mlflowRunId: optional(
        input.string({
          label: 'MLflow run',
          help: 'Id of the MLflow run whose one logged model is registered, e.g. $(train.mlflowRunId).',
        }),
      ),
      modelUri: optional(
        input.string({
          label: 'Model URI',
          help: 'Address of the model instead: runs:/<run id>/<path>, models:/m-<id> of a logged model, or models:/<name>/<version> in the same registry.',
        }),
      ),
      tags: optional(
        input.understood({
          label: 'Tags',
          kind: 'YAML or JSON map of texts',
          help: "Tags of the version, e.g. 'risk_tier: low'. A tag that is there already with another value is an error.",
          read: readTags,
        }),
      ),
      description: optional(
        input.multiLine({
          label: 'Description',
          help: 'Description of the version, in Markdown. Another description that is there already is an error.',
        }),
      ),
    }),
    ...computeInputs,
    ...waitingInputs,
  },
  rules: [...registryConnectionRules, { kind: 'exactlyOne', of: ['mlflowRunId', 'modelUri'] }, ...computeRules],
  outputs: {
    modelName: 'Name of the model as the registry writes it.',
    modelVersion: 'Number of the version.',
    candidateFile: 'Path of the file that tells later steps about the version.',
  },
  clients: ['workspace', 'registry'],
  ships: ['register/register_model.py', 'copy/copy_model_version.py'],
  postJob: true,
  taskVariables: LEFT_TO_CANCEL,
});
