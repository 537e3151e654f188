import type { Json } from '../../../lib/core/lossless-json';
import { Refusal } from '../http/refusal';
import type { Identity } from '../identity/identity';
import type { IdSequence } from '../state/ids';
import type { Persistent } from '../state/persistent';
import type { GitCredential } from './git-credential';

export type NewGitCredential = Omit<GitCredential, 'id'>;

/** Git credentials of a workspace; each identity sees and uses its own. */
export class GitCredentialList implements Persistent {
  readonly #ids: IdSequence;
  #credentials: readonly GitCredential[] = [];

  constructor(ids: IdSequence) {
    this.#ids = ids;
  }

  of(owner: string): readonly GitCredential[] {
    return this.#credentials.filter((credential) => credential.owner === owner);
  }

  get(owner: string, id: bigint): GitCredential {
    const found = this.of(owner).find((credential) => credential.id === id);
    if (found === undefined) {
      throw new Refusal(404, 'RESOURCE_DOES_NOT_EXIST', `Git credential with ID ${id} could not be found.`);
    }
    return found;
  }

  /** One per provider, and any number of named ones. */
  create(credential: NewGitCredential, kind: Identity['kind']): GitCredential {
    const others = this.#ofProvider(credential);
    const { name, provider } = credential;
    if (kind === 'servicePrincipal' && others.length > 0) {
      throw taken(
        `A Git credential already exists for provider ${provider}. ` +
          'Only one credential per provider is allowed for service principals.',
      );
    }
    if (others.some((other) => other.name === name)) {
      throw taken(
        `A Git credential ${name === '' ? 'without a name' : `named '${name}'`} already exists for provider ${provider}.`,
      );
    }
    const created = { ...credential, id: this.#ids.next(), isDefault: credential.isDefault || others.length === 0 };
    this.#put(created);
    return created;
  }

  change(owner: string, id: bigint, change: Partial<NewGitCredential>): void {
    this.#put({ ...this.get(owner, id), ...change });
  }

  delete(owner: string, id: bigint): void {
    const gone = this.get(owner, id);
    this.#credentials = this.#credentials.filter((credential) => credential !== gone);
  }

  /** The default credential of an identity for a provider; undefined if it has none. */
  usual(owner: string, provider: string): GitCredential | undefined {
    const own = this.#ofProvider({ owner, provider });
    return own.find(({ isDefault }) => isDefault) ?? own[0];
  }

  saved(): Json {
    return this.#credentials as unknown as Json;
  }

  restore(saved: Json): void {
    this.#credentials = saved as unknown as readonly GitCredential[];
  }

  #ofProvider({ owner, provider }: Pick<GitCredential, 'owner' | 'provider'>): readonly GitCredential[] {
    return this.of(owner).filter((credential) => credential.provider === provider);
  }

  /** A provider has only one default. */
  #put(changed: GitCredential): void {
    const rivals = changed.isDefault ? this.#ofProvider(changed) : [];
    const others = this.#credentials
      .filter(({ id }) => id !== changed.id)
      .map((other) => (rivals.includes(other) ? { ...other, isDefault: false } : other));
    this.#credentials = [...others, changed].toSorted((one, other) => Number(one.id - other.id));
  }
}

function taken(message: string): Refusal {
  return new Refusal(409, 'RESOURCE_CONFLICT', message);
}
