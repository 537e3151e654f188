import type { Expectation, Securable } from './expectation';

/** Every object in a catalog also needs the privileges to use its catalog and schema. */
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
