import type { Account } from './account';
import type { SchemaName } from './catalog/securable-name';
import { PROMOTER } from './pipeline-identities';

/** Does what an administrator does once: makes the schema, and lets pipelines use everything in its catalog. */
export function prepareSchema({ metastore, firstWorkspace, state }: Account, [catalog, schema]: SchemaName): void {
  const by = firstWorkspace.identity.userName;
  if (!metastore.catalogs().includes(catalog)) {
    metastore.createCatalog(catalog, { by });
  }
  if (!metastore.schemas(catalog).includes(schema)) {
    metastore.createSchema([catalog, schema], { by });
  }
  const subject = { kind: 'catalog', fullName: catalog };
  metastore.grants.change(subject, { principal: by, add: ['ALL_PRIVILEGES'], remove: [] });
  metastore.grants.change(subject, { principal: PROMOTER.userName, add: ['ALL_PRIVILEGES', 'MANAGE'], remove: [] });
  state.changed();
}
