import { textAt, valueAt, type Node } from '../read/node';
import { childRole, isIncluding, itemRole, type Role } from '../schema/roles';
import { stamped, type Scope } from './scope';

export function isTemplateReference(item: Node, role: Role): boolean {
  return item.kind === 'mapping' && isIncluding(role) && valueAt(item, 'template') !== undefined;
}

/** A piece that an expression inserted, already expanded: the templates it refers to are included. */
export function adopted(node: Node, role: Role, scope: Scope): Node {
  const made = withTemplates(node, role, { scope, isInserted: true });
  noteVariables(made, role, scope);
  return made;
}

export function adoptedItems(item: Node, role: Role, scope: Scope): readonly Node[] {
  return itemsWithTemplates(item, role, { scope, isInserted: true });
}

/** A list of steps, jobs or stages that goes into a typed parameter: its templates belong to the file that passes it. */
export function withOwnTemplates(node: Node, role: Role, scope: Scope): Node {
  return withTemplates(node, role, { scope, isInserted: false });
}

interface Adoption {
  readonly scope: Scope;
  readonly isInserted: boolean;
}

function withTemplates(node: Node, role: Role, adoption: Adoption): Node {
  if (role === 'free' || role === 'fixed' || node.kind === 'text') {
    return node;
  }
  if (node.kind === 'list') {
    return { ...node, items: node.items.flatMap((item) => itemsWithTemplates(item, role, adoption)) };
  }
  const entries = node.entries.map((entry) => ({
    ...entry,
    value: withTemplates(entry.value, childRole(role, entry.key), adoption),
  }));
  return { ...node, entries };
}

function itemsWithTemplates(item: Node, role: Role, { scope, isInserted }: Adoption): readonly Node[] {
  if (item.kind !== 'mapping' || !isTemplateReference(item, role)) {
    return [withTemplates(item, itemRole(role), { scope, isInserted })];
  }
  if (isInserted) {
    const message =
      'this reference was passed in a parameter of another type than a list of steps, jobs or stages; its path is resolved from the file that inserts it, which is not documented';
    scope.run.findings.assume(stamped(item.at, scope), 'inserted-template', message);
  }
  return scope.run.include(item, role, scope);
}

/** Template expressions further down see the variables. */
export function noteVariables(variables: Node, role: Role, scope: Scope): void {
  if (role !== 'variables') {
    return;
  }
  if (variables.kind === 'mapping') {
    for (const { key, value } of variables.entries) {
      noteVariable(key, value, scope);
    }
  }
  if (variables.kind === 'list') {
    for (const item of variables.items) {
      noteVariable(textAt(item, 'name'), valueAt(item, 'value'), scope);
    }
  }
}

export function noteVariable(name: string | undefined, value: Node | undefined, scope: Scope): void {
  if (name !== undefined && value?.kind === 'text') {
    scope.variables.set(name, value.text);
  }
}
