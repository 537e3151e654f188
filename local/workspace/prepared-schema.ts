import type { Account } from './account/account';
import type { SchemaName } from './catalog/securable-name';

/** Does what an administrator does once: makes the schema, and lets everybody with a token use everything in its catalog. */
export function prepareSchema({ metastore, workspaces, state }: Account, [catalog, schema]: SchemaName): void {
  const users = new Set(Object.values(workspaces).map(({ identity }) => identity.userName));
  const [by = ''] = users;
  if (!metastore.catalogs().includes(catalog)) {
    metastore.createCatalog(catalog, { by });
  }
  if (!metastore.schemas(catalog).includes(schema)) {
    metastore.createSchema([catalog, schema], { by });
  }
  for (const principal of users) {
    metastore.grants.change({ kind: 'catalog', fullName: catalog }, { principal, add: ['ALL_PRIVILEGES'], remove: [] });
  }
  state.changed();
}
