import type { Node } from '../read/node';
import { childRole, itemRole, type Role } from './roles';

export interface Piece {
  readonly role: Role;
  readonly node: Node;
}

/** Every piece of a pipeline that has a role of its own, from the outside in. */
export function* piecesOf(node: Node, role: Role): Generator<Piece> {
  if (role === 'free' || role === 'fixed') {
    return;
  }
  yield { role, node };
  if (node.kind === 'list') {
    for (const item of node.items) {
      yield* piecesOf(item, itemRole(role));
    }
  } else if (node.kind === 'mapping') {
    for (const { key, value } of node.entries) {
      yield* piecesOf(value, childRole(role, key));
    }
  }
}
