import { textAt, valueAt } from '../read/node';
import { taskNamed, type TaskCatalog } from '../schema/task-catalog';
import type { PlannedStep } from './plan';

/** The variables that a step sets, as far as its description or its script shows it. */
export interface StepOutputs {
  readonly outputs: readonly string[];
  /** Set for the later steps of the same job only. */
  readonly variables: readonly string[];
  /** `all`: there are no others. `seen`: a script can set more. `none`: nothing is known. */
  readonly known: 'all' | 'seen' | 'none';
}

const NOTHING_KNOWN: StepOutputs = { outputs: [], variables: [], known: 'none' };
// A command is one line; without a bound, text with many starts would take very long.
const COMMAND = /##vso\[task\.setvariable\s+([^\]\n]{0,1000})\]/gi;

export function stepOutputs({ does, node }: PlannedStep, tasks: TaskCatalog): StepOutputs {
  const script = textAt(valueAt(node, 'inputs'), 'script');
  if (script !== undefined) {
    return scriptOutputs(script);
  }
  const task = taskNamed(does, tasks);
  return task?.outputs === undefined ? NOTHING_KNOWN : { outputs: task.outputs, variables: [], known: 'all' };
}

function scriptOutputs(script: string): StepOutputs {
  const commands = [...script.matchAll(COMMAND)].map(([, properties = '']) => propertiesIn(properties));
  const names = commands.flatMap((properties) => {
    const name = properties.get('variable');
    return name === undefined ? [] : [{ name, isOutput: properties.get('isoutput')?.toLowerCase() === 'true' }];
  });
  // A name that is computed can be any name.
  const isComputed = names.some(({ name }) => /[$%{`]/.test(name));
  return {
    outputs: names.filter(({ isOutput }) => isOutput).map(({ name }) => name),
    variables: names.filter(({ isOutput }) => !isOutput).map(({ name }) => name),
    known: isComputed ? 'none' : 'seen',
  };
}

function propertiesIn(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split(';').map((property) => {
      const [name = '', ...value] = property.split('=');
      return [name.trim().toLowerCase(), value.join('=').trim()];
    }),
  );
}
