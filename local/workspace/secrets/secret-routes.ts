import type { Clock } from '../../../lib/core/clock';
import type { JsonObject } from '../../../lib/core/lossless-json';
import type { Fields } from '../http/fields';
import { invalidParameter, Refusal } from '../http/refusal';
import { json } from '../http/reply';
import type { ApiCall, Method, Route } from '../http/route';
import { SECRET_LEVELS, type SecretLevel, type SecretScope } from './secret-scope';
import { secretIn, type SecretStore } from './secret-store';

/** Secrets API 2.0. */
export function secretRoutes(store: SecretStore, clock: Clock): readonly Route[] {
  const route = (endpoint: string, answer: (call: ApiCall) => JsonObject): Route => {
    const [method, path] = endpoint.split(' ') as [Method, string];
    return { method, path: `/api/2.0/secrets${path}`, answer: (call) => json(answer(call)) };
  };
  const scopeOf = ({ fields, caller }: ApiCall, level: SecretLevel) => store.scope(fields.text('scope'), caller, level);

  return [
    route('POST /scopes/create', ({ fields, caller }) => {
      requireDatabricksBackend(fields);
      store.create(fields.text('scope'), { [initialManager(fields) ?? caller.userName]: 'MANAGE' });
      return {};
    }),
    route('POST /scopes/delete', (call) => {
      store.deleteScope(scopeOf(call, 'MANAGE'));
      return {};
    }),
    route('GET /scopes/list', () => ({
      ...(store.all.length > 0 && { scopes: store.all.map(({ name }) => ({ name, backend_type: 'DATABRICKS' })) }),
    })),
    route('POST /put', (call) => {
      const base64 = valueOf(call.fields).toString('base64');
      store.put(scopeOf(call, 'WRITE'), { key: call.fields.text('key'), base64, updatedAt: clock.now() });
      return {};
    }),
    route('POST /delete', (call) => {
      store.delete(scopeOf(call, 'WRITE'), call.fields.text('key'));
      return {};
    }),
    route('GET /list', (call) => {
      const { secrets } = scopeOf(call, 'READ');
      const listed = secrets.map(({ key, updatedAt }) => ({ key, last_updated_timestamp: updatedAt }));
      return listed.length > 0 ? { secrets: listed } : {};
    }),
    route('GET /get', (call) => {
      const { key, base64 } = secretIn(scopeOf(call, 'READ'), call.fields.text('key'));
      return { key, value: base64 };
    }),
    route('POST /acls/put', (call) => {
      store.permit(scopeOf(call, 'MANAGE'), call.fields.text('principal'), levelOf(call.fields.text('permission')));
      return {};
    }),
    route('POST /acls/delete', (call) => {
      const scope = scopeOf(call, 'MANAGE');
      const principal = call.fields.text('principal');
      aclOf(scope, principal);
      store.permit(scope, principal, undefined);
      return {};
    }),
    route('GET /acls/get', (call) => aclOf(scopeOf(call, 'READ'), call.fields.text('principal'))),
    route('GET /acls/list', (call) => {
      const { acls } = scopeOf(call, 'READ');
      return { items: Object.entries(acls).map(([principal, permission]) => ({ principal, permission })) };
    }),
  ];
}

function requireDatabricksBackend(fields: Fields): void {
  const backend = fields.optionalText('scope_backend_type') ?? 'DATABRICKS';
  if (backend !== 'DATABRICKS') {
    throw invalidParameter(`The workspace stand-in has no secret scopes with backend ${backend}.`);
  }
}

function initialManager(fields: Fields): string | undefined {
  const principal = fields.optionalText('initial_manage_principal');
  if (principal !== undefined && principal !== 'users') {
    throw invalidParameter(`initial_manage_principal must be users, not ${principal}.`);
  }
  return principal;
}

function valueOf(fields: Fields): Buffer {
  const text = fields.optionalText('string_value');
  const base64 = fields.optionalText('bytes_value');
  if ((text === undefined) === (base64 === undefined)) {
    throw invalidParameter('Exactly one of string_value and bytes_value must be given.');
  }
  return text === undefined ? Buffer.from(base64 ?? '', 'base64') : Buffer.from(text);
}

function levelOf(text: string): SecretLevel {
  const level = SECRET_LEVELS.find((candidate) => candidate === text);
  if (level === undefined) {
    throw invalidParameter(`Permission ${text} is not one of ${SECRET_LEVELS.join(', ')}.`);
  }
  return level;
}

function aclOf({ name, acls }: SecretScope, principal: string): JsonObject {
  const permission = acls[principal];
  if (permission === undefined) {
    throw new Refusal(
      404,
      'RESOURCE_DOES_NOT_EXIST',
      `Failed to get secret acl for principal ${principal} on scope ${name}.`,
    );
  }
  return { principal, permission };
}
