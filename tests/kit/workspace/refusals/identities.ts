import { INVALID, MISSING, refusedBelow, refusedToStrangers, type RefusedCall } from './refused-call';

/** Who somebody is, what they keep to themselves, and what they may do. */
export const IDENTITIES: readonly RefusedCall[] = [
  ...refusedToStrangers(['GET /api/2.0/preview/scim/v2/Me', 'GET /api/2.0/secrets/scopes/list']),
  ...refusedBelow('/api/2.0/preview/scim/v2/Groups', [
    ['GET ', { filter: 'members co "a"' }, [400, '400']],
    ['GET /{id}', {}, [404, '404']],
  ]),
  ...refusedBelow('/oidc/v1', [['POST /token', {}, [400, 'unsupported_grant_type']]]),
  ...refusedBelow('/api/2.0/secrets', [
    ['POST /scopes/create', { scope: 'no spaces' }, INVALID],
    ['POST /scopes/delete', { scope: 'none' }, MISSING],
    ['POST /put', { scope: 'none', key: 'k', string_value: 'v' }, MISSING],
    ['POST /delete', { scope: 'none', key: 'k' }, MISSING],
    ['GET /list', { scope: 'none' }, MISSING],
    ['GET /get', { scope: 'none', key: 'k' }, MISSING],
    ['POST /acls/put', { scope: 'none', principal: 'users', permission: 'READ' }, MISSING],
    ['POST /acls/delete', { scope: 'none', principal: 'users' }, MISSING],
    ['GET /acls/get', { scope: 'none', principal: 'users' }, MISSING],
    ['GET /acls/list', { scope: 'none' }, MISSING],
  ]),
  ...refusedBelow('/api/2.0/permissions', [
    ['GET /{kind}/{id}', {}, INVALID],
    ['PUT /{kind}/{id}', { access_control_list: [] }, INVALID, '/jobs/1'],
    ['PATCH /{kind}/{id}', { access_control_list: [] }, INVALID, '/clusters/none'],
  ]),
];
