import type { Expectation, Securable } from './expectation';

/** What anything in a catalog takes besides its own privilege: to use the catalog and the schema that it lies in. */
export function usage({ kind, fullName }: Securable): readonly Expectation[] {
  if (kind === 'external location') {
    return [];
  }
  const [catalog = '', schema] = fullName.split('.');
  const useCatalog: Expectation = { privilege: 'USE_CATALOG', on: { kind: 'catalog', fullName: catalog } };
  return schema === undefined
    ? [useCatalog]
    : [useCatalog, { privilege: 'USE_SCHEMA', on: { kind: 'schema', fullName: `${catalog}.${schema}` } }];
}
