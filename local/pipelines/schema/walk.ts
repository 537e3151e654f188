import type { Node } from '../read/node';
import { childRole, itemRole, type Role } from './roles';

export interface Piece {
  readonly role: Role;
  readonly node: Node;
}

/** Visits every piece of a pipeline that has a role of its own, from the outside in. */
export function visitPieces(node: Node, role: Role, visit: (piece: Piece) => void): void {
  if (role === 'free' || role === 'fixed') {
    return;
  }
  visit({ role, node });
  if (node.kind === 'list') {
    for (const item of node.items) {
      visitPieces(item, itemRole(role), visit);
    }
  } else if (node.kind === 'mapping') {
    for (const { key, value } of node.entries) {
      visitPieces(value, childRole(role, key), visit);
    }
  }
}
