import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
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

/** Throws if the file cannot be what an agent gets: the server checks it before. */
export function readTaskDefinition(folder: string): TaskDefinition {
  const file = join(folder, 'task.json');
  try {
    const json = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')) as TaskJson;
    return definitionIn(json, folder);
  } catch (error) {
    throw new Error(`'${file}' describes no task: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

function definitionIn(json: TaskJson, folder: string): TaskDefinition {
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
      preJob: executionsOf(json.prejobexecution, folder),
      main: executionsOf(json.execution, folder),
      postJob: executionsOf(json.postjobexecution, folder),
    },
    restriction: {
      commands: json.restrictions?.commands?.mode?.toLowerCase() === 'restricted' ? 'restricted' : 'any',
      settableVariables: json.restrictions?.settableVariables?.allowed,
    },
  };
}

function executionsOf(json: ExecutionsJson | undefined, folder: string): readonly Execution[] {
  return Object.entries(json ?? {}).map(([name, { target, workingDirectory }]) => {
    if (relative(folder, join(folder, target)).startsWith('..')) {
      throw new Error(`its ${name} target '${target}' is outside of the task`);
    }
    return workingDirectory === undefined ? { name, target } : { name, target, workingDirectory };
  });
}
