import { defineTask, input, optional } from '../../lib/task/definition';
import { connectionInputs, connectionRules } from '../../lib/task/groups';
import { fromProject, projectInputs, projectRules } from '../../lib/task/project-source';
import { readExpectations } from './read-expectations';

const expectations = { kind: 'YAML or JSON list of expectations', read: readExpectations };

export const DatabricksPreflight = defineTask({
  id: '2f6c1d0e-5b7a-4c83-9e41-7a0d93b5c6f8',
  name: 'DatabricksPreflight',
  major: 1,
  friendlyName: 'Check Databricks before the run',
  summary: 'Says before anything runs who the pipeline is on Databricks and which of the needed permissions it lacks.',
  instanceName: 'Check Databricks before the run',
  inputs: {
    ...connectionInputs,
    expect: optional(
      input.understood({
        ...expectations,
        label: 'Expectations',
        help: "What has to be permitted, e.g. '- read: main.ml.customers' or '- { job: churn-training, needs: CAN_MANAGE_RUN }'.",
      }),
    ),
    grantsFile: optional(
      input.understoodFile({
        ...expectations,
        label: 'Grants file',
        help: 'File of the agent with more of the same, e.g. databricks-ml/grants.yml. It counts together with the expectations of the step.',
      }),
    ),
    ...projectInputs,
    ...fromProject(
      {
        modelName: optional(
          input.string({
            label: 'Model',
            help: 'Name of the model: catalog.schema.model in Unity Catalog, e.g. main.ml.churn, or a name without dots in the registry of the workspace.',
          }),
        ),
        registry: input.choice({
          label: 'Registry',
          help: "Where the model is kept: 'auto' goes by its name, 'unityCatalog' and 'workspace' have to agree with it.",
          of: ['auto', 'unityCatalog', 'workspace'],
          default: 'auto',
        }),
      },
      { modelName: 'modelName', registry: 'model.registry' },
    ),
    onMissing: input.choice({
      label: 'When something is missing',
      help: "'fail' ends the step as failed, 'warn' as succeeded with issues, e.g. while permissions are still being set up.",
      of: ['fail', 'warn'],
      default: 'fail',
    }),
  },
  rules: [...connectionRules, ...projectRules],
  outputs: {
    identity: 'User name of the identity of the connection; the application id of a service principal.',
    registryKind: "Where the model is kept: unityCatalog or workspace; empty without 'modelName'.",
    missingGrants:
      'What to ask for, one GRANT statement or permission per line; empty when nothing is missing. What does not exist at all is not among them.',
  },
  clients: ['workspace', 'login'],
});
