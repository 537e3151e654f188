import { EVERYDAY_TASKS } from './everyday-tasks';

export interface KnownInput {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly isRequired: boolean;
  /** The input names a service connection. */
  readonly isConnection: boolean;
}

export interface KnownTask {
  /** `Name@1` */
  readonly name: string;
  readonly inputs: readonly KnownInput[];
  /** Names of output variables; undefined where we do not know them. */
  readonly outputs: readonly string[] | undefined;
  /** The description came with the task itself and not from a list that may be older than the task. */
  readonly isExact: boolean;
}

/** Tasks by name and major version, in lower case; also by their ids. */
export type TaskCatalog = ReadonlyMap<string, KnownTask>;

/** The parts of a task.json that matter here, as its schema allows them. */
export interface TaskJson {
  readonly id: string;
  readonly name: string;
  readonly version: { readonly Major: number | string };
  readonly inputs?: readonly {
    readonly name: string;
    readonly aliases?: readonly string[];
    readonly type?: string;
    readonly required?: boolean | string;
    readonly defaultValue?: unknown;
    readonly visibleRule?: string;
  }[];
  readonly outputVariables?: readonly { readonly name: string }[];
}

/** The built-in tasks of everyday, and those whose task.json is given. */
export function taskCatalog(given: readonly TaskJson[]): TaskCatalog {
  const tasks = new Map<string, KnownTask>();
  for (const [name, inputs] of Object.entries(EVERYDAY_TASKS)) {
    tasks.set(name.toLowerCase(), {
      name,
      inputs: inputs.split(' ').map(listedInput),
      outputs: undefined,
      isExact: false,
    });
  }
  for (const task of given) {
    const known = describedTask(task);
    const major = String(task.version.Major);
    tasks.set(known.name.toLowerCase(), known);
    tasks.set(`${task.id}@${major}`.toLowerCase(), known);
  }
  return tasks;
}

/** Looks a task up as a step writes it: by name, by id, or with the names of publisher and extension in front. */
export function taskNamed(reference: string, catalog: TaskCatalog): KnownTask | undefined {
  const name = reference.toLowerCase();
  return catalog.get(name) ?? catalog.get(name.slice(name.lastIndexOf('.', name.lastIndexOf('@')) + 1));
}

/** How built-in tasks name the inputs that hold a service connection; `connectionType` and `subscriptionId` hold none. */
const CONNECTION = /(?:subscription|connections?|endpoints?)(?:ForACR|ForSecrets)?$|^containerRegistry$/i;

function listedInput(listed: string): KnownInput {
  const [name = '', ...aliases] = listed.replace('!', '').split('|');
  return {
    name,
    aliases,
    isRequired: listed.endsWith('!'),
    isConnection: [name, ...aliases].some((word) => CONNECTION.test(word)),
  };
}

function describedTask({ name, version, inputs = [], outputVariables = [] }: TaskJson): KnownTask {
  return {
    name: `${name}@${version.Major}`,
    inputs: inputs.map((input) => ({
      name: input.name,
      aliases: input.aliases ?? [],
      // An input that is not always visible is not always required, and one with a default never is missing.
      isRequired: String(input.required) === 'true' && input.visibleRule === undefined && !input.defaultValue,
      isConnection: input.type?.startsWith('connectedService:') ?? false,
    })),
    outputs: outputVariables.map((output) => output.name),
    isExact: true,
  };
}
