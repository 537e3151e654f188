import { invalidParameter } from '../../http/refusal';
import type { TaskSettings } from './task-settings';

/** Refuses duplicate keys, unknown dependencies, and cycles. */
export function requireGraph(tasks: readonly TaskSettings[]): void {
  const keys = tasks.map(({ key }) => key);
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined) {
    throw invalidParameter(`Task keys must be unique: ${twice} is used more than once.`);
  }
  for (const { key, dependsOn } of tasks) {
    const unknown = dependsOn.find((dependency) => !keys.includes(dependency));
    if (unknown !== undefined) {
      throw invalidParameter(`Task ${key} depends on task ${unknown}, which does not exist.`);
    }
  }
  requireNoCircle(tasks);
}

function requireNoCircle(tasks: readonly TaskSettings[]): void {
  const settled = new Set<string>();
  let open = tasks;
  while (open.length > 0) {
    const free = open.filter(({ dependsOn }) => dependsOn.every((key) => settled.has(key)));
    if (free.length === 0) {
      throw invalidParameter(
        `The dependencies of these tasks form a circle: ${open.map(({ key }) => key).join(', ')}.`,
      );
    }
    free.forEach(({ key }) => settled.add(key));
    open = open.filter(({ key }) => !settled.has(key));
  }
}
