import { hint } from '../../../lib/core/nearest';
import { positionText, type Findings } from '../read/finding';
import { itemsOf, valueAt, type Mapping } from '../read/node';
import type { Dependency, Unit } from './plan';

/** What `dependsOn` names; undefined where the file does not say. */
export function dependenciesOf(node: Mapping): readonly Dependency[] | undefined {
  const dependsOn = valueAt(node, 'dependsOn');
  const named = dependsOn?.kind === 'text' ? [dependsOn] : itemsOf(dependsOn);
  return dependsOn === undefined
    ? undefined
    : named.flatMap((item) => (item.kind === 'text' && item.text !== '' ? [{ name: item.text, at: item.at }] : []));
}

const INDEXES = new WeakMap<readonly Unit[], ReadonlyMap<string, Unit>>();

/** The first unit of that name. Looking thousands up one by one would take long. */
export function unitNamed<T extends Unit>(name: string, units: readonly T[]): T | undefined {
  const index = INDEXES.get(units) ?? new Map(units.toReversed().map((unit) => [unit.name.toLowerCase(), unit]));
  INDEXES.set(units, index);
  return index.get(name.toLowerCase()) as T | undefined;
}

function otherText(unit: Unit, first: Unit): string {
  const position = positionText(first.at);
  if (position === positionText(unit.at)) {
    return 'this line is brought in twice, and each time needs another name';
  }
  return first.name === unit.name
    ? `the other is at ${position}`
    : `the other is at ${position}, as '${first.name}'; case makes no difference`;
}

/** Reports duplicate names, unknown dependencies, and cycles. */
export function checkOrder(units: readonly Unit[], kind: 'stage' | 'job', findings: Findings): void {
  for (const unit of units) {
    const first = unitNamed(unit.name, units);
    if (first !== unit && first !== undefined) {
      findings.error(unit.at, 'name', `there are two ${kind}s named '${unit.name}'; ${otherText(unit, first)}`);
    }
    for (const { name, at } of unit.dependsOn) {
      if (unitNamed(name, units) === undefined) {
        const names = units.map((other) => other.name);
        findings.error(at, 'depends-on', `there is no ${kind} '${name}' here; ${hint(name, names)}`);
      }
    }
  }
  const circle = circleIn(units);
  if (circle !== undefined) {
    const [first] = circle;
    const path = [...circle, first].map((unit) => unit?.name).join(' → ');
    findings.error(
      first?.at ?? { file: '', line: 1, column: 1 },
      'depends-on',
      `these ${kind}s depend on each other: ${path}`,
    );
  }
}

/** The units of one cycle, each depending on the next; a unit that depends on itself is one. */
function circleIn(units: readonly Unit[]): readonly Unit[] | undefined {
  const done = new Set<Unit>();
  for (const start of units) {
    const circle = circleFrom(start, units, done);
    if (circle !== undefined) {
      return circle;
    }
  }
  return undefined;
}

/** Walks without recursion: a thousand stages in a row are legal. */
function circleFrom(start: Unit, units: readonly Unit[], done: Set<Unit>): readonly Unit[] | undefined {
  const path: { readonly unit: Unit; next: number }[] = done.has(start) ? [] : [{ unit: start, next: 0 }];
  const depths = new Map(path.map(({ unit }, depth) => [unit, depth]));
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const dependency = top.unit.dependsOn[top.next++];
    if (dependency === undefined) {
      done.add(top.unit);
      depths.delete(top.unit);
      path.pop();
      continue;
    }
    const unit = unitNamed(dependency.name, units);
    const depth = unit === undefined ? undefined : depths.get(unit);
    if (depth !== undefined) {
      return path.slice(depth).map((step) => step.unit);
    }
    if (unit !== undefined && !done.has(unit)) {
      depths.set(unit, path.length);
      path.push({ unit, next: 0 });
    }
  }
  return undefined;
}
