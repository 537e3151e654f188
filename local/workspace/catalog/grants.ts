import type { Json, JsonObject } from '../../../lib/core/lossless-json';
import type { Persistent } from '../state/persistent';

/** The securable of a grant; its full name is unique within its type. */
export interface GrantSubject {
  readonly kind: string;
  readonly fullName: string;
}

export interface Assignment {
  readonly principal: string;
  readonly privileges: readonly string[];
}

/** Privileges granted directly, by securable and principal. */
export class Grants implements Persistent {
  #granted = new Map<string, Map<string, ReadonlySet<string>>>();

  of({ kind, fullName }: GrantSubject): readonly Assignment[] {
    const assignments = this.#granted.get(`${kind}:${fullName}`) ?? new Map<string, ReadonlySet<string>>();
    return [...assignments].map(([principal, privileges]) => ({ principal, privileges: [...privileges].toSorted() }));
  }

  change({ kind, fullName }: GrantSubject, change: GrantChange): void {
    const key = `${kind}:${fullName}`;
    const assignments = this.#granted.get(key) ?? new Map<string, ReadonlySet<string>>();
    this.#granted.set(key, assignments);
    const left = new Set([...(assignments.get(change.principal) ?? []), ...change.add]);
    change.remove.forEach((privilege) => left.delete(privilege));
    if (left.size === 0) {
      assignments.delete(change.principal);
    } else {
      assignments.set(change.principal, left);
    }
  }

  /** Removes the grants on a securable and on everything in it. */
  forget({ kind, fullName }: GrantSubject): void {
    for (const key of this.#granted.keys()) {
      if (key === `${kind}:${fullName}` || key.split(':')[1]?.startsWith(`${fullName}.`) === true) {
        this.#granted.delete(key);
      }
    }
  }

  /** Moves the grants of a registered model to its new name. */
  rename(fullName: string, newName: string): void {
    const assignments = this.#granted.get(`function:${fullName}`);
    if (assignments !== undefined) {
      this.#granted.delete(`function:${fullName}`);
      this.#granted.set(`function:${newName}`, assignments);
    }
  }

  saved(): Json {
    const plain = [...this.#granted].map(([key, assignments]): [string, JsonObject] => [
      key,
      Object.fromEntries([...assignments].map(([principal, privileges]) => [principal, [...privileges]])),
    ]);
    return Object.fromEntries(plain);
  }

  restore(saved: Json): void {
    const plain = saved as unknown as Record<string, Record<string, readonly string[]>>;
    this.#granted = new Map(
      Object.entries(plain).map(([key, assignments]) => [
        key,
        new Map(Object.entries(assignments).map(([principal, privileges]) => [principal, new Set(privileges)])),
      ]),
    );
  }
}

export interface GrantChange {
  readonly principal: string;
  readonly add: readonly string[];
  readonly remove: readonly string[];
}
