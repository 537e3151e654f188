import { UserError } from '../core/errors';
import type { InputsOf, Rule, TaskDefinition } from './definition';
import type { Complaint, Input, InputContext, InputReading } from './input';

export interface InputSource {
  readonly text: (name: string) => string | undefined;
  readonly readFile: InputContext['readFile'];
}

/** Reads every input and throws one error that lists everything that is wrong. */
export function readInputs<D extends TaskDefinition>(definition: D, source: InputSource): InputsOf<D> {
  const texts = new Map(Object.keys(definition.inputs).map((name) => [name, source.text(name)?.trim() ?? '']));
  const complaints: Complaint[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, input] of Object.entries(definition.inputs)) {
    const reading = readInput(input, texts.get(name) ?? '', { name, readFile: source.readFile });
    if ('complaints' in reading) {
      complaints.push(...reading.complaints.map(({ what, fix }) => ({ what: `Input '${name}' ${what}`, fix })));
    } else {
      values[name] = reading.value;
    }
  }
  const given = new Set(Object.keys(definition.inputs).filter((name) => texts.get(name) !== ''));
  complaints.push(...brokenRules(definition, given));
  if (complaints.length > 0) {
    throw inputsRefusal(definition.name, complaints);
  }
  return values as InputsOf<D>;
}

function readInput(input: Input<unknown>, given: string, context: InputContext): InputReading<unknown> {
  const text = given === '' ? (input.defaultText ?? '') : given;
  if (text === '') {
    return input.required ? refused('is missing.', `Set it: ${input.help}`) : { value: undefined };
  }
  const leftOver = variableLeftIn(text);
  return leftOver === undefined ? input.read(text, context) : { complaints: [undefinedName(leftOver)] };
}

/** The agent does not change `$(name)` if no variable has that name. */
export function variableLeftIn(text: string): string | undefined {
  return /\$\(([^()\s]+)\)/.exec(text)?.[1];
}

function undefinedName(name: string): Complaint {
  return {
    what: `still holds '$(${name})': no variable of that name exists here.`,
    fix: `Define '${name}' or correct its spelling.`,
  };
}

/** The complaint about an input, by its name and text, in which the agent left a variable. */
export function undefinedVariable([input, text]: readonly [string, string]): readonly Complaint[] {
  const leftOver = variableLeftIn(text);
  if (leftOver === undefined) {
    return [];
  }
  const { what, fix } = undefinedName(leftOver);
  return [{ what: `Input '${input}' ${what}`, fix }];
}

/** Contradictions between the inputs that a step sets. */
export function brokenRules(
  { rules }: Pick<TaskDefinition, 'rules'>,
  given: ReadonlySet<string>,
): readonly Complaint[] {
  return rules.flatMap((rule) => brokenBy(rule, given));
}

function brokenBy(rule: Rule<string>, given: ReadonlySet<string>): readonly Complaint[] {
  switch (rule.kind) {
    case 'exactlyOne':
    case 'atMostOne':
      return countBroken(rule, given);
    case 'needs':
      return given.has(rule.input) && !given.has(rule.needs)
        ? [{ what: `Input '${rule.input}' needs '${rule.needs}'.`, fix: `Set '${rule.needs}'; ${rule.because}.` }]
        : [];
    case 'onlyWith':
      return rule.with.some((name) => given.has(name))
        ? []
        : rule.inputs
            .filter((name) => given.has(name))
            .map((name) => ({
              what: `Input '${name}' works only with ${quoted(rule.with, 'or')}.`,
              fix: `Remove it; ${rule.because}.`,
            }));
  }
}

function countBroken(rule: Extract<Rule<string>, { of: unknown }>, given: ReadonlySet<string>): readonly Complaint[] {
  const found = rule.of.filter((name) => given.has(name));
  if (found.length > 1) {
    return [{ what: `Inputs ${quoted(found, 'and')} exclude each other.`, fix: 'Give exactly one of them.' }];
  }
  const mayBeNone = rule.kind === 'atMostOne' || (rule.unless !== undefined && given.has(rule.unless));
  return !mayBeNone && found.length === 0
    ? [{ what: `None of the inputs ${quoted(rule.of, 'and')} is set.`, fix: 'Give exactly one of them.' }]
    : [];
}

/** One error that lists everything that is wrong with the inputs of a task; needs at least one complaint. */
export function inputsRefusal(task: string, complaints: readonly Complaint[]): UserError {
  const [only] = complaints;
  if (only !== undefined && complaints.length === 1) {
    return new UserError('INPUTS_REFUSED', only);
  }
  const list = complaints.map(({ what, fix }) => `- ${what} Fix: ${fix}`).join('\n');
  return new UserError('INPUTS_REFUSED', {
    what: `${complaints.length} problems in the inputs of ${task}; nothing was started.\n${list}`,
    fix: 'Correct the inputs of the step as listed above.',
  });
}

function refused(what: string, fix: string): InputReading<never> {
  return { complaints: [{ what, fix }] };
}

function quoted(names: readonly string[], word: 'and' | 'or'): string {
  const all = names.map((name) => `'${name}'`);
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} ${word} ${all.at(-1)}`;
}
