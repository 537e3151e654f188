import { isJsonList, isJsonObject, scalarText, type Json, type JsonObject } from '../../core/lossless-json';
import type { Start } from '../../databricks/jobs';
import { principalField } from '../../databricks/principal';
import type { RunFacts } from '../../task/host';
import { environmentDependencies } from './libraries';

/** The inputs of the compute and waiting groups that shape a one-time run. */
export interface OneTimeInputs {
  readonly existingClusterId: string | undefined;
  readonly newCluster: JsonObject | undefined;
  readonly budgetPolicyId: string | undefined;
  readonly environmentVersion: string | undefined;
  readonly libraries: readonly Json[] | undefined;
  readonly timeoutMinutes: number | undefined;
  readonly viewers: readonly Json[] | undefined;
  readonly runName: string | undefined;
  readonly runTags: JsonObject | undefined;
  /** What serverless compute installs beside `libraries`. */
  readonly ownEnvironment?: ServerlessEnvironment | undefined;
  /** Application ID of the service principal that runs it; left out: the identity that starts it. */
  readonly runAs?: string | undefined;
}

/** A version brings its Python; the dependencies are lines of a requirements file. */
export interface ServerlessEnvironment {
  readonly version: string;
  readonly dependencies: readonly string[];
}

/** What a one-time run executes, as the Jobs API names it. */
export type Work = { readonly notebook_task: JsonObject } | { readonly spark_python_task: JsonObject };

const TASK_KEY = 'main';
const ENVIRONMENT_KEY = 'default';
/** https://learn.microsoft.com/azure/databricks/release-notes/serverless/environment-version/ */
const ENVIRONMENT_VERSION = '4'; // For code that asks for none.

/** The start of a one-time run of a single task. */
export function oneTimeRun(work: Work, inputs: OneTimeInputs, facts: RunFacts): Start {
  const task = { task_key: TASK_KEY, ...work, ...computeOf(work, inputs) };
  const environments = 'environment_key' in task ? { environments: [environmentOf(inputs)] } : {};
  const { budgetPolicyId } = inputs;
  const budget = budgetPolicyId === undefined ? {} : { budget_policy_id: budgetPolicyId };
  return submission({ tasks: [task], ...environments, ...budget, queue: { enabled: true } }, inputs, facts);
}

/** The start of a one-time run whose body a file gives; inputs that are set win over the file. */
export function submission(body: JsonObject, inputs: OneTimeInputs, facts: RunFacts): Start {
  return {
    path: '/api/2.2/jobs/runs/submit',
    doing: 'Starting a one-time run',
    permission:
      "the right to start runs, and 'Can Restart' on the existing cluster or 'Unrestricted cluster creation' for a new one",
    body: {
      run_name: `${facts.project} ${facts.pipeline} ${facts.step}`,
      ...body,
      ...(inputs.runName === undefined ? {} : { run_name: inputs.runName }),
      ...(inputs.timeoutMinutes === undefined ? {} : { timeout_seconds: inputs.timeoutMinutes * 60 }),
      ...(inputs.runAs === undefined ? {} : { run_as: { service_principal_name: inputs.runAs } }),
      ...(inputs.viewers === undefined
        ? {}
        : { access_control_list: [...listIn(body, 'access_control_list'), ...inputs.viewers.map(viewer)] }),
    },
  };
}

function computeOf(work: Work, inputs: OneTimeInputs): JsonObject {
  const { existingClusterId, newCluster, environmentVersion, libraries, runTags, ownEnvironment } = inputs;
  const withLibraries = libraries === undefined ? {} : { libraries };
  if (existingClusterId !== undefined) {
    return { existing_cluster_id: existingClusterId, ...withLibraries };
  }
  if (newCluster !== undefined) {
    return { new_cluster: { ...newCluster, ...customTags(newCluster, runTags) }, ...withLibraries };
  }
  // A serverless notebook without libraries or a version keeps the environment that it was saved with.
  const isDefault = [libraries, environmentVersion, ownEnvironment].every((input) => input === undefined);
  return 'notebook_task' in work && isDefault ? {} : { environment_key: ENVIRONMENT_KEY };
}

function customTags(newCluster: JsonObject, runTags: JsonObject | undefined): JsonObject {
  const own = newCluster['custom_tags'];
  return runTags === undefined ? {} : { custom_tags: { ...(isJsonObject(own) ? own : {}), ...textValues(runTags) } };
}

function environmentOf({ libraries, environmentVersion, ownEnvironment }: OneTimeInputs): JsonObject {
  const version = environmentVersion ?? ownEnvironment?.version ?? ENVIRONMENT_VERSION;
  const all = [...(ownEnvironment?.dependencies ?? []), ...environmentDependencies(libraries ?? [])];
  const spec = { environment_version: version, ...(all.length === 0 ? {} : { dependencies: all }) };
  return { environment_key: ENVIRONMENT_KEY, spec };
}

function viewer(name: Json): JsonObject {
  const text = scalarText(name);
  return { [principalField(text)]: text, permission_level: 'CAN_VIEW' };
}

function textValues(map: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, scalarText(value)]));
}

function listIn(body: JsonObject, key: string): readonly Json[] {
  const value = body[key];
  return isJsonList(value) ? value : [];
}
