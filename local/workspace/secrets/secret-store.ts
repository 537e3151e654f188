import type { Json } from '../../../lib/core/lossless-json';
import { invalidParameter, Refusal } from '../http/refusal';
import type { Directory } from '../identity/directory';
import type { Identity } from '../identity/identity';
import type { Persistent } from '../state/persistent';
import { SECRET_LEVELS, type Secret, type SecretLevel, type SecretScope } from './secret-scope';

const MAX_SECRETS = 1000;
const MAX_VALUE_BYTES = 128 * 1024;

/** Secret scopes of a workspace. */
export class SecretStore implements Persistent {
  #scopes: readonly SecretScope[] = [];
  readonly #directory: Directory;

  constructor(directory: Directory) {
    this.#directory = directory;
  }

  get all(): readonly SecretScope[] {
    return this.#scopes;
  }

  create(name: string, acls: SecretScope['acls']): void {
    requireName('Scope name', name);
    if (this.#scopes.some((scope) => scope.name === name)) {
      throw new Refusal(400, 'RESOURCE_ALREADY_EXISTS', `Scope ${name} already exists!`);
    }
    this.#scopes = [...this.#scopes, { name, secrets: [], acls }];
  }

  /** A scope, after a check of the caller's permission. */
  scope(name: string, caller: Identity, level: SecretLevel): SecretScope {
    const scope = this.#scopes.find((candidate) => candidate.name === name);
    if (scope === undefined) {
      throw new Refusal(404, 'RESOURCE_DOES_NOT_EXIST', `Scope ${name} does not exist!`);
    }
    const groups = this.#directory.groupsOf(caller);
    const held = [caller.userName, ...groups].map((principal) => scope.acls[principal]);
    const isAllowed = held.some((each) => each && SECRET_LEVELS.indexOf(each) >= SECRET_LEVELS.indexOf(level));
    if (!isAllowed && !groups.includes('admins')) {
      const message = `User ${caller.userName} does not have ${level} permission on scope ${name}`;
      throw new Refusal(403, 'PERMISSION_DENIED', message);
    }
    return scope;
  }

  put(scope: SecretScope, secret: Secret): void {
    requireName('Secret key', secret.key);
    const size = Buffer.byteLength(secret.base64, 'base64');
    if (size > MAX_VALUE_BYTES) {
      throw invalidParameter(`The secret value has ${size} bytes, more than the limit of ${MAX_VALUE_BYTES}.`);
    }
    const others = scope.secrets.filter(({ key }) => key !== secret.key);
    if (others.length >= MAX_SECRETS) {
      throw new Refusal(400, 'RESOURCE_LIMIT_EXCEEDED', `Scope ${scope.name} holds ${MAX_SECRETS} secrets already.`);
    }
    this.#replace({ ...scope, secrets: [...others, secret] });
  }

  delete(scope: SecretScope, key: string): void {
    secretIn(scope, key);
    this.#replace({ ...scope, secrets: scope.secrets.filter((secret) => secret.key !== key) });
  }

  deleteScope({ name }: SecretScope): void {
    this.#scopes = this.#scopes.filter((scope) => scope.name !== name);
  }

  /** Without a level, removes the principal from the list. */
  permit(scope: SecretScope, principal: string, level: SecretLevel | undefined): void {
    if (!this.#directory.knows(principal)) {
      throw new Refusal(404, 'RESOURCE_DOES_NOT_EXIST', `Principal ${principal} does not exist.`);
    }
    const others = Object.entries(scope.acls).filter(([name]) => name !== principal);
    const own: readonly [string, SecretLevel][] = level === undefined ? [] : [[principal, level]];
    this.#replace({ ...scope, acls: Object.fromEntries([...others, ...own]) });
  }

  saved(): Json {
    return this.#scopes as unknown as Json;
  }

  restore(saved: Json): void {
    this.#scopes = saved as unknown as readonly SecretScope[];
  }

  #replace(changed: SecretScope): void {
    this.#scopes = this.#scopes.map((scope) => (scope.name === changed.name ? changed : scope));
  }
}

export function secretIn({ name, secrets }: SecretScope, key: string): Secret {
  const secret = secrets.find((candidate) => candidate.key === key);
  if (secret === undefined) {
    throw new Refusal(404, 'RESOURCE_DOES_NOT_EXIST', `Secret does not exist with scope: ${name} and key: ${key}`);
  }
  return secret;
}

function requireName(what: string, name: string): void {
  if (!/^[A-Za-z0-9_.@-]{1,128}$/.test(name)) {
    const rule = "letters, digits, '-', '_', '@' and '.', at most 128";
    throw invalidParameter(`${what} '${name}' must consist of ${rule}.`);
  }
}
