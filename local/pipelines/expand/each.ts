import { isArray, isObject, kindOf, objectOf, type Value } from '../expressions/value';
import { textNode, type Entry } from '../read/node';
import type { Directive } from './directive';
import { valueInside } from './expand-text';
import { stamped, withLocal, type Scope } from './scope';

/** The scope of each round of a loop; none if there is nothing to go through, or once what is wrong is reported. */
export function rounds(directive: Directive & { kind: 'each' }, entry: Entry, scope: Scope): readonly Scope[] {
  const { variable, collection, at } = directive;
  const name = variable.toLowerCase();
  const report = (message: string): readonly Scope[] => {
    scope.run.findings.error(stamped(entry.keyAt, scope), 'directive', message);
    return [];
  };
  if (name === 'parameters' || name === 'variables' || scope.locals.has(name)) {
    return report(`'each' cannot name its variable '${variable}': the name is already in use here`);
  }
  const value = valueInside({ source: collection, at }, textNode(entry.key, entry.keyAt), scope);
  if (value === undefined) {
    return [];
  }
  const items = itemsIn(value);
  if (items === undefined) {
    const found = value === null || value === '' ? 'nothing' : `a ${kindOf(value)}`;
    return report(`'each' needs a list or a mapping, and '${collection.trim()}' is ${found}`);
  }
  return items.map((item) => withLocal(scope, variable, item));
}

function itemsIn(value: Value): readonly Value[] | undefined {
  if (isArray(value)) {
    return value.items;
  }
  return isObject(value)
    ? [...value.members].map(([key, member]) =>
        objectOf([
          ['key', key],
          ['value', member],
        ]),
      )
    : undefined;
}
