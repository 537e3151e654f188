import { input, optional, type Rule } from './definition';
import { inSection, shownWhen } from './layout';
import { fromProject, projectInputs } from './project-source';

/** The workspace and the identity. */
export const connectionInputs = {
  connection: optional(
    input.connection({
      label: 'Databricks connection',
      help: "Service connection of type 'Databricks for MLOps' to the workspace. Leave empty to log in through Azure. E.g. databricks-dev.",
    }),
  ),
  ...inSection(
    { title: 'Azure connection' },
    {
      azureConnection: optional(
        input.azureConnection({
          label: 'Azure connection',
          help: "Azure Resource Manager connection whose service principal or managed identity can use the workspace; needs 'workspaceUrl'. E.g. azure-dev.",
          aliases: ['azureSubscription'],
        }),
      ),
      workspaceUrl: optional(
        input.string({
          label: 'Workspace URL',
          help: 'URL of the workspace, for an Azure connection only, e.g. https://adb-1234567890123456.7.azuredatabricks.net.',
        }),
      ),
      workspaceResourceId: optional(
        input.string({
          label: 'Workspace resource ID',
          help: 'Azure resource ID of the workspace. Set it if the identity is Owner or Contributor in Azure but not yet a user of the workspace; the first request then adds it. E.g. /subscriptions/…/resourceGroups/ml/providers/Microsoft.Databricks/workspaces/ml-dev.',
        }),
      ),
    },
  ),
} as const;

/** Exactly one connection, and a URL if the connection has none. */
export const connectionRules: readonly Rule<keyof typeof connectionInputs>[] = [
  { kind: 'exactlyOne', of: ['connection', 'azureConnection'] },
  {
    kind: 'needs',
    input: 'azureConnection',
    needs: 'workspaceUrl',
    because: 'an Azure connection does not say which workspace to use',
  },
  {
    kind: 'onlyWith',
    inputs: ['workspaceUrl', 'workspaceResourceId'],
    with: ['azureConnection'],
    because: "a connection of type 'Databricks for MLOps' has the workspace URL already",
  },
];

/** The model, its registry, and what earlier tasks recorded about it. */
export const registryInputs = {
  ...projectInputs,
  ...fromProject(
    {
      modelName: input.string({
        label: 'Model',
        help: 'Name of the registered model: catalog.schema.model in Unity Catalog, a plain name elsewhere. E.g. main.ml.churn.',
      }),
      registry: input.choice({
        label: 'Registry',
        help: "Where the model is registered. 'auto' decides by 'trackingUri' and the name: three parts mean Unity Catalog, one part the workspace registry. E.g. unityCatalog.",
        of: {
          auto: 'Detect from the model name',
          unityCatalog: 'Unity Catalog',
          workspace: 'Workspace model registry',
          mlflow: 'MLflow tracking server',
        },
        default: 'auto',
      }),
      trackingUri: shownWhen(
        { input: 'registry', isOneOf: ['auto', 'mlflow'] },
        optional(
          input.address({
            label: 'Tracking URI',
            help: 'URL of a self-hosted MLflow server; leave empty for Databricks. Pass its credentials through env: MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD. E.g. https://mlflow.example.com.',
          }),
        ),
      ),
    },
    { modelName: 'modelName', registry: 'model.registry', trackingUri: 'model.trackingUri' },
  ),
  ...inSection(
    { title: 'Evidence' },
    {
      evidence: optional(
        input.folder({
          label: 'Evidence folder',
          help: 'Folder on the agent where tasks read and write their evidence files. Default: mlops in the pipeline workspace, in a classic release in the temporary folder. E.g. $(Pipeline.Workspace)/mlops.',
        }),
      ),
    },
  ),
} as const;

/** Inputs for a self-hosted MLflow server. */
export const registryEnvironment = [
  'MLFLOW_TRACKING_TOKEN',
  'MLFLOW_TRACKING_USERNAME',
  'MLFLOW_TRACKING_PASSWORD',
] as const;

