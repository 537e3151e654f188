import { hint, nearest } from '../../../lib/core/nearest';
import { ExpressionError } from './expression-error';
import type { Arity, FunctionTable } from './functions/function';
import { LOGIC } from './functions/logic';
import { TEXT } from './functions/text';
import { partsOf, type Expression } from './syntax';

/** What expressions of one place may name. */
export interface Vocabulary {
  /** How a message names the place. */
  readonly place: string;
  readonly names: readonly string[];
  /** Loops add names, which only their own place knows. */
  readonly isOpen?: true;
  readonly functions: Readonly<Record<string, Arity>>;
}

export const FUNCTIONS: FunctionTable = { ...LOGIC, ...TEXT };

const MANY = Number.POSITIVE_INFINITY;
const STATUS = {
  always: { least: 0, most: 0 },
  canceled: { least: 0, most: 0 },
  failed: { least: 0, most: MANY },
  succeeded: { least: 0, most: MANY },
  succeededOrFailed: { least: 0, most: MANY },
};
const STEP_STATUS = Object.fromEntries(Object.keys(STATUS).map((name) => [name, { least: 0, most: 0 }]));
const COUNTER = { counter: { least: 2, most: 2 } };

/** Contexts: https://learn.microsoft.com/azure/devops/pipelines/process/expressions#pipeline-context */
export const IN_TEMPLATE: Vocabulary = {
  place: 'a template expression',
  names: ['parameters', 'variables'],
  isOpen: true,
  functions: FUNCTIONS,
};
export const IN_VARIABLE: Vocabulary = {
  place: 'the value of a variable',
  names: ['variables', 'dependencies', 'stageDependencies', 'pipeline', 'resources'],
  functions: { ...FUNCTIONS, ...COUNTER },
};
export const IN_JOB_PROPERTY: Vocabulary = {
  place: 'a property of a job',
  names: ['variables', 'dependencies', 'stageDependencies', 'pipeline', 'resources'],
  functions: FUNCTIONS,
};
export const IN_STAGE_CONDITION: Vocabulary = {
  place: 'the condition of a stage',
  names: ['variables', 'dependencies', 'stageDependencies', 'pipeline', 'resources'],
  functions: { ...FUNCTIONS, ...STATUS },
};
export const IN_JOB_CONDITION: Vocabulary = { ...IN_STAGE_CONDITION, place: 'the condition of a job' };
/** The agent registers variables and the five functions of the status, and nothing else (ExpressionManager.cs). */
export const IN_STEP_CONDITION: Vocabulary = {
  place: 'the condition of a step',
  names: ['variables'],
  functions: { ...FUNCTIONS, ...STEP_STATUS },
};

const EVERYWHERE = [IN_TEMPLATE, IN_VARIABLE, IN_STAGE_CONDITION];

/** What has been looked through and holds nothing unknown: loops and templates ask again and again. */
const KNOWN_IN = new WeakMap<Vocabulary, WeakSet<Expression>>();

/** Throws for the first function or name that the place does not have. */
export function refuseUnknown(expression: Expression, vocabulary: Vocabulary): void {
  const known = KNOWN_IN.get(vocabulary) ?? new WeakSet();
  KNOWN_IN.set(vocabulary, known);
  if (known.has(expression)) {
    return;
  }
  const { place, names, isOpen } = vocabulary;
  for (const part of partsOf(expression)) {
    if (part.kind === 'call') {
      refuseCall(part, vocabulary);
    } else if (part.kind === 'name' && isOpen === undefined && !has(names, part.name)) {
      throw new ExpressionError(`there is no '${part.name}' in ${place}; ${hint(part.name, names)}`, part.at);
    }
  }
  known.add(expression);
}

/** For a name that a template expression does not have at its place; mostly text without its quotes. */
export function unknownName(name: string, known: readonly string[], at: number): ExpressionError {
  const [meant] = nearest(name, known, 1);
  const isLate = has(IN_VARIABLE.names, name);
  const text = name.toLowerCase() === 'null' ? "write '' for nothing" : `put text in quotes: '${name}'`;
  const advice = isLate ? 'it is known only when the pipeline runs, in $[ ] and in conditions' : text;
  const hints = meant === undefined ? `known are: ${known.join(', ')}; ${advice}` : `did you mean '${meant}'?`;
  return new ExpressionError(`there is no '${name}' here; ${hints}`, at);
}

function refuseCall({ name, parameters, at }: Expression & { kind: 'call' }, { place, functions }: Vocabulary): void {
  const known = Object.keys(functions);
  const found = Object.hasOwn(functions, name) ? name : known.find((candidate) => isNamed(candidate, name));
  const arity = found === undefined ? undefined : functions[found];
  if (found === undefined || arity === undefined) {
    const elsewhere = EVERYWHERE.find((vocabulary) => has(Object.keys(vocabulary.functions), name));
    const advice = elsewhere === undefined ? hint(name, known) : `it is available in ${elsewhere.place}`;
    throw new ExpressionError(`there is no function '${name}' in ${place}; ${advice}`, at);
  }
  const { least, most } = arity;
  if (parameters.length < least || parameters.length > most) {
    throw new ExpressionError(`'${found}' takes ${countText(arity)}, and has ${parameters.length}`, at);
  }
}

function countText({ least, most }: Arity): string {
  const count = least === most ? String(least) : most === MANY ? `${least} or more` : `${least} to ${most}`;
  return `${count} argument${count === '1' ? '' : 's'}`;
}

function has(names: readonly string[], name: string): boolean {
  return names.some((known) => isNamed(known, name));
}

function isNamed(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
