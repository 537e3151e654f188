import { scimId } from '../access/groups';
import type { Fields } from '../http/fields';
import { Refusal } from '../http/refusal';
import { json } from '../http/reply';
import type { Route } from '../http/route';
import type { Directory } from '../identity/directory';
import type { Identity } from '../identity/identity';
import { gitCredentialJson } from './git-credential';
import type { GitCredentialList } from './git-credential-list';
import { gitProvider } from './git-provider';

const PATH = '/api/2.0/git-credentials';

/** Git Credentials API 2.0. */
export function gitCredentialRoutes(credentials: GitCredentialList, directory: Directory): readonly Route[] {
  /** The caller, or the service principal for which an administrator acts. */
  function ownerOf(fields: Fields, caller: Identity): Identity {
    const id = fields.optionalId('principal_id');
    if (id === undefined) {
      return caller;
    }
    const principal = directory.servicePrincipals.find(({ applicationId }) => scimId(applicationId) === String(id));
    if (principal === undefined) {
      throw new Refusal(404, 'RESOURCE_DOES_NOT_EXIST', `Service principal ${id} does not exist.`);
    }
    if (!directory.isAdmin(caller)) {
      throw new Refusal(403, 'PERMISSION_DENIED', `User ${caller.userName} does not manage service principal ${id}.`);
    }
    return { userName: principal.applicationId, kind: 'servicePrincipal' };
  }

  return [
    {
      method: 'POST',
      path: PATH,
      answer({ fields, caller }) {
        const owner = ownerOf(fields, caller);
        const asked = {
          owner: owner.userName,
          provider: gitProvider(fields.text('git_provider')),
          userName: fields.optionalText('git_username') ?? '',
          email: fields.optionalText('git_email') ?? '',
          name: fields.optionalText('name') ?? '',
          isDefault: fields.flag('is_default_for_provider'),
          token: fields.text('personal_access_token'),
        };
        return json(gitCredentialJson(credentials.create(asked, owner.kind)));
      },
    },
    {
      method: 'GET',
      path: PATH,
      answer({ query, caller }) {
        const own = credentials.of(ownerOf(query, caller).userName);
        return json(own.length === 0 ? {} : { credentials: own.map(gitCredentialJson) });
      },
    },
    {
      method: 'GET',
      path: `${PATH}/{id}`,
      answer: ({ segments, query, caller }) =>
        json(gitCredentialJson(credentials.get(ownerOf(query, caller).userName, segments.id('id')))),
    },
    {
      method: 'PATCH',
      path: `${PATH}/{id}`,
      answer({ segments, fields, caller }) {
        credentials.change(ownerOf(fields, caller).userName, segments.id('id'), changeOf(fields));
        return json({});
      },
    },
    {
      method: 'DELETE',
      path: `${PATH}/{id}`,
      answer({ segments, query, caller }) {
        credentials.delete(ownerOf(query, caller).userName, segments.id('id'));
        return json({});
      },
    },
  ];
}

function changeOf(fields: Fields) {
  const given = {
    userName: fields.optionalText('git_username'),
    email: fields.optionalText('git_email'),
    name: fields.optionalText('name'),
    token: fields.optionalText('personal_access_token'),
    isDefault: fields.has('is_default_for_provider') ? fields.flag('is_default_for_provider') : undefined,
  };
  const texts = Object.entries(given).filter(([, value]) => value !== undefined);
  return { provider: gitProvider(fields.text('git_provider')), ...Object.fromEntries(texts) };
}
