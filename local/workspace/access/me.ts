import { json } from '../http/reply';
import type { Route } from '../http/route';
import type { Directory } from '../identity/directory';
import type { Identity } from '../identity/identity';
import { scimId } from './groups';

/** SCIM "Me": the cheapest call that proves a credential. */
export function meRoute(directory: Directory): Route {
  return {
    method: 'GET',
    path: '/api/2.0/preview/scim/v2/Me',
    answer: ({ caller }) => json(scimOf(caller, directory)),
  };
}

function scimOf(identity: Identity, directory: Directory) {
  const { userName, kind } = identity;
  const principal = kind === 'user' ? 'User' : 'ServicePrincipal';
  return {
    schemas: [`urn:ietf:params:scim:schemas:core:2.0:${principal}`],
    id: scimId(userName),
    userName,
    displayName: directory.servicePrincipal(userName)?.displayName ?? userName,
    active: true,
    ...(kind === 'user' && { emails: [{ type: 'work', value: userName, primary: true }] }),
    groups: directory.groupsOf(identity).map((display) => ({ display, type: 'direct', value: scimId(display) })),
  };
}
