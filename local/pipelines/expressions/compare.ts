import { converted, folded, numberOf } from './coercion';
import { Decimal } from './decimal';
import { isArray, isObject, kindOf, type Value } from './value';
import { Version } from './version';

/** The right side takes the type of the left; where it cannot, the two differ. */
export function areEqual(left: Value, right: Value): boolean {
  if (isArray(left) || isObject(left)) {
    // Two lists are the same when they are one list, not when they look alike.
    return left === right || (isSourced(left) && isSourced(right) && left.source === right.source);
  }
  const other = converted(right, kindOf(left));
  return other !== undefined && ordered(left, other) === 0;
}

/** Below, at or above zero; undefined if the right side does not take the type of the left. */
export function comparison(left: Value, right: Value): number | undefined {
  const comparable = left === null || isArray(left) || isObject(left) ? numberOf(left) : left;
  const other = comparable === undefined ? undefined : converted(right, kindOf(comparable));
  return comparable === undefined || other === undefined ? undefined : ordered(comparable, other);
}

function isSourced(value: Value): value is Value & { readonly source: object } {
  return (isArray(value) || isObject(value)) && value.source !== undefined;
}

/** Both have the same kind. */
function ordered(left: Value, right: Value): number {
  if ((left instanceof Decimal && right instanceof Decimal) || (left instanceof Version && right instanceof Version)) {
    return left instanceof Decimal && right instanceof Decimal
      ? left.compare(right)
      : (left as Version).compare(right as Version);
  }
  if (typeof left === 'string' && typeof right === 'string') {
    const [one, other] = [folded(left), folded(right)];
    return one === other ? 0 : one < other ? -1 : 1;
  }
  return Number(left) - Number(right);
}
