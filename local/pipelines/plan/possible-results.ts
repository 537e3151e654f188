import { ExpressionError } from '../expressions/expression-error';
import { parseExpression } from '../expressions/parser';
import type { Expression } from '../expressions/syntax';
import type { Findings } from '../read/finding';
import { unitNamed } from './dependencies';
import type { Unit } from './plan';
import { holds, RESULTS, type Assignment, type Result } from './static-condition';

/** More dependencies than this are not tried in all combinations. */
const MOST_DEPENDENCIES = 4;

interface Outlook {
  /** Whose condition keeps it from ever running: its own, or that of one before it. */
  readonly stoppedBy: Unit | undefined;
  /** The nearest before it, however far away, that never runs. */
  readonly stoppedBefore: Unit | undefined;
}

type Outlooks = ReadonlyMap<Unit, Outlook>;

/** Warns of stages or jobs that never run, or that a skipped dependency takes along without a word. */
export function checkReachability(units: readonly Unit[], kind: 'stage' | 'job', findings: Findings): void {
  const outlooks = new Map<Unit, Outlook>();
  for (const unit of inWaitingOrder(units)) {
    const dependencies = dependenciesOf(unit, units);
    const outlook = outlookOf(unit, dependencies, outlooks);
    outlooks.set(unit, outlook);
    const { stoppedBy } = outlook;
    if (stoppedBy === undefined) {
      warnOfFanIn(unit, kind, { dependencies, findings });
    } else {
      const why =
        stoppedBy === unit
          ? 'its condition is false whatever its dependencies do'
          : `it depends on '${stoppedBy.name}', which never runs, and skipped does not count as succeeded`;
      findings.warn(unit.condition?.at ?? unit.at, 'never-runs', `${kind} '${unit.name}' never runs: ${why}`);
    }
  }
}

function outlookOf(unit: Unit, dependencies: readonly Unit[], outlooks: Outlooks): Outlook {
  const before = dependencies.flatMap((dependency) => outlooks.get(dependency) ?? []);
  const stoppedBefore = before
    .map((outlook) => outlook.stoppedBy ?? outlook.stoppedBefore)
    .find((stopped) => stopped !== undefined);
  const condition = conditionOf(unit);
  const canRun = condition === undefined || canHold(condition, dependencies, outlooks);
  return { stoppedBy: canRun ? undefined : (stoppedBefore ?? unit), stoppedBefore };
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

function canHold(condition: Expression, dependencies: readonly Unit[], outlooks: Outlooks): boolean {
  if (dependencies.length > MOST_DEPENDENCIES) {
    return true;
  }
  const isStoppedFarther = dependencies.some((unit) => outlooks.get(unit)?.stoppedBefore !== undefined);
  const tries = combinations(
    dependencies.map((unit) => ({
      unit,
      results: outlooks.get(unit)?.stoppedBy === undefined ? RESULTS : (['Skipped'] as const),
    })),
  );
  const others = isStoppedFarther ? 'skipped' : 'unknown';
  return tries.some((results) => holds(condition, { results, others }) !== false);
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

/** Two branches join, and one of them may be skipped: the classic way to lose a stage silently. */
function warnOfFanIn(
  unit: Unit,
  kind: string,
  { dependencies, findings }: { readonly dependencies: readonly Unit[]; readonly findings: Findings },
): void {
  const conditional = dependencies.filter(
    ({ condition }) => condition !== undefined && !/\balways\s*\(/i.test(condition.text),
  );
  if (
    unit.condition === undefined &&
    dependencies.length > 1 &&
    conditional.length > 0 &&
    conditional.length < dependencies.length
  ) {
    const names = conditional.map(({ name }) => `'${name}'`).join(', ');
    const message = `${kind} '${unit.name}' is skipped whenever ${names} is skipped; if it should run then, add the condition and(not(failed()), not(canceled()))`;
    findings.warn(unit.at, 'skips-along', message);
  }
}

/** Each unit after those it depends on; a cycle, which is reported elsewhere, is left out. */
function inWaitingOrder(units: readonly Unit[]): readonly Unit[] {
  const waiting = new Map(units.map((unit) => [unit, dependenciesOf(unit, units).length]));
  const followers = new Map<Unit, Unit[]>();
  for (const unit of units) {
    for (const dependency of dependenciesOf(unit, units)) {
      const known = followers.get(dependency) ?? [];
      known.push(unit);
      followers.set(dependency, known);
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

function dependenciesOf({ dependsOn }: Unit, units: readonly Unit[]): readonly Unit[] {
  return dependsOn.flatMap(({ name }) => unitNamed(name, units) ?? []);
}
