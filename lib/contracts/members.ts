import * as v from 'valibot';

/** The kinds of members; each has the sentence that the published schema shows. */
export function text(meaning: string): v.GenericSchema<string> {
  return v.pipe(v.string(), v.nonEmpty('is empty'), v.description(meaning));
}

export function sha256(meaning: string): v.GenericSchema<string> {
  return v.pipe(
    v.string(),
    v.regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 in lowercase hex digits'),
    v.description(meaning),
  );
}

/** Registries count versions from 1 and return them as text. */
export function versionNumber(meaning: string): v.GenericSchema<string> {
  return v.pipe(v.string(), v.regex(/^[1-9]\d*$/, 'is not a version number such as "14"'), v.description(meaning));
}

/** Always in UTC with milliseconds, so that sorting the text sorts by time. */
export function timestamp(meaning: string): v.GenericSchema<string> {
  const pattern = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
  return v.pipe(
    v.string(),
    v.regex(pattern, 'is not a UTC time with milliseconds such as "2027-01-31T09:30:00.000Z"'),
    v.description(meaning),
  );
}

export function choice<const T extends readonly string[]>(options: T, meaning: string): v.GenericSchema<T[number]> {
  return v.pipe(v.picklist(options), v.description(meaning));
}

export function count(meaning: string): v.GenericSchema<number> {
  return v.pipe(
    v.number(),
    v.integer('is not a whole number'),
    v.minValue(0, 'is below 0'),
    v.maxValue(Number.MAX_SAFE_INTEGER, 'is too large for a JSON number'),
    v.description(meaning),
  );
}

export function yesNo(meaning: string): v.GenericSchema<boolean> {
  return v.pipe(v.boolean(), v.description(meaning));
}

export function list<T>(of: v.GenericSchema<T>, meaning: string): v.GenericSchema<T[]> {
  return v.pipe(v.array(of), v.description(meaning));
}
