import { ExpressionError } from '../expressions/expression-error';
import { parseExpression } from '../expressions/parser';
import type { Expression } from '../expressions/syntax';
import type { Findings } from '../read/finding';
import { ancestorsOf, unitNamed } from './dependencies';
import type { Unit } from './plan';
import { holds, RESULTS, type Assignment, type Result } from './static-condition';

type Possible = Map<Unit, readonly Result[]>;

/** More dependencies than this are not tried in all combinations. */
const MOST_DEPENDENCIES = 4;

/** Warns of stages or jobs that never run, or that a skipped dependency takes along without a word. */
export function checkReachability(units: readonly Unit[], kind: 'stage' | 'job', findings: Findings): void {
  const possible: Possible = new Map();
  for (const unit of inWaitingOrder(units)) {
    const condition = conditionOf(unit);
    const canRun = condition === undefined || canHold(condition, { unit, units, possible });
    possible.set(unit, canRun ? RESULTS : ['Skipped']);
    if (!canRun) {
      findings.warn(unit.condition?.at ?? unit.at, 'never-runs', neverRuns(unit, kind, { units, possible }));
    } else {
      warnOfFanIn(unit, kind, { units, findings });
    }
  }
}

function conditionOf({ condition }: Unit): Expression | undefined {
  try {
    return parseExpression(condition?.text ?? 'succeeded()');
  } catch (error) {
    if (error instanceof ExpressionError) {
      return undefined;
    }
    throw error;
  }
}

interface Known {
  readonly unit: Unit;
  readonly units: readonly Unit[];
  readonly possible: Possible;
}

function canHold(condition: Expression, { unit, units, possible }: Known): boolean {
  const direct = unit.dependsOn.flatMap(({ name }) => unitNamed(name, units) ?? []);
  if (direct.length > MOST_DEPENDENCIES) {
    return true;
  }
  const indirect = ancestorsOf(unit, units).filter((ancestor) => !direct.includes(ancestor));
  const isBlocked = indirect.some((ancestor) => isOnlySkipped(possible.get(ancestor)));
  const tries = combinations(direct.map((found) => ({ unit: found, results: possible.get(found) ?? RESULTS })));
  return tries.some((results) => holds(condition, { results, others: isBlocked ? 'skipped' : 'unknown' }) !== false);
}

function combinations(
  open: readonly { readonly unit: Unit; readonly results: readonly Result[] }[],
): readonly Assignment['results'][] {
  return open.reduce<readonly Assignment['results'][]>(
    (found, { unit, results }) =>
      found.flatMap((before) => results.map((result) => new Map([...before, [unit.name.toLowerCase(), result]]))),
    [new Map()],
  );
}

function neverRuns(unit: Unit, kind: string, { units, possible }: Omit<Known, 'unit'>): string {
  const skipped = ancestorsOf(unit, units).filter((ancestor) => isOnlySkipped(possible.get(ancestor)));
  const names = skipped.map(({ name }) => `'${name}'`).join(', ');
  return skipped.length === 0
    ? `${kind} '${unit.name}' never runs: its condition is false whatever its dependencies do`
    : `${kind} '${unit.name}' never runs: it depends on ${names}, which never runs, and skipped does not count as succeeded`;
}

/** Two branches join, and one of them may be skipped: the classic way to lose a stage silently. */
function warnOfFanIn(
  unit: Unit,
  kind: string,
  { units, findings }: { readonly units: readonly Unit[]; readonly findings: Findings },
): void {
  const direct = unit.dependsOn.flatMap(({ name }) => unitNamed(name, units) ?? []);
  const conditional = direct.filter(
    ({ condition }) => condition !== undefined && !/\balways\s*\(/i.test(condition.text),
  );
  if (
    unit.condition === undefined &&
    direct.length > 1 &&
    conditional.length > 0 &&
    conditional.length < direct.length
  ) {
    const names = conditional.map(({ name }) => `'${name}'`).join(', ');
    const message = `${kind} '${unit.name}' is skipped whenever ${names} is skipped; if it should run then, add the condition and(not(failed()), not(canceled()))`;
    findings.warn(unit.at, 'skips-along', message);
  }
}

function isOnlySkipped(results: readonly Result[] | undefined): boolean {
  return results?.length === 1 && results[0] === 'Skipped';
}

/** Each unit after those it depends on; a cycle, which is reported elsewhere, is left out. */
function inWaitingOrder(units: readonly Unit[]): readonly Unit[] {
  const waiting = new Map(units.map((unit) => [unit, namesOf(unit, units).length]));
  const followers = new Map<Unit, Unit[]>();
  for (const unit of units) {
    for (const dependency of namesOf(unit, units)) {
      followers.set(dependency, [...(followers.get(dependency) ?? []), unit]);
    }
  }
  const order = units.filter((unit) => waiting.get(unit) === 0);
  for (const unit of order) {
    for (const follower of followers.get(unit) ?? []) {
      const left = (waiting.get(follower) ?? 0) - 1;
      waiting.set(follower, left);
      if (left === 0) {
        order.push(follower);
      }
    }
  }
  return order;
}

function namesOf({ dependsOn }: Unit, units: readonly Unit[]): readonly Unit[] {
  return dependsOn.flatMap(({ name }) => unitNamed(name, units) ?? []);
}
