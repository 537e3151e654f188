import { Refusal } from '../http/refusal';
import type { Directory } from '../identity/directory';
import type { Identity } from '../identity/identity';
import { effectiveAssignments } from './effective-privileges';
import { containers } from './grant-subjects';
import type { GrantSubject } from './grants';
import type { Metastore } from './metastore';

const TITLES: Readonly<Record<string, string>> = {
  metastore: 'Metastore',
  catalog: 'Catalog',
  schema: 'Schema',
  table: 'Table',
  volume: 'Volume',
  function: 'Routine or Model',
};

/** Permissions in Unity Catalog: administrators and owners may do everything, all others what they were granted. */
export class CatalogAccess {
  readonly #metastore: Metastore;
  readonly #directory: Directory;

  constructor(metastore: Metastore, directory: Directory) {
    this.#metastore = metastore;
    this.#directory = directory;
  }

  allows(caller: Identity, privilege: string, subject: GrantSubject): boolean {
    return this.manages(caller, subject) || this.#granted(caller, subject).has(privilege);
  }

  /** Whether the caller owns the securable or a parent of it, or has MANAGE on one of them. */
  manages(caller: Identity, subject: GrantSubject): boolean {
    const principals = this.#principals(caller);
    return (
      this.#directory.isAdmin(caller) ||
      containers(subject, this.#metastore).some((each) => principals.includes(this.#metastore.ownerOf(each))) ||
      this.#granted(caller, subject).has('MANAGE')
    );
  }

  require(caller: Identity, privilege: string, subject: GrantSubject): void {
    if (!this.allows(caller, privilege, subject)) {
      throw lacking(privilege, subject);
    }
  }

  requireManage(caller: Identity, subject: GrantSubject): void {
    if (!this.manages(caller, subject)) {
      throw lacking('MANAGE', subject);
    }
  }

  /** A caller who may not use a catalog or schema does not even learn whether an object in it exists. */
  requireUse(caller: Identity, [catalog, schema]: readonly [catalog: string, schema?: string]): void {
    this.#metastore.requireCatalog(catalog);
    this.require(caller, 'USE_CATALOG', { kind: 'catalog', fullName: catalog });
    if (schema !== undefined) {
      this.#metastore.requireSchema(catalog, schema);
      this.require(caller, 'USE_SCHEMA', { kind: 'schema', fullName: `${catalog}.${schema}` });
    }
  }

  /** The same as a boolean, for lists. */
  mayUse(caller: Identity, [catalog, schema]: readonly [catalog: string, schema: string]): boolean {
    return (
      this.allows(caller, 'USE_CATALOG', { kind: 'catalog', fullName: catalog }) &&
      this.allows(caller, 'USE_SCHEMA', { kind: 'schema', fullName: `${catalog}.${schema}` })
    );
  }

  #granted(caller: Identity, subject: GrantSubject): ReadonlySet<string> {
    const principals = this.#principals(caller);
    const own = effectiveAssignments(subject, this.#metastore).filter(({ principal }) =>
      principals.includes(principal),
    );
    return new Set(own.flatMap(({ privileges }) => privileges.map(({ privilege }) => privilege)));
  }

  #principals(caller: Identity): readonly string[] {
    return [caller.userName, 'account users', ...this.#directory.groupsOf(caller)];
  }
}

function lacking(privilege: string, { kind, fullName }: GrantSubject): Refusal {
  const message = `User does not have ${privilege.replaceAll('_', ' ')} on ${TITLES[kind] ?? kind} '${fullName}'.`;
  return new Refusal(403, 'PERMISSION_DENIED', message);
}
