import { delimiter } from 'node:path';
import { SYSTEM_CONNECTION, type JobEndpoint } from '../endpoints';
import type { Inputs } from '../inputs';
import type { JobState } from '../step-context';
import { environmentName, spelledForEnvironment } from '../variables/names';
import type { JobVariables, Variable } from '../variables/variables';

export interface EnvironmentSource {
  readonly job: JobState;
  readonly stepEnvironment: ReadonlyMap<string, string>;
  readonly inputs: Inputs;
  /** The connections in the inputs, and the one to Azure DevOps. */
  readonly endpoints: readonly JobEndpoint[];
  readonly taskVariables: JobVariables;
}

/** The whole environment of a task: the agent's own, overridden by each further layer. */
export function taskEnvironment(source: EnvironmentSource): Record<string, string> {
  const { job } = source;
  return {
    ...job.machine,
    ...Object.fromEntries(source.stepEnvironment),
    ...variableEnvironment(job.variables),
    ...Object.fromEntries([...source.inputs].map(([name, value]) => [`INPUT_${environmentName(name)}`, value])),
    ...Object.fromEntries(source.endpoints.flatMap((endpoint) => Object.entries(endpointEnvironment(endpoint)))),
    ...taskVariableEnvironment(source.taskVariables),
    ...pathEnvironment(source),
    TF_BUILD: 'True',
  };
}

/**
 * The environment of a script: that of a task without inputs, connections and secrets, which the task library hides from
 * the programs that a task starts.
 */
export function scriptEnvironment(job: JobState, stepEnvironment: ReadonlyMap<string, string>): Record<string, string> {
  const system = job.endpoints.find(({ name }) => name === SYSTEM_CONNECTION);
  return {
    ...job.machine,
    ...Object.fromEntries(stepEnvironment),
    ...openEnvironment(job.variables),
    ...(system === undefined ? {} : { [`ENDPOINT_URL_${system.id}`]: system.url }),
    ...pathEnvironment({ job, stepEnvironment }),
    TF_BUILD: 'True',
  };
}

function openEnvironment(variables: JobVariables): Record<string, string> {
  const open = variables.all().filter(({ secret }) => secret !== true);
  return {
    ...Object.fromEntries(open.map((variable) => [variableName(variable), variable.value])),
    'agent.jobstatus': variables.get('Agent.JobStatus') ?? '',
  };
}

function variableEnvironment(variables: JobVariables): Record<string, string> {
  const all = variables.all();
  const open = all.filter(({ secret }) => secret !== true);
  const secret = all.filter((variable) => variable.secret === true);
  return {
    ...openEnvironment(variables),
    VSTS_PUBLIC_VARIABLES: JSON.stringify(open.map(({ name }) => name)),
    ...Object.fromEntries(secret.map((variable) => [`SECRET_${variableName(variable)}`, variable.value])),
    VSTS_SECRET_VARIABLES: JSON.stringify(secret.map(({ name }) => name)),
  };
}

function variableName({ name, preserveCase }: Variable): string {
  return preserveCase === true ? spelledForEnvironment(name) : environmentName(name);
}

function taskVariableEnvironment(variables: JobVariables): Record<string, string> {
  return Object.fromEntries(
    variables.all().map((variable) => [`VSTS_TASKVARIABLE_${variableName(variable)}`, variable.value]),
  );
}

function endpointEnvironment({ id, name, url, scheme, parameters, data }: JobEndpoint): Record<string, string> {
  return {
    [`ENDPOINT_URL_${id}`]: url,
    [`ENDPOINT_AUTH_${id}`]: JSON.stringify({ parameters, scheme }),
    [`ENDPOINT_AUTH_SCHEME_${id}`]: scheme,
    ...prefixed(`ENDPOINT_AUTH_PARAMETER_${id}_`, parameters),
    ...(name === SYSTEM_CONNECTION
      ? {}
      : { [`ENDPOINT_DATA_${id}`]: JSON.stringify(data), ...prefixed(`ENDPOINT_DATA_${id}_`, data) }),
  };
}

function prefixed(prefix: string, values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [prefix + environmentName(key), value]));
}

function pathEnvironment({
  job,
  stepEnvironment,
}: Pick<EnvironmentSource, 'job' | 'stepEnvironment'>): Record<string, string> {
  if (job.prependedPaths.length === 0) {
    return {};
  }
  const path = job.variables.get('PATH') ?? stepEnvironment.get('PATH') ?? job.machine['PATH'] ?? '';
  return { PATH: [...job.prependedPaths.toReversed(), path].join(delimiter) };
}
