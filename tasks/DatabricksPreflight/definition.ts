import { readExpectations } from '../../lib/preflight/read-expectations';
import { LEFT_TO_CANCEL } from '../../lib/runs/wait/left-to-cancel';
import { defineTask, input, optional } from '../../lib/task/definition';
import { connectionInputs, connectionRules } from '../../lib/task/groups';
import { inSection } from '../../lib/task/layout';
import { fromProject, projectInputs, projectRules } from '../../lib/task/project-source';

const expectations = { kind: 'YAML or JSON list of expectations', read: readExpectations };

export const DatabricksPreflight = defineTask({
  id: '2f6c1d0e-5b7a-4c83-9e41-7a0d93b5c6f8',
  name: 'DatabricksPreflight',
  major: 1,
  friendlyName: 'Check Databricks permissions',
  summary: 'Checks before a run who the pipeline is on Databricks and which permissions are missing.',
  instanceName: 'Check Databricks permissions',
  inputs: {
    ...connectionInputs,
    expect: optional(
      input.parsedYaml({
        ...expectations,
        label: 'Expectations',
        help: "Permissions the pipeline needs, e.g. '- read: main.ml.customers' or '- { job: churn-training, needs: CAN_MANAGE_RUN }'.",
      }),
    ),
    grantsFile: optional(
      input.parsedYamlFile({
        ...expectations,
        label: 'Grants file',
        help: 'File on the agent with more expectations, checked together with those of the step. E.g. databricks-ml/grants.yml.',
      }),
    ),
    packages: optional(
      input.list({
        label: 'Packages',
        help: "Packages that a serverless run must be able to install from the workspace's package index; a one-time job tries it. E.g. '- scikit-learn==1.9.1'.",
        of: { kind: 'string' },
      }),
    ),
    ...projectInputs,
    ...fromProject(
      {
        modelName: optional(
          input.string({
            label: 'Model',
            help: 'Name of a registered model whose registry to check: catalog.schema.model in Unity Catalog, a plain name in the workspace registry. E.g. main.ml.churn.',
          }),
        ),
        registry: input.choice({
          label: 'Registry',
          help: "Where the model is registered. 'auto' decides by its name; 'mlflow' is a plain MLflow server, which is not checked. E.g. unityCatalog.",
          of: {
            auto: 'Detect from the model name',
            unityCatalog: 'Unity Catalog',
            workspace: 'Workspace model registry',
            mlflow: 'Plain MLflow server',
          },
          default: 'auto',
        }),
      },
      { modelName: 'modelName', registry: 'model.registry' },
    ),
    requireAllowedBranch: input.boolean({
      label: 'Require an allowed branch',
      help: "Fails before any request if 'promotion.allowedBranches' of the configuration file does not list the branch of this run, e.g. before a release trains.",
      default: false,
    }),
    ...inSection(
      { title: 'Sign-off' },
      {
        signOffPipeline: optional(
          input.string({
            label: 'Sign-off pipeline',
            help: "Pipeline in this project in which this run's commit must have been signed off: its name, folder/name or ID. Without a connection the step checks only this. E.g. churn-main.",
          }),
        ),
        signOffStage: optional(
          input.string({
            label: 'Sign-off stage',
            help: "Stage of that pipeline that must have succeeded for exactly this run's commit. E.g. QA.",
          }),
        ),
      },
    ),
    onMissing: input.choice({
      label: 'If something is missing',
      help: "'fail' fails the step; 'warn' lets it succeed with issues, e.g. while permissions are being set up. A missing sign-off always fails it.",
      of: { fail: 'Fail', warn: 'Warn' },
      default: 'fail',
    }),
  },
  rules: [
    { kind: 'exactlyOne', of: ['connection', 'azureConnection'], unless: 'signOffPipeline' },
    ...connectionRules.filter((rule) => rule.kind !== 'exactlyOne'),
    ...projectRules,
    {
      kind: 'onlyWith',
      inputs: ['expect', 'grantsFile', 'packages', 'configFile', 'modelName'],
      with: ['connection', 'azureConnection'],
      because: 'without a connection the step checks only the sign-off',
    },
    {
      kind: 'needs',
      input: 'signOffPipeline',
      needs: 'signOffStage',
      because: 'one stage of that pipeline is the sign-off',
    },
    {
      kind: 'needs',
      input: 'signOffStage',
      needs: 'signOffPipeline',
      because: 'that pipeline has the stage',
    },
  ],
  outputs: {
    identity: 'User name of the identity; for a service principal, its application ID. Empty without a connection.',
    registryKind: "Registry of the model: unityCatalog, workspace or mlflow; empty without 'modelName'.",
    missingGrants:
      'Missing grants, one GRANT statement or permission per line; empty if none is missing. Objects that do not exist are not listed.',
    signOffRun: "Link to the run in which the commit was signed off; empty without 'signOffPipeline'.",
  },
  clients: ['workspace', 'login', 'azureDevOps'],
  ships: ['preflight/packages_installed.py'],
  postJob: true,
  taskVariables: LEFT_TO_CANCEL,
});
