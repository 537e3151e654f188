import { hint } from '../../../../lib/core/nearest';
import { OPEN } from '../../expressions/segments';
import type { Findings } from '../../read/finding';
import { itemsOf, kindName, textAt, valueAt, type Mapping, type Node, type Origin } from '../../read/node';
import { isTypeName, typesFor, type TypeName } from './types';

/** One parameter as a file declares it. */
export interface Declaration {
  readonly name: string;
  /** Undefined in the old style, in which every value is welcome. */
  readonly type: TypeName | undefined;
  readonly default: Node | undefined;
  readonly allowed: readonly Node[];
  readonly at: Origin;
}

export interface Declarations {
  readonly all: readonly Declaration[];
  /** A list of declarations is strict; the old style, a mapping of defaults, takes and reads what it does not declare. */
  readonly isStrict: boolean;
}

const KEYS = ['name', 'displayName', 'type', 'default', 'values'];

/** Reads the `parameters:` of a file. */
export function declarationsIn(node: Node | undefined, findings: Findings, where: 'root' | 'template'): Declarations {
  if (node === undefined || (node.kind === 'text' && node.text === '')) {
    return { all: [], isStrict: node !== undefined };
  }
  if (node.kind === 'text') {
    findings.error(node.at, 'parameters', `'parameters' is a list of declarations, and here it is ${kindName(node)}`);
    return { all: [], isStrict: true };
  }
  const all =
    node.kind === 'mapping' ? oldStyle(node) : itemsOf(node).flatMap((item) => declaration(item, findings, where));
  all.forEach((found) => judge(found, all, findings));
  return { all, isStrict: node.kind === 'list' };
}

function oldStyle({ entries }: Mapping): readonly Declaration[] {
  return entries.map(({ key, keyAt, value }) => ({
    name: key,
    type: undefined,
    default: value,
    allowed: [],
    at: keyAt,
  }));
}

function declaration(item: Node, findings: Findings, where: 'root' | 'template'): readonly Declaration[] {
  const name = textAt(item, 'name');
  if (item.kind !== 'mapping' || name === undefined) {
    findings.error(item.at, 'parameters', `declare a parameter as '- name: …'; this is ${kindName(item)}`);
    return [];
  }
  for (const { key, keyAt } of item.entries) {
    if (!KEYS.includes(key)) {
      findings.error(keyAt, 'unknown-key', `a parameter has no '${key}'; ${hint(key, KEYS)}`);
    }
  }
  const written = textAt(item, 'type') ?? 'string';
  const known = typesFor(where);
  const type = isTypeName(written) && known.includes(written) ? written : undefined;
  if (type === undefined) {
    findings.error(
      valueAt(item, 'type')?.at ?? item.at,
      'parameters',
      `there is no type '${written}' for a parameter ${where === 'root' ? 'of a pipeline' : 'of a template'}; ${hint(written, known)}`,
    );
  }
  const allowed = itemsOf(valueAt(item, 'values'));
  // A run that starts without a choice takes the first one; a template has to be told.
  const first = where === 'root' ? allowed[0] : undefined;
  return [{ name, type, default: valueAt(item, 'default') ?? first, allowed, at: item.at }];
}

function judge({ name, at, default: value }: Declaration, all: readonly Declaration[], findings: Findings): void {
  const same = all.filter((other) => other.name.toLowerCase() === name.toLowerCase());
  if (same.length > 1 && same[0]?.at !== at) {
    findings.error(at, 'duplicate-key', `parameter '${name}' is declared twice; case makes no difference`);
  }
  const expression = value === undefined ? undefined : expressionIn(value);
  if (expression !== undefined) {
    findings.error(
      expression,
      'parameters',
      `the default of parameter '${name}' must be a plain value, without expressions`,
    );
  }
}

function expressionIn(node: Node): Origin | undefined {
  if (node.kind === 'text') {
    return node.text.includes(OPEN) ? node.at : undefined;
  }
  if (node.kind === 'mapping' && node.entries.some(({ key }) => key.includes(OPEN))) {
    return node.at;
  }
  const below = node.kind === 'list' ? node.items : node.entries.map(({ value }) => value);
  return below.map(expressionIn).find((at) => at !== undefined);
}
