import { placeText } from '../read/finding';
import { textAt, valueAt, type Node } from '../read/node';
import { macrosIn } from '../schema/runtime-expression';
import { taskNamed, type TaskCatalog } from '../schema/task-catalog';
import { isNamed, type Plan, type PlannedJob, type PlannedStage, type PlannedStep, type PlannedVariable } from './plan';
import { stepOutputs } from './step-outputs';

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

/** For every step, where its connections are named and where its variables will come from. */
export function valueSources(plan: Plan, tasks: TaskCatalog, given: Given = new Map()): StepSources {
  const sources = new Map<PlannedStep, readonly ValueSource[]>();
  for (const stage of plan.stages) {
    for (const job of stage.jobs) {
      for (const { steps } of job.runs) {
        steps.forEach((step, index) => {
          const around = { plan, stage, job, before: steps.slice(0, index), tasks, given };
          sources.set(step, [...connections(step, tasks), ...variables(step, around)]);
        });
      }
    }
  }
  return sources;
}

function connections({ does, node }: PlannedStep, tasks: TaskCatalog): readonly ValueSource[] {
  const inputs = valueAt(node, 'inputs');
  const known = taskNamed(does, tasks)?.inputs.filter(({ isConnection }) => isConnection) ?? [];
  return known.flatMap(({ name, aliases }) =>
    [name, ...aliases].flatMap((word) => {
      const connection = textAt(inputs, word);
      return connection === undefined ? [] : [{ what: word, from: `service connection '${connection}'` }];
    }),
  );
}

interface Around {
  readonly plan: Plan;
  readonly stage: PlannedStage;
  readonly job: PlannedJob;
  readonly before: readonly PlannedStep[];
  readonly tasks: TaskCatalog;
  readonly given: Given;
}

function variables(step: PlannedStep, around: Around): readonly ValueSource[] {
  const script = textAt(valueAt(step.node, 'inputs'), 'script');
  const isScript = script !== undefined;
  const names = new Map(
    textsIn(step.node)
      .flatMap(macrosIn)
      .map(({ name }) => [name.toLowerCase(), name]),
  );
  return [...names.values()].flatMap((name) => {
    const from = sourceOf(name, around);
    // In a script `$(date)` is a command; what nobody sets is not called a variable there.
    return from === undefined && isScript ? [] : [{ what: `$(${name})`, from: from ?? unset(around) }];
  });
}

function sourceOf(name: string, { plan, stage, job, before, tasks, given }: Around): string | undefined {
  const setter = before.findLast((step) => isSetBy(name, step, tasks));
  if (setter !== undefined) {
    return `set by step ${setter.name ?? setter.title ?? setter.does}`;
  }
  const scopes = [
    [job.variables, 'job'],
    [stage.variables, 'stage'],
    [plan.variables, 'pipeline'],
  ] as const;
  for (const [declared, scope] of scopes) {
    // Of two in one place the last counts.
    const found = declared.findLast((variable) => variable.kind === 'value' && isNamed(variable.name, name));
    if (found !== undefined) {
      return `${scope} variable at ${placeText(found.value.at)}`;
    }
  }
  return given.get(name.toLowerCase()) ?? (PREDEFINED.test(name) ? 'the service, when it runs' : undefined);
}

function isSetBy(name: string, step: PlannedStep, tasks: TaskCatalog): boolean {
  const { outputs, variables: set } = stepOutputs(step, tasks);
  const asOutput = step.name !== undefined && name.toLowerCase().startsWith(`${step.name.toLowerCase()}.`);
  return asOutput
    ? outputs.some((output) => isNamed(`${step.name}.${output}`, name))
    : set.some((variable) => isNamed(variable, name));
}

function unset({ plan, stage, job }: Around): string {
  const groups = [job, stage, plan].flatMap((scope) => groupsIn(scope.variables));
  return groups.length === 0
    ? 'not set in this file; perhaps in the settings of the pipeline or when it is started'
    : `not set in this file; perhaps in group ${groups.join(' or ')}`;
}

function groupsIn(declared: readonly PlannedVariable[]): readonly string[] {
  return declared.filter(({ kind }) => kind === 'group').map(({ name }) => name);
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
