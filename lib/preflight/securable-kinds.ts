import type { SecurableAddress } from '../databricks/grants';

interface SecurableKind extends Omit<SecurableAddress, 'fullName'> {
  /** Its name in SQL, after ON. */
  readonly sql: string;
  /** The parts of a full name. */
  readonly parts: readonly string[];
  readonly privileges: readonly string[];
}

const ON_ALL = ['APPLY_TAG', 'MANAGE'];
const ON_TABLES = ['SELECT', 'MODIFY'];
const ON_VOLUMES = ['READ_VOLUME', 'WRITE_VOLUME'];
const ON_MODELS = ['EXECUTE', 'CREATE_MODEL_VERSION'];
const IN_SCHEMAS = ['CREATE_TABLE', 'CREATE_VOLUME', 'CREATE_MODEL', 'CREATE_FUNCTION', 'CREATE_MATERIALIZED_VIEW'];
// Privileges on a container apply to its contents.
const ON_SCHEMAS = ['USE_SCHEMA', ...IN_SCHEMAS, ...ON_TABLES, ...ON_VOLUMES, ...ON_MODELS, ...ON_ALL];

/** Kinds of securables with grants (https://learn.microsoft.com/azure/databricks/data-governance/unity-catalog/manage-privileges/privileges). */
export const SECURABLE_KINDS = {
  catalog: {
    grantsType: 'catalog',
    collection: 'catalogs',
    sql: 'CATALOG',
    parts: ['catalog'],
    privileges: ['USE_CATALOG', 'CREATE_SCHEMA', 'BROWSE', ...ON_SCHEMAS],
  },
  schema: {
    grantsType: 'schema',
    collection: 'schemas',
    sql: 'SCHEMA',
    parts: ['catalog', 'schema'],
    privileges: ON_SCHEMAS,
  },
  table: {
    grantsType: 'table',
    collection: 'tables',
    sql: 'TABLE',
    parts: ['catalog', 'schema', 'table'],
    privileges: [...ON_TABLES, ...ON_ALL],
  },
  volume: {
    grantsType: 'volume',
    collection: 'volumes',
    sql: 'VOLUME',
    parts: ['catalog', 'schema', 'volume'],
    privileges: [...ON_VOLUMES, ...ON_ALL],
  },
  // In grants, and in SQL, a registered model is a kind of function.
  model: {
    grantsType: 'function',
    collection: 'models',
    sql: 'FUNCTION',
    parts: ['catalog', 'schema', 'model'],
    privileges: [...ON_MODELS, ...ON_ALL],
  },
  'external location': {
    grantsType: 'external_location',
    collection: 'external-locations',
    sql: 'EXTERNAL LOCATION',
    parts: ['location'],
    privileges: [
      'READ_FILES',
      'WRITE_FILES',
      'CREATE_EXTERNAL_TABLE',
      'CREATE_EXTERNAL_VOLUME',
      'CREATE_MANAGED_STORAGE',
      'BROWSE',
      'MANAGE',
    ],
  },
} as const satisfies Readonly<Record<string, SecurableKind>>;

export type SecurableKindName = keyof typeof SECURABLE_KINDS;

export function isSecurableKind(word: string): word is SecurableKindName {
  return Object.hasOwn(SECURABLE_KINDS, word);
}
