import { createHash } from 'node:crypto';
import { json } from '../http/reply';
import type { Route } from '../http/route';
import type { Identity } from './identity';

/** SCIM "Me": the cheapest call that proves a credential. */
export const meRoute: Route = {
  method: 'GET',
  path: '/api/2.0/preview/scim/v2/Me',
  answer: ({ caller }) => json(scimOf(caller)),
};

function scimOf({ userName, kind }: Identity) {
  const principal = kind === 'user' ? 'User' : 'ServicePrincipal';
  return {
    schemas: [`urn:ietf:params:scim:schemas:core:2.0:${principal}`],
    id: idOf(userName),
    userName,
    displayName: userName,
    active: true,
    ...(kind === 'user' && { emails: [{ type: 'work', value: userName, primary: true }] }),
    groups: [{ display: 'users', type: 'direct', value: '1' }],
  };
}

/** Digits, as the service has them, and always the same for one name. */
function idOf(userName: string): string {
  return String(createHash('sha256').update(userName).digest().readUIntBE(0, 6));
}
