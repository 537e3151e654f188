import type { Json, JsonObject } from '../../core/lossless-json';
import type { Shape } from '../../yaml/shape';
import type { Entries, Items, Part, Parts, Presence, Section, Setting, Tightening, Words } from './part';

interface Choices<D extends Json> extends Words {
  readonly required?: true;
  readonly default?: D;
  /** The default follows from other settings. */
  readonly derived?: true;
  readonly tightens?: Tightening;
  readonly names?: 'table';
}

type PresenceOf<W> = W extends { readonly required: true }
  ? 'required'
  : W extends { readonly default: Json } | { readonly derived: true }
    ? 'defaulted'
    : 'optional';

type Levels = readonly (string | boolean)[];

function setting<T, W extends Choices<Json>>(shape: Shape, words: W, levels?: Levels): Setting<T, PresenceOf<W>> {
  const { required, derived, tightens = 'free' } = words;
  const isDefaulted = derived === true || words.default !== undefined;
  const presence: Presence = required === true ? 'required' : isDefaulted ? 'defaulted' : 'optional';
  return {
    kind: 'setting',
    shape,
    ...wordsOf(words),
    tightens: levels === undefined ? tightens : 'level',
    presence: presence as PresenceOf<W>,
    ...(levels === undefined ? {} : { levels }),
  };
}

/** What an options object says about the setting itself; the rest of it went into the shape. */
function wordsOf({
  means,
  example,
  need,
  names,
  default: usual,
}: Choices<Json>): Words & Pick<Setting, 'default' | 'names'> {
  return {
    means,
    ...(example === undefined ? {} : { example }),
    ...(need === undefined ? {} : { need }),
    ...(names === undefined ? {} : { names }),
    ...(usual === undefined ? {} : { default: usual }),
  };
}

export function text<const W extends Choices<string>>(words: W): Setting<string, PresenceOf<W>> {
  return setting({ kind: 'string' }, words);
}

interface Form {
  readonly pattern: string;
  readonly name: string;
}

/** A text of a certain form, e.g. a date. */
export function formed<const W extends Choices<string>>(form: Form, words: W): Setting<string, PresenceOf<W>> {
  return setting({ kind: 'string', form }, words);
}

/** Any single value, kept as it was written. */
export function written<const W extends Choices<string>>(words: W): Setting<string, PresenceOf<W>> {
  return setting({ kind: 'text' }, words);
}

/** A text, number or boolean that stays what it is. */
export function scalar<const W extends Choices<string | number | boolean>>(
  words: W,
): Setting<string | number | boolean, PresenceOf<W>> {
  return setting({ kind: 'scalar' }, words);
}

interface Range {
  readonly minimum?: number;
  readonly maximum?: number;
}

export function number<const W extends Choices<number> & Range>(words: W): Setting<number, PresenceOf<W>> {
  return setting({ kind: 'number', ...rangeOf(words) }, words);
}

export function integer<const W extends Choices<number> & Range>(words: W): Setting<number, PresenceOf<W>> {
  // Beyond it a number of JSON does not keep its last digits.
  const range = { maximum: Number.MAX_SAFE_INTEGER, minimum: Number.MIN_SAFE_INTEGER, ...rangeOf(words) };
  return setting({ kind: 'integer', ...range }, words);
}

function rangeOf({ minimum, maximum }: Range): Range {
  return { ...(minimum === undefined ? {} : { minimum }), ...(maximum === undefined ? {} : { maximum }) };
}

export function choice<const C extends readonly string[], const W extends Choices<C[number]>>(
  of: C,
  words: W,
): Setting<C[number], PresenceOf<W>> {
  return setting({ kind: 'choice', of }, words);
}

/** A choice whose options go from the weakest to the strictest. */
export function level<const C extends readonly string[], const W extends Choices<C[number]>>(
  levels: C,
  words: W,
): Setting<C[number], PresenceOf<W>> {
  return setting({ kind: 'choice', of: levels }, words, levels);
}

/** True or false, of which `strict` is the stricter one. */
export function flag<const W extends Choices<boolean> & { readonly strict: boolean }>(
  words: W,
): Setting<boolean, PresenceOf<W>> {
  return setting({ kind: 'boolean' }, words, [!words.strict, words.strict]);
}

interface OfTexts {
  readonly atLeast?: number;
  /** Of each text. */
  readonly form?: Form;
}

export function texts<const W extends Choices<readonly string[]> & OfTexts>(
  words: W,
): Setting<readonly string[], PresenceOf<W>> {
  const of: Shape = { kind: 'string', ...(words.form === undefined ? {} : { form: words.form }) };
  return setting({ kind: 'list', of, ...atLeast(words) }, words);
}

export function choices<
  const C extends readonly string[],
  const W extends Choices<readonly C[number][]> & { readonly atLeast?: number },
>(of: C, words: W): Setting<readonly C[number][], PresenceOf<W>> {
  return setting({ kind: 'list', of: { kind: 'choice', of }, ...atLeast(words) }, words);
}

function atLeast(words: { readonly atLeast?: number }): { readonly atLeast?: number } {
  return words.atLeast === undefined ? {} : { atLeast: words.atLeast };
}

/** A map that only the service can judge. */
export function anyMap<const W extends Choices<JsonObject>>(words: W): Setting<JsonObject, PresenceOf<W>> {
  return setting(mapOfAnything, words);
}

export function anyMaps<const W extends Choices<readonly JsonObject[]>>(
  words: W,
): Setting<readonly JsonObject[], PresenceOf<W>> {
  return setting({ kind: 'list', of: mapOfAnything }, words);
}

const mapOfAnything: Shape = { kind: 'mapOf', of: { kind: 'anything' } };

/** A section that is there even when nobody writes it. */
export function section<const K extends Parts>(words: Words, keys: K): Section<K, 'defaulted'> {
  return { ...words, kind: 'section', keys, presence: 'defaulted' };
}

export function requiredSection<const K extends Parts>(words: Words, keys: K): Section<K, 'required'> {
  return { ...words, kind: 'section', keys, presence: 'required' };
}

/** A section that counts only when somebody writes it. */
export function optionalSection<const K extends Parts>(
  words: Words & { readonly oneOf?: readonly (readonly string[])[] },
  keys: K,
): Section<K, 'optional'> {
  return { ...words, kind: 'section', keys, presence: 'optional' };
}

export function entries<const E extends Part>(words: Words, of: E): Entries<E, 'optional'> {
  return { ...words, kind: 'entries', of, presence: 'optional' };
}

/** A list of sections, told apart by their key `by`. */
export function items<const K extends Parts>(
  words: Words & { readonly by: string; readonly tightens?: 'free' },
  keys: K,
): Items<K> {
  const { by, tightens = 'superset', ...rest } = words;
  const of = optionalSection({ means: words.means }, keys);
  return { ...rest, kind: 'items', by, tightens, presence: 'optional', of };
}
