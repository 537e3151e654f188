import * as v from 'valibot';
import { CONTRACTS, type ContractOf, type Kind } from './contract';
import { pointerTo, type Problem } from './problem';

export type Validation<K extends Kind> =
  | { readonly contract: ContractOf<K> }
  | { readonly problems: readonly Problem[] };

/** The value as a contract of that kind, or everything that is wrong with it. Drops unknown members. */
export function validate<K extends Kind>(kind: K, value: unknown): Validation<K> {
  const { success, output, issues } = v.safeParse<(typeof CONTRACTS)[Kind]>(CONTRACTS[kind], value);
  return success ? { contract: output as ContractOf<K> } : { problems: issues.map(problemOf) };
}

function problemOf(issue: v.BaseIssue<unknown>): Problem {
  return { pointer: pointerTo((issue.path ?? []).map(({ key }) => key as string | number)), message: wordsFor(issue) };
}

function wordsFor({ kind, expected, received, message }: v.BaseIssue<unknown>): string {
  if (kind !== 'schema') {
    return message;
  }
  if (received === 'undefined') {
    return 'is missing';
  }
  return `is ${found(received)}, not ${wanted(expected ?? 'something else')}`;
}

function found(received: string): string {
  return received === 'Object' ? 'a map' : received === 'Array' ? 'a list' : received;
}

function wanted(expected: string): string {
  const options = /^\((.*)\)$/.exec(expected)?.[1];
  if (options !== undefined) {
    return `one of ${options.split(' | ').join(', ')}`;
  }
  return KIND_WORDS.get(expected) ?? expected;
}

const KIND_WORDS: ReadonlyMap<string, string> = new Map([
  ['string', 'a text'],
  ['number', 'a number'],
  ['boolean', 'true or false'],
  ['Object', 'a map'],
  ['Array', 'a list'],
]);
