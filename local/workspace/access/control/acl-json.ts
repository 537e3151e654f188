import type { JsonObject } from '../../../../lib/core/lossless-json';
import { Fields } from '../../http/fields';
import { invalidParameter, Refusal } from '../../http/refusal';
import type { Directory } from '../../identity/directory';
import { PRINCIPAL_FIELDS, type AclEntry } from './access-control';
import type { ObjectKind } from './object-kind';

/** An entry of the object itself, or inherited from the named object. */
export interface ShownEntry extends AclEntry {
  readonly inheritedFrom: string | undefined;
}

/** Entries by principal, as replies list them. */
export function aclJson(entries: readonly ShownEntry[]): readonly JsonObject[] {
  const principals = new Map(entries.map((entry) => [`${entry.field} ${entry.principal}`, entry]));
  return [...principals.values()].map(({ field, principal }) => ({
    [field]: principal,
    display_name: principal,
    all_permissions: entries.filter((entry) => entry.field === field && entry.principal === principal).map(levelJson),
  }));
}

function levelJson({ level, inheritedFrom }: ShownEntry): JsonObject {
  const own = { permission_level: level, inherited: inheritedFrom !== undefined };
  return inheritedFrom === undefined ? own : { ...own, inherited_from_object: [`/${inheritedFrom}`] };
}

/** The entry of a request. Refuses an unknown principal and a level that the kind of object does not have. */
export function entryOf(json: JsonObject, kind: ObjectKind, directory: Directory): AclEntry {
  const fields = new Fields(json);
  const [field, ...more] = PRINCIPAL_FIELDS.filter((name) => fields.has(name));
  if (field === undefined || more.length > 0) {
    throw invalidParameter(`An access control must name exactly one of ${PRINCIPAL_FIELDS.join(', ')}.`);
  }
  const principal = fields.text(field);
  if (!directory.knows(principal)) {
    throw new Refusal(404, 'RESOURCE_DOES_NOT_EXIST', `Principal: ${principal} does not exist`);
  }
  const level = fields.text('permission_level');
  if (!kind.levels.includes(level)) {
    throw invalidParameter(`Permission ${level} is not one of ${kind.levels.join(', ')} of a ${kind.type}.`);
  }
  if (level === 'IS_OWNER' && field === 'group_name') {
    throw invalidParameter(`Group ${principal} cannot be the owner of a ${kind.type}.`);
  }
  return { field, principal, level };
}
