import { textNode, type Node } from '../read/node';

/** Variables as a list, whichever of the two forms they have. */
export function variableList(variables: Node): readonly Node[] {
  if (variables.kind !== 'mapping') {
    return variables.kind === 'list' ? variables.items : [];
  }
  return variables.entries.map(({ key, keyAt, value }) => ({
    kind: 'mapping',
    at: keyAt,
    entries: [
      { key: 'name', keyAt, value: textNode(key, keyAt) },
      { key: 'value', keyAt, value },
    ],
  }));
}
