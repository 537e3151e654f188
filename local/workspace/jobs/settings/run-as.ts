import { Fields } from '../../http/fields';
import { invalidParameter, Refusal } from '../../http/refusal';
import type { Directory } from '../../identity/directory';
import type { Identity } from '../../identity/identity';

/** The identity in `run_as` of a job or one-time run; undefined if it has none. */
export function runAsOf(settings: Fields): Identity | undefined {
  const json = settings.object('run_as');
  if (json === undefined) {
    return undefined;
  }
  const fields = new Fields(json);
  if (fields.has('group_name')) {
    throw invalidParameter('The workspace stand-in does not run jobs as a group.');
  }
  const user = fields.optionalText('user_name');
  const principal = fields.optionalText('service_principal_name');
  if (user !== undefined && principal === undefined) {
    return { userName: user, kind: 'user' };
  }
  if (principal !== undefined && user === undefined) {
    return { userName: principal, kind: 'servicePrincipal' };
  }
  throw invalidParameter('run_as must name exactly one of user_name and service_principal_name.');
}

export function requireIdentity(identity: Identity | undefined, directory: Pick<Directory, 'has'>): void {
  if (identity !== undefined && !directory.has(identity)) {
    throw new Refusal(404, 'RESOURCE_DOES_NOT_EXIST', `Principal: ${identity.userName} does not exist`);
  }
}
