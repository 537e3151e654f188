/** The privileges in ALL_PRIVILEGES on a kind of securable; on a container it includes those on its contents. */
export const PRIVILEGES: Readonly<Record<string, readonly string[]>> = {
  metastore: ['CREATE_CATALOG', 'CREATE_EXTERNAL_LOCATION'],
  catalog: ['APPLY_TAG', 'BROWSE', 'CREATE_SCHEMA', 'USE_CATALOG'],
  schema: ['APPLY_TAG', 'CREATE_FUNCTION', 'CREATE_MODEL', 'CREATE_TABLE', 'CREATE_VOLUME', 'USE_SCHEMA'],
  table: ['APPLY_TAG', 'MODIFY', 'SELECT'],
  volume: ['APPLY_TAG', 'READ_VOLUME', 'WRITE_VOLUME'],
  // Registered models are functions to the grants API.
  function: ['APPLY_TAG', 'CREATE_MODEL_VERSION', 'EXECUTE'],
};

const ALL = 'ALL_PRIVILEGES';

/** A granted privilege as effective permissions show it on `kind`. */
export function expanded(privilege: string, kind: string): readonly string[] {
  return privilege === ALL ? (PRIVILEGES[kind] ?? []) : [privilege];
}
