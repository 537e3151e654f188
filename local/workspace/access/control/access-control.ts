import type { Json } from '../../../../lib/core/lossless-json';
import type { Identity } from '../../identity/identity';
import type { Persistent } from '../../state/persistent';

export const PRINCIPAL_FIELDS = ['user_name', 'group_name', 'service_principal_name'] as const;

export interface AclEntry {
  readonly field: (typeof PRINCIPAL_FIELDS)[number];
  readonly principal: string;
  readonly level: string;
}

/** The entry for an identity itself. */
export function entryFor({ userName, kind }: Identity, level: string): AclEntry {
  return { field: kind === 'user' ? 'user_name' : 'service_principal_name', principal: userName, level };
}

/** Access control lists of a workspace's objects, by `kind/id`. */
export class AccessControl implements Persistent {
  #lists = new Map<string, readonly AclEntry[]>();

  /** Undefined if none has been set. */
  list(object: string): readonly AclEntry[] | undefined {
    return this.#lists.get(object);
  }

  set(object: string, entries: readonly AclEntry[]): void {
    this.#lists.set(object, entries);
  }

  saved(): Json {
    return Object.fromEntries(this.#lists) as unknown as Json;
  }

  restore(saved: Json): void {
    this.#lists = new Map(Object.entries(saved as unknown as Record<string, readonly AclEntry[]>));
  }
}
