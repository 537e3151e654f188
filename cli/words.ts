import { parseArgs } from 'node:util';
import { nearest } from '../lib/core/nearest';
import { UsageError } from './usage-error';
import type { Words } from './verb';

/** The options of a verb. */
export interface KnownOptions {
  readonly alone: readonly string[];
  readonly withValue?: readonly string[];
}

/** Sorts the arguments of `subject`, which is a verb or the command itself; refuses unknown options. */
export function wordsOf(words: readonly string[], subject: string, { alone, withValue = [] }: KnownOptions): Words {
  const options = {
    ...Object.fromEntries(alone.map((name) => [name, { type: 'boolean' as const, ...SHORT[name] }])),
    ...Object.fromEntries(withValue.map((name) => [name, { type: 'string' as const, multiple: true }])),
  };
  const { tokens } = parseArgs({ args: [...words], options, allowPositionals: true, strict: false, tokens: true });
  const given = tokens.filter((token) => token.kind === 'option');
  const settings = new Map<string, readonly string[]>();
  for (const { name, rawName, value } of given) {
    if (![...alone, ...withValue].includes(name)) {
      throw new UsageError(
        `'${subject}' has no option '${rawName}'.`,
        meant(`--${name}`, subject, [...alone, ...withValue]),
      );
    }
    if (value !== undefined && alone.includes(name)) {
      throw new UsageError(`Option '${rawName}' takes no value, but got '${value}'.`, `Write '${rawName}' alone.`);
    }
    if (withValue.includes(name)) {
      settings.set(name, [...(settings.get(name) ?? []), settingValue(rawName, value)]);
    }
  }
  return {
    positionals: tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : [])),
    options: new Set(given.map(({ name }) => name)),
    settings,
  };
}

function settingValue(rawName: string, value: string | undefined): string {
  if (value === undefined) {
    throw new UsageError(`Option '${rawName}' needs a value.`, `Write '${rawName} <value>'.`);
  }
  return value;
}

/** The next step after a mistyped name. */
export function meant(word: string, subject: string, known: readonly string[]): string {
  const names = word.startsWith('--') ? known.map((name) => `--${name}`) : known;
  const [name] = nearest(word, names, 1);
  const help = `'${subject} --help' lists them all.`;
  return name === undefined ? help : `Did you mean '${name}'? ${help}`;
}

const SHORT: Readonly<Record<string, { readonly short: string }>> = { help: { short: 'h' }, version: { short: 'v' } };
