import type { Entry, List, Mapping, Node } from '../read/node';
import { childRole, itemRole, type Role } from '../schema/roles';
import { adopted, adoptedItems, isTemplateReference, noteVariable, noteVariables } from './adopt';
import { Chain } from './chain';
import { rounds } from './each';
import { expandKey, expandText } from './expand-text';
import { MappingBuilder } from './mapping-builder';
import { stamped, type Scope } from './scope';
import { nodeOf } from './tree-values';

/** Expands a piece of a file: expressions have their values, directives are carried out, templates are brought in. */
export function expandTree(node: Node, role: Role, outside: Scope): Node {
  const scope = role === 'stage' || role === 'job' ? { ...outside, variables: outside.variables.inside() } : outside;
  const at = stamped(node.at, scope);
  switch (node.kind) {
    case 'text': {
      const value = expandText(node, scope);
      const made = value === undefined || node.text === value ? { ...node, at } : nodeOf(value, at);
      scope.run.budget.piece(made.kind === 'text' ? made.text.length : 0, at);
      return adopted(made, role, scope);
    }
    case 'list':
      scope.run.budget.piece(0, at);
      return { kind: 'list', items: expandItems(node, role, scope), at };
    case 'mapping': {
      scope.run.budget.piece(0, at);
      const built = new MappingBuilder(scope);
      addEntries(node, role, { scope, built });
      return { kind: 'mapping', entries: built.entries, at };
    }
  }
}

interface Building {
  readonly scope: Scope;
  readonly built: MappingBuilder;
}

function addEntries(mapping: Mapping, role: Role, { scope, built }: Building): void {
  const chain = new Chain(scope);
  for (const entry of mapping.entries) {
    const directive = chain.directive(entry);
    switch (directive?.kind) {
      case undefined:
        addNamed(entry, role, { scope, built });
        break;
      case 'broken':
        scope.run.findings.error(stamped(entry.keyAt, scope), 'directive', directive.problem);
        break;
      case 'insert':
        addMerged(entry.value, role, { scope, built });
        break;
      case 'each':
        for (const round of rounds(directive, entry, scope)) {
          addMerged(entry.value, role, { scope: round, built });
        }
        break;
      case 'if':
      case 'elseif':
      case 'else':
        if (chain.takes(directive, entry)) {
          addMerged(entry.value, role, { scope, built });
        }
    }
  }
}

function addNamed(entry: Entry, role: Role, { scope, built }: Building): void {
  const key = expandKey(entry.key, entry.keyAt, scope);
  if (key === undefined) {
    return;
  }
  const child = childRole(role, key);
  if (child === 'fixed') {
    refuseExpressions(entry.value, scope);
  }
  const value = child === 'fixed' ? entry.value : expandTree(entry.value, child, scope);
  scope.run.budget.piece(key.length, value.at);
  built.add({ key, keyAt: stamped(entry.keyAt, scope), value });
  if (role === 'variables') {
    noteVariable(key, value, scope);
  }
}

/** What a directive in a mapping holds is entries of that mapping. */
function addMerged(node: Node, role: Role, { scope, built }: Building): void {
  if (node.kind === 'mapping') {
    addEntries(node, role, { scope, built });
    return;
  }
  const value = expandTree(node, 'free', scope);
  if (value.kind === 'mapping') {
    value.entries.forEach((entry) => {
      built.add(entry);
    });
    noteVariables(value, role, scope);
  } else if (value.kind === 'list') {
    const message =
      "this directive is part of a mapping, but a list is below it; in a list, start each 'if', 'elseif', 'else' and 'each' with '- '";
    scope.run.findings.error(value.at, 'directive', message);
  } else if (value.text !== '') {
    scope.run.findings.error(value.at, 'directive', 'put a mapping below this directive');
  }
}

function expandItems(list: List, role: Role, scope: Scope): readonly Node[] {
  const items: Node[] = [];
  const chain = new Chain(scope);
  for (const item of list.items) {
    const entry = item.kind === 'mapping' && item.entries.length === 1 ? item.entries[0] : undefined;
    const directive = entry === undefined ? undefined : chain.directive(entry);
    if (entry === undefined || directive === undefined || directive.kind === 'insert' || directive.kind === 'broken') {
      chain.end();
      items.push(...expandItem(item, role, scope));
    } else if (directive.kind === 'each' && entry.value.kind === 'mapping') {
      // The pairs of all rounds make one mapping: this is how a step is copied key by key.
      items.push(...expandItem(item, role, scope));
    } else if (directive.kind === 'each') {
      items.push(...rounds(directive, entry, scope).flatMap((round) => expandSpliced(entry.value, role, round)));
    } else if (chain.takes(directive, entry)) {
      items.push(...expandSpliced(entry.value, role, scope));
    }
  }
  return items;
}

/** What a directive in a list holds is items of that list; nothing below it is no item. */
function expandSpliced(node: Node, role: Role, scope: Scope): readonly Node[] {
  if (node.kind === 'text' && node.text === '') {
    return [];
  }
  return node.kind === 'list' ? expandItems(node, role, scope) : expandItem(node, role, scope);
}

function expandItem(item: Node, role: Role, scope: Scope): readonly Node[] {
  const isReference = isTemplateReference(item, role);
  const expanded = expandTree(item, isReference ? 'free' : itemRole(role), scope);
  const items = item.kind === 'text' && expanded.kind === 'list' ? expanded.items : [expanded];
  const included = isReference
    ? items.flatMap((found) => (found.kind === 'mapping' ? scope.run.include(found, role, scope) : []))
    : items.flatMap((found) => (item.kind === 'text' ? adoptedItems(found, role, scope) : [found]));
  noteVariables({ kind: 'list', items: included, at: item.at }, role, scope);
  return included;
}

function refuseExpressions(node: Node, scope: Scope): void {
  if (node.kind === 'text' && node.text.includes('${{')) {
    const message = 'expressions are not allowed here: the server reads this before it knows the parameters';
    scope.run.findings.error(stamped(node.at, scope), 'expression', message);
  }
  const below =
    node.kind === 'list' ? node.items : node.kind === 'mapping' ? node.entries.map(({ value }) => value) : [];
  below.forEach((child) => refuseExpressions(child, scope));
}
