import { positionText } from '../read/finding';
import { textAt, valueAt, type Node } from '../read/node';
import { macrosIn, runtimeExpression } from '../schema/runtime-expression';
import type { TaskCatalog } from '../schema/task-catalog';
import { connectionsOf } from './connections';
import { originsOf } from './output-origins';
import { isNamed, type Plan, type PlannedStep } from './plan';
import { staticText } from './static-text';
import { stepOutputs } from './step-outputs';
import { declaredVariable, groupsAround, type Declared, type Spot } from './variable-scopes';

export interface ValueSource {
  /** `$(name)`, or an input that names a connection. */
  readonly what: string;
  readonly from: string;
}

export type StepSources = ReadonlyMap<PlannedStep, readonly ValueSource[]>;

/** Variables that the service or the agent fills. */
const PREDEFINED = /^(?:agent|build|system|pipeline|environment|strategy|resources|checks|common|tf)[._]/i;

/** Variables that somebody gives from outside, by name in lower case, and where. */
type Given = ReadonlyMap<string, string>;

/** For every step, which connections it uses and where the values of its variables will come from. */
export function valueSources(plan: Plan, tasks: TaskCatalog, given: Given = new Map()): StepSources {
  const sources = new Map<PlannedStep, readonly ValueSource[]>();
  for (const stage of plan.stages) {
    for (const job of stage.jobs) {
      for (const { steps } of job.runs) {
        steps.forEach((step, index) => {
          const around = { plan, stage, job, before: steps.slice(0, index), tasks, given };
          sources.set(step, [...connections(step, around), ...variables(step, around)]);
        });
      }
    }
  }
  return sources;
}

interface Around extends Spot {
  readonly before: readonly PlannedStep[];
  readonly tasks: TaskCatalog;
  readonly given: Given;
}

function connections(step: PlannedStep, around: Around): readonly ValueSource[] {
  return connectionsOf(step, around.tasks).map(({ input, name }) => ({
    what: input,
    from: `service connection '${staticText(name.text, around) ?? name.text}'`,
  }));
}

function variables(step: PlannedStep, around: Around): readonly ValueSource[] {
  const isScript = textAt(valueAt(step.node, 'inputs'), 'script') !== undefined;
  return namesUsed(textsIn(step.node), around).flatMap((name) => {
    const from = sourceOf(name, around);
    // In a script `$(date)` is a command; what nobody sets is not called a variable there.
    return from === undefined && isScript ? [] : [{ what: `$(${name})`, from: from ?? unset(around) }];
  });
}

/** The variables in the texts, and those that their values are made of. */
function namesUsed(texts: readonly string[], around: Around): readonly string[] {
  const names = new Map<string, string>();
  const open = [...texts];
  // It grows while it is walked.
  for (const text of open) {
    for (const { name } of macrosIn(text)) {
      const declared = names.has(name.toLowerCase()) ? undefined : declaredVariable(name, around);
      names.set(name.toLowerCase(), names.get(name.toLowerCase()) ?? name);
      open.push(...(declared === undefined ? [] : [declared.variable.value.text]));
    }
  }
  return [...names.values()];
}

function sourceOf(name: string, around: Around): string | undefined {
  const { before, tasks, given } = around;
  const setter = before.findLast((step) => isSetBy(name, step, tasks));
  if (setter !== undefined) {
    return `set by step ${setter.name ?? setter.title ?? setter.does}`;
  }
  const declared = declaredVariable(name, around);
  return declared === undefined
    ? (given.get(name.toLowerCase()) ?? (PREDEFINED.test(name) ? 'the service, when it runs' : undefined))
    : declaration(declared);
}

function declaration({ variable: { kind, value }, scope }: Declared): string {
  return kind === 'leg'
    ? 'set by each leg of the matrix'
    : `${scope} variable at ${positionText(value.at)}${runtimeText(value.text, scope)}`;
}

/** What a value in `$[ ]` reads of other jobs and stages. */
function runtimeText(text: string, scope: Declared['scope']): string {
  const expression = runtimeExpression(text);
  if (expression === undefined) {
    return '';
  }
  const origins = originsOf(expression.source, scope === 'job' ? 'job' : 'stage');
  return origins.length === 0 ? ', evaluated when the job starts' : `, from ${origins.join(' and ')}`;
}

function isSetBy(name: string, step: PlannedStep, tasks: TaskCatalog): boolean {
  const { outputs, variables: set } = stepOutputs(step, tasks);
  const asOutput = step.name !== undefined && name.toLowerCase().startsWith(`${step.name.toLowerCase()}.`);
  return asOutput
    ? outputs.some((output) => isNamed(`${step.name}.${output}`, name))
    : set.some((variable) => isNamed(variable, name));
}

function unset(around: Around): string {
  const groups = groupsAround(around).map(({ name }) => name);
  return groups.length === 0
    ? 'not set in this file; perhaps in the settings of the pipeline or when it is started'
    : `not set in this file; perhaps in group ${groups.join(' or ')}`;
}

function textsIn(node: Node): readonly string[] {
  switch (node.kind) {
    case 'text':
      return [node.text];
    case 'list':
      return node.items.flatMap((item) => textsIn(item));
    case 'mapping':
      return node.entries.flatMap(({ value }) => textsIn(value));
  }
}
