import { objectOf, type ObjectValue, type Value } from '../expressions/value';
import { replacedMacros } from '../schema/runtime-expression';
import type { JobVariable } from './step-runner';

export interface RunVariable extends JobVariable {
  readonly name: string;
}

/** By name in lower case. */
export type VariableSet = ReadonlyMap<string, RunVariable>;

const DEEPEST = 50;

export function variableSet(variables: Iterable<RunVariable>): VariableSet {
  return new Map([...variables].map((variable) => [variable.name.toLowerCase(), variable]));
}

/** The text with the values of variables, and of the variables in them. What is unknown or goes in a circle stays. */
export function withValues(text: string, variables: VariableSet, depth = 0): string {
  return depth > DEEPEST || !text.includes('$(')
    ? text
    : replacedMacros(text, (name) => {
        const value = variables.get(name.toLowerCase())?.value;
        return value === undefined ? `$(${name})` : withValues(value, variables, depth + 1);
      });
}

/** As expressions see them. */
export function variablesValue(variables: VariableSet): ObjectValue {
  return objectOf([...variables.values()].map(({ name, value }) => [name, withValues(value, variables)] as const));
}

/** Variables that change while steps run: each is asked for when an expression names it. */
export function currentVariables(read: (name: string) => string | undefined): ObjectValue {
  return { kind: 'object', members: new Asked(read) };
}

class Asked extends Map<string, Value> {
  readonly #read: (name: string) => string | undefined;

  constructor(read: (name: string) => string | undefined) {
    super();
    this.#read = read;
  }

  override get(name: string): string | undefined {
    return this.#read(name);
  }
}
