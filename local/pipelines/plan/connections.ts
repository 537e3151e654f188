import { valueAt, type Text } from '../read/node';
import { taskNamed, type TaskCatalog } from '../schema/task-catalog';
import type { PlannedStep } from './plan';

/** An input that names a service connection. */
export interface UsedConnection {
  readonly input: string;
  readonly name: Text;
}

export function connectionsOf({ does, node }: PlannedStep, tasks: TaskCatalog): readonly UsedConnection[] {
  const inputs = valueAt(node, 'inputs');
  const known = taskNamed(does, tasks)?.inputs.filter(({ isConnection }) => isConnection) ?? [];
  return known.flatMap(({ name, aliases }) =>
    [...new Set([name, ...aliases])].flatMap((input) => {
      const value = valueAt(inputs, input);
      return value?.kind === 'text' && value.text !== '' ? [{ input, name: value }] : [];
    }),
  );
}
