import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isSecretParameter, jobEndpoint, systemConnection, type JobEndpoint, type ServiceEndpoint } from './endpoints';
import { SecretMasker } from './masking';
import type { JobProcesses } from './process/job-processes';
import { machineEnvironment } from './process/machine';
import type { JobState } from './step-context';
import { isOn } from './variables/booleans';
import { folderVariables, systemVariables } from './variables/system-variables';
import type { Values } from './variables/values';
import { JobVariables } from './variables/variables';

export type GivenVariable = string | { readonly value: string; readonly secret?: boolean; readonly readOnly?: boolean };

export interface JobSeed {
  readonly folder: string;
  readonly variables?: Readonly<Record<string, GivenVariable>>;
  readonly endpoints?: readonly ServiceEndpoint[];
  readonly systemAccessToken?: string;
  readonly machine?: Readonly<Record<string, string>>;
  readonly processes?: JobProcesses;
  readonly artifacts?: string;
}

const DEFAULT_ACCESS_TOKEN = 'job-access-token-of-the-build-service';

/** Everything a job starts with: folders on disk, variables, connections, and what must be masked. */
export function openJob(seed: JobSeed): JobState {
  const folder = resolve(seed.folder);
  const machine = machineEnvironment(folder, { ...seed.machine, ...seed.processes?.environment });
  const masker = new SecretMasker(minimumLength(seed.variables ?? {}, machine));
  const accessToken = seed.systemAccessToken ?? DEFAULT_ACCESS_TOKEN;
  const variables = startingVariables({ ...seed, folder, systemAccessToken: accessToken }, masker);

  const collection = variables.get('System.CollectionUri') ?? '';
  const endpoints = [...(seed.endpoints ?? []).map(jobEndpoint), systemConnection(collection, accessToken)];
  maskParameters(endpoints, masker);
  makeFolders(folderVariables(folder, byLowerCase(seed.variables ?? {})), variables, machine);
  return {
    folder,
    debug: isOn(variables.get('System.Debug')),
    variables,
    masker,
    endpoints,
    prependedPaths: [],
    machine,
    artifacts: seed.artifacts ?? join(folder, 'artifacts'),
    processes: seed.processes,
  };
}

function startingVariables(seed: JobSeed & { readonly systemAccessToken: string }, masker: SecretMasker): JobVariables {
  const given = seed.variables ?? {};
  const names = byLowerCase(given);
  const builtIn = { ...systemVariables(names), ...folderVariables(seed.folder, names) };
  const builtInNames = new Set(Object.keys(builtIn).map((name) => name.toLowerCase()));

  const variables = new JobVariables(masker);
  Object.entries(builtIn).forEach(([name, value]) => variables.set({ name, value, readOnly: true }));
  variables.set({ name: 'System.AccessToken', value: seed.systemAccessToken, secret: true, readOnly: true });
  for (const [name, variable] of Object.entries(given)) {
    const { value, secret = false, readOnly = false } = typeof variable === 'string' ? { value: variable } : variable;
    variables.set({ name, value, secret, readOnly: readOnly || builtInNames.has(name.toLowerCase()) });
  }
  variables.all().forEach(({ value, secret }) => secret === true && masker.addVariable(value));
  variables.expand();
  return variables;
}

function maskParameters(endpoints: readonly JobEndpoint[], masker: SecretMasker): void {
  for (const { parameters } of endpoints) {
    Object.entries(parameters).forEach(([name, value]) => isSecretParameter(name) && masker.add(value));
  }
}

function makeFolders(folders: Values, variables: JobVariables, { HOME }: Values): void {
  const wanted = Object.entries(folders).map(([name, path]) => variables.get(name) ?? path);
  for (const path of HOME === undefined ? wanted : [...wanted, HOME]) {
    mkdirSync(path, { recursive: true });
  }
}

function minimumLength(given: Readonly<Record<string, GivenVariable>>, machine: Values): number {
  const name = 'AZP_IGNORE_SECRETS_SHORTER_THAN';
  const variable = given[name];
  return Number((typeof variable === 'string' ? variable : machine[name]) ?? 0);
}

function byLowerCase(given: Readonly<Record<string, GivenVariable>>): Values {
  return Object.fromEntries(
    Object.entries(given).map(([name, variable]) => [
      name.toLowerCase(),
      typeof variable === 'string' ? variable : variable.value,
    ]),
  );
}
