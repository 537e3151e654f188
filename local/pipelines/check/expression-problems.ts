import { ExpressionError } from '../expressions/expression-error';
import { parseExpression } from '../expressions/parser';
import { OPEN } from '../expressions/segments';
import {
  IN_JOB_CONDITION,
  IN_JOB_PROPERTY,
  IN_STAGE_CONDITION,
  IN_STEP_CONDITION,
  IN_VARIABLE,
  refuseUnknown,
  type Vocabulary,
} from '../expressions/vocabulary';
import type { Findings } from '../read/finding';
import { valueAt, type Mapping, type Node, type Text } from '../read/node';
import { positionWithin } from '../read/position-within';
import type { Role } from '../schema/roles';
import { macrosIn, runtimeExpression } from '../schema/runtime-expression';
import type { Piece } from '../schema/walk';

const CONDITIONS: Readonly<Partial<Record<Role, Vocabulary>>> = {
  stage: IN_STAGE_CONDITION,
  job: IN_JOB_CONDITION,
  step: IN_STEP_CONDITION,
};
const JOB_PROPERTIES: ReadonlySet<string> = new Set([
  'continueOnError',
  'timeoutInMinutes',
  'cancelTimeoutInMinutes',
  'container',
]);

/** Parses what is evaluated when the pipeline runs, and checks that each place knows the names. */
export function checkExpressions({ role, node }: Piece, findings: Findings): void {
  const vocabulary = CONDITIONS[role];
  const condition = valueAt(node, 'condition');
  if (vocabulary !== undefined && condition?.kind === 'text' && condition.text !== '') {
    checkCondition(condition, vocabulary, findings);
  }
  if (role === 'variables') {
    variableValues(node).forEach((value) => checkRuntime(value, IN_VARIABLE, findings));
  }
  if (role === 'step') {
    warnOfInputs(valueAt(node, 'inputs'), findings);
  }
  if (role === 'job' && node.kind === 'mapping') {
    jobProperties(node).forEach((value) => checkRuntime(value, IN_JOB_PROPERTY, findings));
  }
}

function checkCondition(condition: Text, vocabulary: Vocabulary, findings: Findings): void {
  const [macro] = macrosIn(condition.text);
  if (macro !== undefined) {
    const message = `'$(${macro.name})' has no value in a condition; write variables['${macro.name}']`;
    findings.error(positionWithin(condition, macro.at), 'condition', message);
    return;
  }
  const wrapped = runtimeExpression(condition.text);
  if (wrapped !== undefined) {
    findings.error(condition.at, 'condition', 'a condition is already an expression; write it without $[ ]');
    return;
  }
  checkSource({ text: condition, source: condition.text, at: 0 }, vocabulary, findings);
}

function checkRuntime(value: Node, vocabulary: Vocabulary, findings: Findings): void {
  const found = value.kind === 'text' ? runtimeExpression(value.text) : undefined;
  if (value.kind !== 'text') {
    return;
  }
  if (found !== undefined) {
    checkSource({ text: value, ...found }, vocabulary, findings);
  } else if (value.text.includes('$[')) {
    const message = '$[ ] is only evaluated when it is the whole value; here it stays text';
    findings.warn(value.at, 'expression', message);
  }
}

/** The agent fills `$( )` in inputs, and nothing else. */
function warnOfInputs(inputs: Node | undefined, findings: Findings): void {
  for (const { value } of inputs?.kind === 'mapping' ? inputs.entries : []) {
    if (value.kind === 'text' && runtimeExpression(value.text) !== undefined) {
      const message = '$[ ] stays text in an input; set a variable to it, and write $(name) here';
      findings.warn(value.at, 'expression', message);
    }
  }
}

interface Source {
  readonly text: Text;
  readonly source: string;
  readonly at: number;
}

function checkSource({ text, source, at }: Source, vocabulary: Vocabulary, findings: Findings): void {
  // A template expression that has no value has been reported.
  if (source.includes(OPEN)) {
    return;
  }
  try {
    refuseUnknown(parseExpression(source), vocabulary);
  } catch (error) {
    if (!(error instanceof ExpressionError)) {
      throw error;
    }
    findings.error(positionWithin(text, at + error.offset), 'expression', error.message);
  }
}

function variableValues(variables: Node): readonly Node[] {
  if (variables.kind === 'mapping') {
    return variables.entries.map(({ value }) => value);
  }
  return variables.kind === 'list' ? variables.items.flatMap((item) => valueAt(item, 'value') ?? []) : [];
}

function jobProperties(job: Mapping): readonly Node[] {
  const strategy = valueAt(job, 'strategy');
  const own = job.entries.filter(({ key }) => JOB_PROPERTIES.has(key)).map(({ value }) => value);
  const matrix = ['matrix', 'parallel', 'maxParallel'].flatMap((key) => valueAt(strategy, key) ?? []);
  return [...own, ...matrix];
}
