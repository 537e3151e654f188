import type { CatalogAccess } from '../catalog/catalog-access';
import type { GrantSubject } from '../catalog/grants';
import type { Metastore } from '../catalog/metastore';
import { objectName } from '../catalog/securable-name';
import type { Identity } from '../identity/identity';

/** What a call does to a registered model in Unity Catalog. */
export type ModelAction = 'read' | 'addVersion' | 'tag' | 'manage';

const PRIVILEGES: Readonly<Record<ModelAction, string>> = {
  read: 'EXECUTE',
  addVersion: 'CREATE_MODEL_VERSION',
  tag: 'APPLY_TAG',
  // Aliases and deletions have no separate privilege.
  manage: 'MANAGE',
};

/** Permissions on registered models. */
export class ModelAccess {
  constructor(
    readonly catalog: CatalogAccess,
    readonly metastore: Metastore,
  ) {}

  /** Refuses like the service: an inaccessible catalog or schema first, then a model that does not exist. */
  require(caller: Identity, action: ModelAction, name: string): void {
    const [catalog, schema, model] = objectName(name);
    this.catalog.requireUse(caller, [catalog, schema]);
    this.metastore.requireModel([catalog, schema, model]);
    this.catalog.require(caller, PRIVILEGES[action], subjectOf(name));
  }

  requireCreate(caller: Identity, name: string): void {
    const [catalog, schema] = objectName(name);
    this.catalog.requireUse(caller, [catalog, schema]);
    this.catalog.require(caller, 'CREATE_MODEL', { kind: 'schema', fullName: `${catalog}.${schema}` });
  }

  /** Whether a list shows the model. */
  shows(caller: Identity, name: string): boolean {
    const [catalog, schema] = objectName(name);
    return (
      this.catalog.mayUse(caller, [catalog, schema]) && this.catalog.allows(caller, PRIVILEGES.read, subjectOf(name))
    );
  }
}

function subjectOf(name: string): GrantSubject {
  return { kind: 'function', fullName: name };
}
