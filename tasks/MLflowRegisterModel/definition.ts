import { computeRules } from '../../lib/runs/run-inputs';
import { LEFT_TO_CANCEL } from '../../lib/runs/wait/left-to-cancel';
import { defineTask, input, optional } from '../../lib/task/definition';
import {
  computeInputs,
  connectionInputs,
  registryConnectionRules,
  registryEnvironment,
  registryInputs,
  waitingInputs,
} from '../../lib/task/groups';
import { inSection, sectionsShownWhen } from '../../lib/task/layout';
import { computeOfTraining, fromProject, projectRules } from '../../lib/task/project-source';
import { readTags } from '../../lib/versions/registration/tags';

// Only Unity Catalog needs a run to upload files.
const registryMayRun = { input: 'registry', isOneOf: ['auto', 'unityCatalog'] };

export const MLflowRegisterModel = defineTask({
  id: 'a3d5f0c7-5b1e-4c86-8a52-9e0d7b64c3f1',
  name: 'MLflowRegisterModel',
  major: 1,
  friendlyName: 'Register MLflow model version',
  summary: 'Registers a logged model as a new version, and never registers it twice.',
  instanceName: 'Register $(modelName)',
  inputs: {
    ...connectionInputs,
    ...registryInputs,
    mlflowRunId: optional(
      input.string({
        label: 'MLflow run ID',
        help: 'ID of the MLflow run that logged the model; the run must have logged exactly one. E.g. $(train.mlflowRunId).',
      }),
    ),
    modelUri: optional(
      input.string({
        label: 'Model URI',
        help: 'URI of the model, instead of a run ID: a path of a run, a logged model, or a version in the same registry. E.g. runs:/<run ID>/model, models:/m-<ID> or models:/main.ml.churn/3.',
      }),
    ),
    ...fromProject(
      inSection(
        { title: 'Tags and description' },
        {
          tags: optional(
            input.parsedYaml({
              label: 'Tags',
              kind: 'YAML or JSON map of strings',
              help: "Tags for the version. The step fails if the version has one of them with another value. E.g. 'risk_tier: low'.",
              read: readTags,
            }),
          ),
          description: optional(
            input.multiLine({
              label: 'Description',
              help: 'Description of the version, in Markdown. The step fails if the version has another one. E.g. Churn within 30 days.',
            }),
          ),
        },
      ),
      { tags: 'model.tags', description: 'model.description' },
    ),
    ...sectionsShownWhen(registryMayRun, { ...fromProject(computeInputs, computeOfTraining), ...waitingInputs }),
  },
  rules: [
    ...registryConnectionRules,
    ...projectRules,
    { kind: 'exactlyOne', of: ['mlflowRunId', 'modelUri'] },
    ...computeRules,
  ],
  outputs: {
    modelName: 'Name of the model as the registry spells it.',
    modelVersion: 'Version that was registered.',
    candidateFile: 'Path of candidate.json, which describes the version for later tasks.',
  },
  clients: ['workspace', 'registry'],
  environment: registryEnvironment,
  ships: ['register/register_model.py', 'copy/copy_model_version.py'],
  postJob: true,
  taskVariables: LEFT_TO_CANCEL,
});
