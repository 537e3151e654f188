import { objectOf, type ObjectValue, type Value } from '../expressions/value';
import { pathsIn } from '../plan/expression-paths';
import { isNamed, type Unit } from '../plan/plan';
import type { JobEnd, StageEnd } from './ends';

export type Ends<T> = ReadonlyMap<string, T>;

/** `dependencies` of a job: the jobs of its stage that it names. */
export function jobDependencies(unit: Unit, jobs: Ends<JobEnd>): ObjectValue {
  return objectOf(
    unit.dependsOn.flatMap(({ name }) => {
      const end = jobs.get(name.toLowerCase());
      return end === undefined ? [] : [[name, jobValue(end)] as const];
    }),
  );
}

/** `dependencies` of a stage: the outputs of a stage have the names of its jobs in front. */
export function stageDependencies(unit: Unit, stages: Ends<StageEnd>): ObjectValue {
  return objectOf(
    stagesOf(unit, stages).map(([name, end]) => [
      name,
      objectOf([
        ['result', end.result],
        ['outputs', objectOf(outputsOfStage(end))],
      ]),
    ]),
  );
}

/** `stageDependencies` of a job or of the variables of a stage; the newer table of the documentation adds `outputs`. */
export function jobsOfStages(unit: Unit, stages: Ends<StageEnd>): ObjectValue {
  return objectOf(
    stagesOf(unit, stages).map(([name, end]) => {
      const jobs = [...end.jobs.values()].map((job) => [job.name, jobValue(job)] as const);
      return [name, objectOf([['outputs', objectOf(outputsOfStage(end))], ...jobs])];
    }),
  );
}

function stagesOf({ dependsOn }: Unit, stages: Ends<StageEnd>): readonly (readonly [string, StageEnd])[] {
  return dependsOn.flatMap(({ name }) => {
    const end = stages.get(name.toLowerCase());
    return end === undefined ? [] : [[name, end] as const];
  });
}

function jobValue({ result, outputs }: JobEnd): ObjectValue {
  return objectOf([
    ['result', result],
    ['outputs', objectOf(outputs)],
  ]);
}

function outputsOfStage({ jobs }: StageEnd): readonly (readonly [string, string])[] {
  return [...jobs.values()].flatMap(({ name, outputs }) =>
    [...outputs].map(([key, value]) => [`${name}.${key}`, value] as const),
  );
}

/** Outputs that the expression reads and nobody set, each with the keys that exist: the service gives empty text. */
export function missedOutputs(source: string, names: Readonly<Record<string, Value>>): readonly string[] {
  return pathsIn(source).flatMap(({ path }) => {
    const at = path.findIndex((word) => isNamed(word, 'outputs'));
    const key = path[at + 1];
    const outputs = at < 1 ? undefined : valueAt(path.slice(0, at + 1), names);
    if (key === undefined || outputs === undefined || memberAt(outputs, key) !== undefined) {
      return [];
    }
    const keys = [...outputs.members.keys()];
    const known = keys.length === 0 ? 'it has no outputs' : `it has: ${keys.join(', ')}`;
    return [`${path.slice(0, at + 1).join('.')}['${key}'] is empty; ${known}`];
  });
}

function valueAt(
  [root = '', ...rest]: readonly string[],
  names: Readonly<Record<string, Value>>,
): ObjectValue | undefined {
  const start = Object.entries(names).find(([name]) => isNamed(name, root))?.[1];
  return asObject(rest.reduce<Value | undefined>((value, word) => asMember(value, word), start));
}

function asMember(value: Value | undefined, word: string): Value | undefined {
  const object = asObject(value);
  return object === undefined ? undefined : memberAt(object, word);
}

function memberAt({ members }: ObjectValue, word: string): Value | undefined {
  return [...members].find(([name]) => isNamed(name, word))?.[1];
}

function asObject(value: Value | undefined): ObjectValue | undefined {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'object' ? value : undefined;
}
