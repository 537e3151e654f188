import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Restriction } from './restriction';

export type Stage = 'preJob' | 'main' | 'postJob';

export interface TaskInput {
  readonly name: string;
  readonly type: string;
  readonly defaultValue: string;
  readonly aliases: readonly string[];
}

/** One way to run a stage, such as `Node20_1`. */
export interface Execution {
  readonly name: string;
  readonly target: string;
  readonly workingDirectory?: string;
}

/** The part of task.json that an agent acts on. */
export interface TaskDefinition {
  readonly folder: string;
  readonly name: string;
  readonly friendlyName: string;
  readonly description: string;
  readonly version: string;
  readonly author: string;
  readonly help: string;
  readonly inputs: readonly TaskInput[];
  readonly outputVariables: readonly string[];
  readonly executions: Readonly<Record<Stage, readonly Execution[]>>;
  readonly restriction: Restriction;
}

interface TaskJson {
  readonly name: string;
  readonly friendlyName?: string;
  readonly description?: string;
  readonly author?: string;
  readonly helpUrl?: string;
  readonly helpMarkDown?: string;
  readonly version: { readonly Major: number; readonly Minor: number; readonly Patch: number };
  readonly inputs?: readonly {
    readonly name: string;
    readonly type: string;
    readonly defaultValue?: string | boolean | number;
    readonly aliases?: readonly string[];
  }[];
  readonly outputVariables?: readonly { readonly name: string }[];
  readonly prejobexecution?: ExecutionsJson;
  readonly execution?: ExecutionsJson;
  readonly postjobexecution?: ExecutionsJson;
  readonly restrictions?: {
    readonly commands?: { readonly mode?: string };
    readonly settableVariables?: { readonly allowed?: readonly string[] };
  };
}

type ExecutionsJson = Readonly<Record<string, { readonly target: string; readonly workingDirectory?: string }>>;

export function readTaskDefinition(folder: string): TaskDefinition {
  const json = JSON.parse(readFileSync(join(folder, 'task.json'), 'utf8')) as TaskJson;
  const { Major, Minor, Patch } = json.version;
  return {
    folder,
    name: json.name,
    friendlyName: json.friendlyName ?? json.name,
    description: json.description ?? '',
    version: `${Major}.${Minor}.${Patch}`,
    author: json.author ?? '',
    help: json.helpUrl ?? json.helpMarkDown ?? '',
    inputs: (json.inputs ?? []).map(({ name, type, defaultValue, aliases }) => ({
      name,
      type,
      defaultValue: String(defaultValue ?? ''),
      aliases: aliases ?? [],
    })),
    outputVariables: (json.outputVariables ?? []).map(({ name }) => name),
    executions: {
      preJob: executionsOf(json.prejobexecution),
      main: executionsOf(json.execution),
      postJob: executionsOf(json.postjobexecution),
    },
    restriction: {
      commands: json.restrictions?.commands?.mode?.toLowerCase() === 'restricted' ? 'restricted' : 'any',
      settableVariables: json.restrictions?.settableVariables?.allowed,
    },
  };
}

function executionsOf(json: ExecutionsJson | undefined): readonly Execution[] {
  return Object.entries(json ?? {}).map(([name, { target, workingDirectory }]) =>
    workingDirectory === undefined ? { name, target } : { name, target, workingDirectory },
  );
}
