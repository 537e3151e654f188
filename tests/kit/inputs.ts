import { defineTask, type Inputs, type InputsOf, type TaskDefinition } from '../../lib/task/definition';
import { readInputs } from '../../lib/task/read-inputs';

type Given = Readonly<Record<string, string>>;

/** What a task reads from a step; inputs that the step leaves empty have their defaults. */
export function inputsOf<D extends TaskDefinition>(definition: D, given: Given): InputsOf<D> {
  return readInputs(definition, {
    text: (name) => given[name],
    readFile: (path) => {
      throw new Error(`No file is there to read, and so not ${path}.`);
    },
  });
}

/** The defaults of inputs that several tasks share. */
export function defaultsOf<const I extends Inputs>(inputs: I): InputsOf<{ readonly inputs: I }> {
  const texts = { id: '', name: 'Task', friendlyName: '', summary: '', instanceName: '' };
  return inputsOf(defineTask({ ...texts, major: 1, inputs, rules: [], outputs: {}, clients: [] }), {});
}
