import { input, optional, type Rule } from './definition';
import type { Input } from './input';

type Section = Readonly<Record<string, Input<unknown>>>;

/** Puts the inputs under a heading of the task assistant. */
export function inSection<const S extends Section>(section: string, inputs: S): S {
  const placed = Object.entries(inputs).map(([name, spec]) => [name, { ...spec, section }]);
  return Object.fromEntries(placed) as S;
}

/** Which workspace, as whom. */
export const connectionInputs = {
  connection: optional(
    input.connection({
      label: 'Databricks connection',
      help: "Service connection of type 'Databricks for MLOps' to the workspace, e.g. databricks-dev. Leave empty to use an Azure connection.",
    }),
  ),
  azureConnection: optional(
    input.azureConnection({
      label: 'Azure connection',
      help: "Service connection of type Azure Resource Manager whose service principal or managed identity may use the workspace, e.g. azure-dev. Needs 'workspaceUrl'.",
    }),
  ),
  workspaceUrl: optional(
    input.string({
      label: 'Workspace URL',
      help: 'Address of the workspace, for an Azure connection only, e.g. https://adb-1234567890123456.7.azuredatabricks.net.',
    }),
  ),
  workspaceResourceId: optional(
    input.string({
      label: 'Workspace resource id',
      help: 'Path of the workspace in Azure, /subscriptions/…/workspaces/…. Set it when the identity of the Azure connection is owner or contributor there but no member of the workspace yet: the first request makes it one.',
    }),
  ),
} as const;

/** Exactly one connection, and an address where the connection brings none. */
export const connectionRules: readonly Rule<keyof typeof connectionInputs>[] = [
  { kind: 'exactlyOne', of: ['connection', 'azureConnection'] },
  { kind: 'needs', input: 'azureConnection', needs: 'workspaceUrl', because: 'an Azure connection names no workspace' },
  {
    kind: 'onlyWith',
    inputs: ['workspaceUrl', 'workspaceResourceId'],
    with: ['azureConnection'],
    because: "a connection of type 'Databricks for MLOps' holds the address of its workspace",
  },
];

/** Which model, where it is kept, and what is known about it so far. */
export const registryInputs = inSection('Model', {
  modelName: input.string({
    label: 'Model',
    help: 'Name of the model: catalog.schema.model in Unity Catalog, e.g. main.ml.churn, or a name without dots elsewhere.',
  }),
  registry: input.choice({
    label: 'Registry',
    help: "Where the model is kept. 'auto' goes by 'trackingUri' and the name: three parts mean Unity Catalog, one the registry of the workspace.",
    of: ['auto', 'unityCatalog', 'workspace', 'mlflow'],
    default: 'auto',
  }),
  trackingUri: optional(
    input.string({
      label: 'Tracking URI',
      help: 'Address of a plain MLflow server, e.g. https://mlflow.example.com; empty for Databricks. Its credentials come from the environment of the step: MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD.',
    }),
  ),
  evidence: optional(
    input.folder({
      label: 'Evidence',
      help: 'Folder with the JSON files of earlier tasks, and for that of this one. Empty: $(Pipeline.Workspace)/mlops, in a classic release $(Agent.TempDirectory)/mlops.',
    }),
  ),
});

/** As `connectionRules`, for tasks that need no workspace when a plain MLflow server keeps the model. */
export const registryConnectionRules: readonly Rule<keyof typeof connectionInputs | 'trackingUri'>[] = [
  { kind: 'exactlyOne', of: ['connection', 'azureConnection'], unless: 'trackingUri' },
  ...connectionRules.filter((rule) => rule.kind !== 'exactlyOne'),
];

/** Where a one-time run computes; nothing set means serverless. */
export const computeInputs = inSection('Compute', {
  existingClusterId: optional(
    input.string({
      label: 'Existing cluster',
      help: 'Id of a running or startable cluster, e.g. 0923-164208-meows279. Leave empty for a new cluster or serverless.',
    }),
  ),
  newCluster: optional(
    input.mapOrFile({
      label: 'New cluster',
      help: 'Cluster for this run only, as the Clusters API takes it: YAML, JSON, or the path of a file, e.g. clusters/train.yml. Leave empty for serverless.',
    }),
  ),
  libraries: optional(
    input.list({
      label: 'Libraries',
      help: "Libraries in the API's shape, e.g. '- pypi: { package: lightgbm==4.5.0 }'. On serverless they become dependencies of the environment.",
      of: { kind: 'mapOf', of: { kind: 'anything' } },
    }),
  ),
});

/** How to wait for a run, and what to show of it. */
export const waitingInputs = inSection('Waiting', {
  timeoutMinutes: optional(
    input.minutes({
      label: 'Timeout in minutes',
      help: "The run is cancelled, and the step fails, when it takes longer, e.g. 90. Empty: the job's own limit counts.",
    }),
  ),
  viewers: optional(
    input.list({
      label: 'Viewers',
      help: "Groups, users (by e-mail) and service principals (by application id) who may open the page of the one-time run, e.g. '- data-scientists'. Without it, only the connection's identity and administrators can.",
      of: { kind: 'text' },
    }),
  ),
  runName: optional(
    input.string({ label: 'Run name', help: 'Name of the one-time run. Empty: project, pipeline and step.' }),
  ),
  runTags: optional(
    input.map({
      label: 'Run tags',
      help: "Tags for the run's new cluster, where cost reports find them, e.g. 'team: growth'. The service takes tags nowhere else, so they need 'newCluster'.",
      shape: { kind: 'mapOf', of: { kind: 'text' } },
    }),
  ),
  logOutput: input.choice({
    label: 'Output in the log',
    help: "How much of the run's output this log shows: 'none' shows states only, 'errors' adds the error and trace of failed tasks, 'tail' adds the last printed lines. Output may hold personal data.",
    of: ['none', 'errors', 'tail'],
    default: 'errors',
  }),
  onRerun: input.choice({
    label: 'On re-run',
    help: "What a retried or re-run step does with the run of its earlier attempt while that is alive: 'attach' waits for it, 'restart' cancels it and starts another.",
    of: ['attach', 'restart'],
    default: 'attach',
  }),
});
