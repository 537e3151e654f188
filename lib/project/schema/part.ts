import type { Json } from '../../core/lossless-json';
import type { Shape } from '../../yaml/shape';

/**
 * How a project may depart from what its organization's baseline says: downwards, upwards, by adding to a list, by
 * taking from it, along the levels, not at all, or as it likes.
 */
export type Tightening = 'lower' | 'higher' | 'superset' | 'subset' | 'level' | 'fixed' | 'free';

/** How often a team writes the key: always, usually, or when it has the need. */
export type Need = 'always' | 'usually' | 'seldom';
export type Presence = 'required' | 'defaulted' | 'optional';

export interface Words {
  /** A sentence: the documentation, and what an editor shows. */
  readonly means: string;
  /** YAML of a value, for the documentation. What lies inside of a list is shown by the list's own example. */
  readonly example?: string;
  readonly need?: Need;
}

/** One value that a person decides. */
export interface Setting<T = unknown, P extends Presence = Presence> extends Words {
  readonly kind: 'setting';
  readonly shape: Shape;
  readonly tightens: Tightening;
  /** For `level`: from the weakest to the strictest. */
  readonly levels?: readonly (string | boolean)[];
  readonly default?: Json;
  readonly presence: P;
  /** Names of tables are completed by catalog and schema of the environment. */
  readonly names?: 'table';
  /** Carries the type of the value, and never exists. */
  readonly type?: T;
}

/** A map with keys of ours. A `defaulted` one is there even when nobody writes it, an `optional` one is not. */
export interface Section<K extends Parts = Parts, P extends Presence = Presence> extends Words {
  readonly kind: 'section';
  readonly keys: K;
  readonly presence: P;
  /** Groups of keys of which only one makes sense: who overrides with one of them drops the others. */
  readonly oneOf?: readonly (readonly string[])[];
}

/** A map with keys of the user's. An override adds to it or changes what is there, and never removes. */
export interface Entries<E extends Part = Part, P extends Presence = Presence> extends Words {
  readonly kind: 'entries';
  readonly of: E;
  readonly presence: P;
  readonly atLeast?: number;
}

/** A list of sections that one of their keys tells apart. An override replaces it. */
export interface Items<K extends Parts = Parts> extends Words {
  readonly kind: 'items';
  readonly of: Section<K>;
  readonly by: string;
  readonly tightens: 'superset' | 'free';
  readonly presence: 'optional';
}

export interface Parts {
  readonly [key: string]: Part;
}
export type Part = Setting | Section | Entries | Items;

/** The type of an effective value: what has a default is always there. */
export type ValueOf<P> =
  P extends Setting<infer T>
    ? T
    : P extends Section<infer K>
      ? SectionValue<K>
      : P extends Entries<infer E>
        ? Readonly<Record<string, ValueOf<E>>>
        : P extends Items<infer K>
          ? readonly SectionValue<K>[]
          : never;

type SectionValue<K> = {
  readonly [N in keyof K as K[N] extends { readonly presence: 'optional' } ? never : N]: ValueOf<K[N]>;
} & { readonly [N in keyof K as K[N] extends { readonly presence: 'optional' } ? N : never]?: ValueOf<K[N]> };
