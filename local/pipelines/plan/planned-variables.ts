import { textAt, textNode, valueAt, type Node } from '../read/node';
import type { PlannedVariable } from './plan';

/** Variables of one place, in the order of the file. */
export function plannedVariables(variables: Node | undefined): readonly PlannedVariable[] {
  if (variables?.kind === 'mapping') {
    return variables.entries.flatMap(({ key, value }) =>
      value.kind === 'text' ? [{ name: key, value, kind: 'value' as const }] : [],
    );
  }
  return variables?.kind === 'list' ? variables.items.flatMap(plannedVariable) : [];
}

function plannedVariable(item: Node): readonly PlannedVariable[] {
  const group = textAt(item, 'group');
  if (group !== undefined) {
    return [{ name: group, value: textNode('', item.at), kind: 'group' }];
  }
  const name = textAt(item, 'name');
  const value = valueAt(item, 'value');
  return name === undefined || value?.kind === 'list' || value?.kind === 'mapping'
    ? []
    : [{ name, value: value ?? textNode('', item.at), kind: 'value', ...readOnly(item) }];
}

function readOnly(item: Node): { readonly isReadOnly?: true } {
  return textAt(item, 'readonly')?.toLowerCase() === 'true' ? { isReadOnly: true } : {};
}
