import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TaskJson } from '../schema/task-catalog';

const DEEPEST = 4;

/** Every task.json below a folder: a built extension, a folder of tasks, or node_modules. */
export function taskFiles(folder: string, depth = 0): readonly TaskJson[] {
  const entries = readdirSync(folder, { withFileTypes: true }).toSorted((one, other) =>
    one.name.localeCompare(other.name),
  );
  return entries.flatMap((entry) => {
    if (entry.isDirectory() && depth < DEEPEST) {
      return taskFiles(join(folder, entry.name), depth + 1);
    }
    return entry.name === 'task.json' ? taskIn(join(folder, entry.name)) : [];
  });
}

/** Other programs have files of that name too; they describe no task. */
function taskIn(file: string): readonly TaskJson[] {
  try {
    const task = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')) as Partial<TaskJson> | null;
    const isTask = typeof task?.id === 'string' && typeof task.name === 'string' && task.version?.Major !== undefined;
    return isTask ? [task as TaskJson] : [];
  } catch {
    return [];
  }
}
