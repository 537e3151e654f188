import { invalidParameter, Refusal } from '../http/refusal';

/** The service counts characters; the name becomes a folder on this disk, which counts bytes. */
const MAX_BYTES = 255;

/** A name as the metastore stores it: lower case, without separators of full names or paths. */
export function securableName(name: string): string {
  const kept = name.toLowerCase();
  if (Buffer.byteLength(kept) > MAX_BYTES || /[./\s\p{Cc}]/u.test(kept) || kept === '') {
    throw invalidParameter(`Invalid input: name "${name}" is not a valid name`);
  }
  return kept;
}

export type SchemaName = readonly [catalog: string, schema: string];
export type ObjectName = readonly [catalog: string, schema: string, name: string];

export function schemaName(fullName: string): SchemaName {
  const [catalog = '', schema = ''] = nameParts(fullName, 2);
  return [catalog, schema];
}

/** The name of an object in a schema: a table, a volume, a model. */
export function objectName(fullName: string): ObjectName {
  const [catalog = '', schema = '', name = ''] = nameParts(fullName, 3);
  return [catalog, schema, name];
}

function nameParts(fullName: string, count: number): readonly string[] {
  const parts = fullName.split('.');
  if (parts.length !== count) {
    throw invalidParameter(`Invalid input: "${fullName}" is not a valid full name of ${count} parts`);
  }
  return parts.map(securableName);
}

/** Kinds with a collection in the catalog API. */
export type SecurableKind = 'catalog' | 'schema' | 'table' | 'volume';

export function missingSecurable(kind: SecurableKind, fullName: string): Refusal {
  const title = `${kind[0]?.toUpperCase()}${kind.slice(1)}`;
  return new Refusal(404, `${kind.toUpperCase()}_DOES_NOT_EXIST`, `${title} '${fullName}' does not exist.`);
}

export function securableExists(kind: SecurableKind, fullName: string): Refusal {
  const title = `${kind[0]?.toUpperCase()}${kind.slice(1)}`;
  return new Refusal(409, `${kind.toUpperCase()}_ALREADY_EXISTS`, `${title} '${fullName}' already exists.`);
}
