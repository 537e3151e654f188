import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { TaskDefinition } from '../../lib/task/definition';

export interface TaskFolder {
  /** Name of the folder below `tasks/`, which is the task's name. */
  readonly name: string;
  readonly definition: TaskDefinition;
}

/** The names of the folders below `tasks/` with a definition, in alphabetical order. */
export function taskNames(root: string): readonly string[] {
  const tasks = join(root, 'tasks');
  return readdirSync(tasks)
    .filter((name) => existsSync(join(tasks, name, 'definition.ts')))
    .toSorted();
}

export async function readTaskFolders(root: string): Promise<readonly TaskFolder[]> {
  return Promise.all(taskNames(root).map(async (name) => ({ name, definition: await definitionIn(root, name) })));
}

async function definitionIn(root: string, name: string): Promise<TaskDefinition> {
  const exported = (await import(join(root, 'tasks', name, 'definition.ts'))) as Readonly<Record<string, unknown>>;
  const found = Object.values(exported).filter((value) => isDefinition(value));
  const [definition] = found;
  if (definition === undefined || found.length > 1) {
    throw new Error(`tasks/${name}/definition.ts exports ${found.length} task definitions; it must export one.`);
  }
  if (definition.name !== name) {
    throw new Error(
      `tasks/${name}/definition.ts defines '${definition.name}'; folder and task must have the same name.`,
    );
  }
  return definition;
}

function isDefinition(value: unknown): value is TaskDefinition {
  return typeof value === 'object' && value !== null && 'friendlyName' in value && 'inputs' in value;
}
