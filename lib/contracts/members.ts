import * as v from 'valibot';

/** The kinds of members that contracts are made of; each carries the sentence that the published schema shows. */
export function text(meaning: string): v.GenericSchema<string> {
  return v.pipe(v.string(), v.nonEmpty('is empty'), v.description(meaning));
}

export function sha256(meaning: string): v.GenericSchema<string> {
  return v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'is no SHA-256 in small hex digits'), v.description(meaning));
}

/** Registries count versions from 1 and hand them out as text. */
export function versionNumber(meaning: string): v.GenericSchema<string> {
  return v.pipe(v.string(), v.regex(/^[1-9]\d*$/, 'is no version number, e.g. "14"'), v.description(meaning));
}

/** Always with milliseconds and in UTC, so that the order of texts is the order of times. */
export function timestamp(meaning: string): v.GenericSchema<string> {
  const pattern = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
  return v.pipe(
    v.string(),
    v.regex(pattern, 'is no time in UTC with milliseconds, e.g. "2027-01-31T09:30:00.000Z"'),
    v.description(meaning),
  );
}

export function choice<const T extends readonly string[]>(options: T, meaning: string): v.GenericSchema<T[number]> {
  return v.pipe(v.picklist(options), v.description(meaning));
}

export function count(meaning: string): v.GenericSchema<number> {
  return v.pipe(
    v.number(),
    v.integer('is no whole number'),
    v.minValue(0, 'is below 0'),
    v.maxValue(Number.MAX_SAFE_INTEGER, 'is too large for a number to keep'),
    v.description(meaning),
  );
}

export function yesNo(meaning: string): v.GenericSchema<boolean> {
  return v.pipe(v.boolean(), v.description(meaning));
}

export function list<T>(of: v.GenericSchema<T>, meaning: string): v.GenericSchema<T[]> {
  return v.pipe(v.array(of), v.description(meaning));
}