/** As `connectionRules`, for tasks that need no workspace if the model is on a plain MLflow server. */
export const registryConnectionRules: readonly Rule<keyof typeof connectionInputs | 'trackingUri'>[] = [
  { kind: 'exactlyOne', of: ['connection', 'azureConnection'], unless: 'trackingUri' },
  ...connectionRules.filter((rule) => rule.kind !== 'exactlyOne'),
];

/** Compute of a one-time run; nothing set means serverless. */
export const computeInputs = inSection(
  { title: 'Compute' },
  {
    existingClusterId: optional(
      input.string({
        label: 'Existing cluster ID',
        help: 'ID of a cluster to run on; it is started if it is stopped. Default: serverless, unless you set a new cluster. E.g. 0923-164208-meows279.',
      }),
    ),
    newCluster: optional(
      input.mapOrFile({
        label: 'New cluster',
        help: 'Cluster created for this run, in the form the Clusters API takes: YAML, JSON, or the path of a file. E.g. clusters/train.yml.',
      }),
    ),
    budgetPolicyId: optional(
      input.string({
        label: 'Budget policy ID',
        help: 'ID of the budget policy that serverless compute is billed to; clusters have tags instead. E.g. 0f1d2c3b-4a59-6877-8695-a4b3c2d1e0f9.',
      }),
    ),
    environmentVersion: optional(
      input.string({
        label: 'Environment version',
        help: 'Version of the serverless environment. Default: the one the notebook was saved with; 4 for a Python file or with libraries. E.g. 4.',
      }),
    ),
    libraries: optional(
      input.list({
        label: 'Libraries',
        help: "Libraries in the form the Jobs API takes. On serverless compute they become dependencies of the environment. E.g. '- pypi: { package: lightgbm==4.5.0 }'.",
        of: { kind: 'mapOf', of: { kind: 'anything' } },
      }),
    ),
  },
);

/** How to wait for a run, and how it appears on Databricks. */
export const waitingInputs = {
  ...inSection(
    { title: 'Waiting' },
    {
      timeoutMinutes: optional(
        input.minutes({
          label: 'Timeout in minutes',
          help: "Cancels the run and fails the step after this many minutes. Default: the job's own limit. E.g. 90.",
        }),
      ),
      logOutput: input.choice({
        label: 'Run output in the log',
        help: "How much output of the run this log shows; output can contain personal data. 'errors' shows the error and stack trace of failed tasks, 'tail' also the last lines printed. E.g. tail.",
        of: { none: 'States only', errors: 'Errors and stack traces', tail: 'Errors and the last lines printed' },
        default: 'errors',
      }),
      onRerun: input.choice({
        label: 'On re-run',
        help: "What a retried or re-run step does if the run from its earlier attempt is still active: 'attach' waits for it, 'restart' cancels it and starts a new one. E.g. restart.",
        of: { attach: 'Wait for the active run', restart: 'Cancel it and start a new run' },
        default: 'attach',
      }),
    },
  ),
  ...inSection(
    { title: 'One-time run' },
    {
      runName: optional(
        input.string({
          label: 'Run name',
          help: 'Name of the one-time run. Default: project, pipeline and step. E.g. churn-training-$(Build.BuildNumber).',
        }),
      ),
      viewers: optional(
        input.list({
          label: 'Viewers',
          help: "Groups, users (by email) and service principals (by application ID) that can view the one-time run. Default: only the connection's identity and workspace admins. E.g. '- data-scientists'.",
          of: { kind: 'text' },
        }),
      ),
      runTags: optional(
        input.map({
          label: 'Cluster tags',
          help: "Tags for the new cluster, for cost reports; needs 'newCluster'. E.g. 'team: growth'.",
          shape: { kind: 'mapOf', of: { kind: 'text' } },
        }),
      ),
    },
  ),
} as const;
