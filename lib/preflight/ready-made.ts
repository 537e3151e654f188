import type { Expectation, Securable } from './expectation';
import type { SecurableKindName } from './securable-kinds';

interface ReadyMade {
  readonly kind: SecurableKindName;
  readonly expectations: (on: Securable) => readonly Expectation[];
}

/** What a person wants to do, and the privileges that it needs. */
export const READY_MADE = {
  read: { kind: 'table', expectations: (on) => [{ privilege: 'SELECT', on }] },
  write: {
    kind: 'table',
    expectations: (on) => [
      { privilege: 'SELECT', on },
      { privilege: 'MODIFY', on },
    ],
  },
  train: {
    kind: 'model',
    // The creator of the model owns it, so nothing else is needed before the first training.
    expectations: (on) =>
      ['CREATE_MODEL_VERSION', 'EXECUTE', 'APPLY_TAG'].map((privilege) => ({
        privilege,
        on,
        whileAbsent: { privilege: 'CREATE_MODEL', on: schemaOf(on) },
      })),
  },
  score: {
    kind: 'model',
    expectations: (on) => [{ privilege: 'EXECUTE', on, whileAbsent: { privilege: 'EXECUTE', on: schemaOf(on) } }],
  },
  promote: {
    kind: 'model',
    // Only the owner or an identity with MANAGE may move an alias; a future model inherits MANAGE from its schema.
    expectations: (on) =>
      ['MANAGE', 'EXECUTE', 'APPLY_TAG'].map((privilege) => ({
        privilege,
        on,
        whileAbsent: { privilege, on: schemaOf(on) },
      })),
  },
} as const satisfies Readonly<Record<string, ReadyMade>>;

export type ReadyMadeName = keyof typeof READY_MADE;

export function isReadyMade(word: string): word is ReadyMadeName {
  return Object.hasOwn(READY_MADE, word);
}

export function schemaOf({ fullName }: Securable): Securable {
  return { kind: 'schema', fullName: fullName.split('.').slice(0, 2).join('.') };
}
