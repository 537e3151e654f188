import { hint } from '../../../lib/core/nearest';
import { OPEN } from '../expressions/segments';
import type { Findings } from '../read/finding';
import { kindName, type Mapping, type Node, type Text } from '../read/node';
import { takesEverything, type MappingShape, type Shape, type TextShape } from '../schema/shape';

const BOOLEANS: ReadonlySet<string> = new Set(['true', 'y', 'yes', 'on', 'false', 'n', 'no', 'off']);

/** Reports every way in which a piece of an expanded pipeline is not what its place takes. */
export function checkShape(node: Node, shape: Shape, findings: Findings): void {
  // A key with nothing behind it is as good as none.
  if (takesEverything(shape) || (node.kind === 'text' && node.text === '')) {
    return;
  }
  if (node.kind === 'text' && shape.text !== undefined) {
    checkText(node, shape, findings);
  } else if (node.kind === 'list' && shape.list !== undefined) {
    const { list } = shape;
    node.items.forEach((item) => checkShape(item, list, findings));
  } else if (node.kind === 'mapping' && shape.mapping !== undefined) {
    checkMapping(node, shape.mapping, findings);
  } else {
    findings.error(node.at, 'kind', `expected ${expectedBy(shape)}, found ${kindName(node)}`);
  }
}

function checkMapping(node: Mapping, shape: MappingShape, findings: Findings): void {
  if (shape.byFirstKey !== undefined) {
    checkByFirstKey(node, shape.byFirstKey, findings);
    return;
  }
  const { keys = {}, others, required = [] } = shape;
  if (shape.keys === undefined && others === undefined) {
    return;
  }
  for (const { key, keyAt, value } of node.entries) {
    const own = Object.hasOwn(keys, key) ? keys[key] : others;
    if (own === undefined) {
      findings.error(keyAt, 'unknown-key', `unknown key '${key}'; ${hint(key, Object.keys(keys))}`);
    } else {
      checkShape(value, own, findings);
    }
  }
  for (const key of required.filter((name) => !node.entries.some((entry) => entry.key === name))) {
    findings.error(node.at, 'missing-key', `key '${key}' is missing`);
  }
}

function checkByFirstKey(node: Mapping, kinds: Readonly<Record<string, Shape>>, findings: Findings): void {
  const [first] = node.entries;
  const shape = first !== undefined && Object.hasOwn(kinds, first.key) ? kinds[first.key] : undefined;
  if (shape !== undefined) {
    checkShape(node, shape, findings);
    return;
  }
  const known = Object.keys(kinds);
  const later = node.entries.find(({ key }) => Object.hasOwn(kinds, key));
  if (first === undefined) {
    findings.error(node.at, 'missing-key', `this is empty; start with one of: ${known.join(', ')}`);
  } else if (later === undefined) {
    findings.error(
      first.keyAt,
      'unknown-key',
      `'${first.key}' is not a known first key here; ${hint(first.key, known)}`,
    );
  } else {
    findings.error(later.keyAt, 'first-key', `'${later.key}' must be the first key, but comes after '${first.key}'`);
  }
}

function checkText(node: Text, shape: Shape, findings: Findings): void {
  // A template expression that has no value has been reported.
  const isOpen = shape.text === undefined || node.text.includes(OPEN);
  const problem = isOpen ? undefined : textProblem(node.text, shape.text);
  if (problem !== undefined) {
    const others = expectedBy({ ...shape, text: undefined });
    findings.error(node.at, 'value', others === '' ? problem : `${problem}; ${others} is possible too`);
  }
}

const LATE = /\$[([]/;

function textProblem(text: string, shape: TextShape): string | undefined {
  if (shape === 'any') {
    return undefined;
  }
  if (shape === 'late boolean' || shape === 'late integer') {
    return LATE.test(text) ? undefined : textProblem(text, shape === 'late boolean' ? 'boolean' : 'integer');
  }
  if (shape === 'name') {
    return /^[A-Za-z_]\w*$/.test(text)
      ? undefined
      : `'${text}' is not a valid name: use letters, digits and '_', and do not start with a digit`;
  }
  const early = LATE.test(text) ? '; variables have their values only later' : '';
  if (shape === 'boolean') {
    return BOOLEANS.has(text.toLowerCase()) ? undefined : `expected true or false, found '${text}'${early}`;
  }
  if (shape === 'integer') {
    return /^\d+$/.test(text) ? undefined : `expected a whole number, found '${text}'${early}`;
  }
  return shape.includes(text) ? undefined : `'${text}' is not known here; ${hint(text, shape)}`;
}

function expectedBy({ text, list, mapping }: { readonly [Kind in keyof Shape]: Shape[Kind] | undefined }): string {
  const kinds = [text && 'text', list && 'a list', mapping && 'a mapping'].filter((kind) => kind !== undefined);
  return kinds.join(' or ');
}
