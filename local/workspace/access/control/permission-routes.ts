import type { JsonObject } from '../../../../lib/core/lossless-json';
import { invalidParameter } from '../../http/refusal';
import { json } from '../../http/reply';
import type { ApiCall, Method, Route } from '../../http/route';
import type { Directory } from '../../identity/directory';
import { entryFor, type AccessControl, type AclEntry } from './access-control';
import { aclJson, entryOf, type ShownEntry } from './acl-json';
import type { ControlledObject, FindsControlledObjects, ListAction } from './controlled-object';
import { kindNamed, type KindName, type ObjectKind } from './object-kind';

export interface PermissionContext {
  readonly control: AccessControl;
  readonly objects: FindsControlledObjects;
  readonly directory: Directory;
}

interface Target {
  readonly name: KindName;
  readonly kind: ObjectKind;
  readonly id: string;
  readonly key: string;
  readonly object: ControlledObject;
}

/** Permissions API 2.0: access control lists of workspace objects. */
export function permissionRoutes({ control, objects, directory }: PermissionContext): readonly Route[] {
  const route = (method: Method, answer: (target: Target, call: ApiCall) => JsonObject): Route => ({
    method,
    path: '/api/2.0/permissions/{kind}/{id}',
    answer: async (call) => json(answer(await targetOf(call, method === 'GET' ? 'read' : 'change'), call)),
  });

  async function targetOf({ segments, caller }: ApiCall, action: ListAction): Promise<Target> {
    const [name, kind] = kindNamed(segments.text('kind'));
    const id = segments.text('id');
    const object = await objects.find(name, id);
    object.require?.(caller, action);
    return { name, kind, id, key: `${name}/${id}`, object };
  }

  function ownEntries({ key, kind, object }: Target): readonly AclEntry[] {
    const { owner } = object;
    return control.list(key) ?? (owner === undefined || !kind.owned ? [] : [entryFor(owner, 'IS_OWNER')]);
  }

  function shown(target: Target): JsonObject {
    const own = ownEntries(target).map((entry): ShownEntry => Object.assign({ inheritedFrom: undefined }, entry));
    const inherited = target.object.inheritsFrom.flatMap((from) =>
      (control.list(from) ?? []).map((entry): ShownEntry => Object.assign({ inheritedFrom: from }, entry)),
    );
    const admins: ShownEntry = {
      field: 'group_name',
      principal: 'admins',
      level: 'CAN_MANAGE',
      inheritedFrom: `${target.name}/`,
    };
    return {
      object_id: `/${target.key}`,
      object_type: target.kind.type,
      access_control_list: aclJson([...own, ...inherited, admins]),
    };
  }

  function changed(target: Target, entries: readonly AclEntry[]): JsonObject {
    if (target.kind.owned && entries.filter(({ level }) => level === 'IS_OWNER').length !== 1) {
      throw invalidParameter(`The ${target.kind.type} ${target.id} must have exactly one owner.`);
    }
    control.set(target.key, entries);
    return shown(target);
  }

  const asked = ({ kind }: Target, { fields }: ApiCall) =>
    fields.objects('access_control_list').map((entry) => entryOf(entry, kind, directory));

  return [
    route('GET', shown),
    route('PUT', (target, call) => changed(target, asked(target, call))),
    route('PATCH', (target, call) => changed(target, merged(ownEntries(target), asked(target, call)))),
  ];
}

/** A new level replaces the principal's old one, and a new owner the old owner. */
function merged(entries: readonly AclEntry[], added: readonly AclEntry[]): readonly AclEntry[] {
  const hasNewOwner = added.some(({ level }) => level === 'IS_OWNER');
  const kept = entries.filter(
    ({ field, principal, level }) =>
      !added.some((entry) => entry.field === field && entry.principal === principal) &&
      !(hasNewOwner && level === 'IS_OWNER'),
  );
  return [...kept, ...added];
}
