import { UserError } from '../core/errors';

/** `catalog.schema.table`, or a path; what a statement reads from. */
export type Rows = { readonly table: string } | { readonly path: string };

/** The name with each part quoted, so that no name is read as SQL. */
export function quotedTable(name: string): string {
  return partsOf(name).map(quoted).join('.');
}

export function quoted(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

export function requireTable(name: string, input: string): void {
  const parts = partsOf(name);
  if (parts.length !== 3 || parts.some((part) => part === '' || /[\s/;]/.test(part))) {
    throw new UserError('INPUTS_REFUSED', {
      what: `Input '${input}' is '${name}', which is not the full name of a table.`,
      fix: 'Write catalog, schema and table, e.g. prod.ml.scores.',
    });
  }
}

/** Names are compared as Unity Catalog does: case does not matter. */
export function isSameTable(one: string, other: string): boolean {
  return partsOf(one).join('.').toLowerCase() === partsOf(other).join('.').toLowerCase();
}

function partsOf(name: string): readonly string[] {
  return name.split('.').map((part) => part.trim().replace(/^`(.*)`$/, '$1'));
}
