import { textOf } from '../../expressions/coercion';
import { Decimal } from '../../expressions/decimal';
import type { Value } from '../../expressions/value';
import { kindName, type Node } from '../../read/node';
import { valueOf } from '../tree-values';
import type { TypeName } from './types';

export type TypedValue = { readonly value: Value } | { readonly problem: string };

/** A value as its parameter takes it. Parts of a pipeline are not judged here. */
export function typedValue(node: Node, type: TypeName): TypedValue {
  switch (type) {
    case 'string':
    case 'environment':
    case 'filePath':
    case 'secureFile':
    case 'serviceConnection':
      return node.kind === 'text' ? { value: textOf(valueOf(node)) ?? '' } : unlike(node, 'text');
    case 'number':
      return numberIn(node);
    case 'boolean':
      return booleanIn(node);
    case 'stringList':
      return node.kind === 'list' && node.items.every(({ kind }) => kind === 'text')
        ? { value: valueOf(node) }
        : unlike(node, 'a list of texts');
    case 'stepList':
    case 'jobList':
    case 'deploymentList':
    case 'stageList':
    case 'containerList':
      return node.kind === 'list' ? { value: valueOf(node) } : unlike(node, 'a list');
    case 'step':
    case 'job':
    case 'deployment':
    case 'stage':
    case 'container':
      return node.kind === 'mapping' ? { value: valueOf(node) } : unlike(node, 'a mapping');
    case 'object':
    case 'legacyObject':
    case 'pool':
      return { value: valueOf(node) };
  }
}

function numberIn(node: Node): TypedValue {
  const value = node.kind === 'text' && node.text !== '' ? Decimal.parse(node.text) : undefined;
  return value === undefined ? unlike(node, 'a number') : { value };
}

function booleanIn(node: Node): TypedValue {
  const text = node.kind === 'text' ? node.text.toLowerCase() : '';
  return text === 'true' || text === 'false' ? { value: text === 'true' } : unlike(node, 'true or false');
}

function unlike(node: Node, expected: string): TypedValue {
  const macro = node.kind === 'text' && /\$[([]/.test(node.text);
  const why = macro ? '; variables have their values only when the pipeline runs' : '';
  return { problem: `takes ${expected}, and has ${kindName(node)}${why}` };
}
