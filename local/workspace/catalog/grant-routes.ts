import type { JsonObject } from '../../../lib/core/lossless-json';
import { Fields } from '../http/fields';
import { invalidParameter, Refusal } from '../http/refusal';
import { json } from '../http/reply';
import type { ApiCall, Route } from '../http/route';
import type { Directory } from '../identity/directory';
import type { CatalogAccess } from './catalog-access';
import { effectiveAssignments, type EffectivePrivilege } from './effective-privileges';
import { grantPage } from './grant-page';
import { grantSubject } from './grant-subjects';
import type { Assignment, GrantChange } from './grants';
import type { Metastore } from './metastore';

const BASE = '/api/2.1/unity-catalog';

export interface GrantContext {
  readonly metastore: Metastore;
  readonly access: CatalogAccess;
  readonly directory: Directory;
}

/** Unity Catalog API 2.1: grants. */
export function grantRoutes({ metastore, access, directory }: GrantContext): readonly Route[] {
  const subjectOf = ({ segments }: ApiCall) =>
    grantSubject(metastore, segments.text('securable_type'), segments.text('full_name'));

  return [
    {
      method: 'GET',
      path: `${BASE}/permissions/{securable_type}/{full_name}`,
      answer(call) {
        const { items, next } = grantPage(metastore.grants.of(subjectOf(call)), call.query);
        return json({ privilege_assignments: items.map(assignmentJson), ...next });
      },
    },
    {
      method: 'PATCH',
      path: `${BASE}/permissions/{securable_type}/{full_name}`,
      answer(call) {
        const subject = subjectOf(call);
        access.requireManage(call.caller, subject);
        const changes = call.fields.objects('changes').map((change) => changeOf(change, directory));
        changes.forEach((change) => metastore.grants.change(subject, change));
        const isAnswered = !call.fields.flag('omit_permissions_in_response');
        const assignments = metastore.grants.of(subject).map(assignmentJson);
        return json(isAnswered ? { privilege_assignments: assignments } : {});
      },
    },
    {
      method: 'GET',
      path: `${BASE}/effective-permissions/{securable_type}/{full_name}`,
      answer(call) {
        const { items, next } = grantPage(effectiveAssignments(subjectOf(call), metastore), call.query);
        const assignments = items.map(({ principal, privileges }) => ({
          principal,
          privileges: privileges.map(effectiveJson),
        }));
        return json({ privilege_assignments: assignments, ...next });
      },
    },
  ];
}

function changeOf(change: JsonObject, directory: Directory): GrantChange {
  const fields = new Fields(change);
  const principal = fields.text('principal');
  const add = (fields.texts('add') ?? []).map(privilegeName);
  const remove = (fields.texts('remove') ?? []).map(privilegeName);
  const both = add.filter((privilege) => remove.includes(privilege));
  if (both.length > 0) {
    throw invalidParameter(`Cannot add and remove the same privilege in one change: ${both.join(', ')}.`);
  }
  if (!directory.knows(principal)) {
    throw new Refusal(404, 'PRINCIPAL_DOES_NOT_EXIST', `Could not find principal with name ${principal}`);
  }
  return { principal, add, remove };
}

/** Accepts both spellings and stores one. */
function privilegeName(privilege: string): string {
  return privilege.trim().toUpperCase().replaceAll(' ', '_');
}

function assignmentJson({ principal, privileges }: Assignment): JsonObject {
  return { principal, privileges };
}

function effectiveJson({ privilege, inheritedFrom }: EffectivePrivilege): JsonObject {
  return {
    privilege,
    ...(inheritedFrom !== undefined && {
      inherited_from_type: inheritedFrom.kind.toUpperCase(),
      inherited_from_name: inheritedFrom.fullName,
    }),
  };
}
