import { invalidArgument, type Refusal } from './refusal';

/** A filter that is not applied would show too much, and nobody would notice. */
export function unknownFilter(query: URLSearchParams, known: readonly string[]): Refusal | undefined {
  const all = new Set(['api-version', ...known].map((name) => name.toLowerCase()));
  const name = [...query.keys()].find((given) => !all.has(given.toLowerCase()));
  return name === undefined ? undefined : invalidArgument(`The filter '${name}' is not known here.`);
}
