import { Decimal } from './decimal';
import { ExpressionError } from './expression-error';
import type { Value } from './value';
import { Version } from './version';

export type Token =
  | { readonly kind: 'literal'; readonly value: Value; readonly at: number }
  | { readonly kind: 'word'; readonly text: string; readonly at: number }
  | { readonly kind: 'sign'; readonly text: string; readonly at: number };

const BLANK = /\s+/y;
const TEXT = /'((?:[^']|'')*)'/y;
const WORD = /[A-Za-z_]\w*/y;
const SIGN = /[()[\],.*]/y;
const NUMBER = /[-.\d][^\s,()[\]]*/y;
/** After one of these a point does not start a number. */
const ENDS_A_VALUE = new Set([')', ']', '*']);
/** What other languages write; here there are functions instead. */
const OPERATORS: Readonly<Record<string, string>> = {
  '=': 'eq(a, b)',
  '!': 'not(a) or ne(a, b)',
  '&': 'and(a, b)',
  '|': 'or(a, b)',
  '<': 'lt(a, b)',
  '>': 'gt(a, b)',
  '-': "['a-name'] for a name with hyphens",
  '"': "'text'",
  $: 'variables.name or parameters.name',
};

export function tokensOf(source: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = match(BLANK, source, 0)?.[0].length ?? 0;
  while (at < source.length) {
    const { token, end } = tokenAt(source, at, tokens.at(-1));
    tokens.push(token);
    at = end + (match(BLANK, source, end)?.[0].length ?? 0);
  }
  return tokens;
}

interface Found {
  readonly token: Token;
  readonly end: number;
}

function tokenAt(source: string, at: number, before: Token | undefined): Found {
  const text = match(TEXT, source, at);
  if (text !== null) {
    return { token: { kind: 'literal', value: (text[1] ?? '').replaceAll("''", "'"), at }, end: at + text[0].length };
  }
  const word = match(WORD, source, at)?.[0];
  if (word !== undefined) {
    return { token: wordToken(word, at, before), end: at + word.length };
  }
  const number = isInsideOfValue(before) ? undefined : match(NUMBER, source, at)?.[0];
  if (number !== undefined) {
    return { token: { kind: 'literal', value: numberIn(number, at), at }, end: at + number.length };
  }
  const sign = match(SIGN, source, at)?.[0];
  if (sign === undefined) {
    throw strangeLetter(source, at);
  }
  return { token: { kind: 'sign', text: sign, at }, end: at + 1 };
}

/** `true` after a point is a name. */
function wordToken(word: string, at: number, before: Token | undefined): Token {
  const isBoolean = /^(?:true|false)$/i.test(word) && !(before?.kind === 'sign' && before.text === '.');
  return isBoolean ? { kind: 'literal', value: word.toLowerCase() === 'true', at } : { kind: 'word', text: word, at };
}

function isInsideOfValue(before: Token | undefined): boolean {
  return before?.kind === 'word' || (before?.kind === 'sign' && ENDS_A_VALUE.has(before.text));
}

function numberIn(text: string, at: number): Value {
  const isVersion = text.split('.').length > 2;
  const plainNumber = /^-?(?:\d+\.?\d*|\.\d+)$/.test(text);
  const value = isVersion ? Version.parse(text) : plainNumber ? Decimal.parse(text) : undefined;
  if (value === undefined) {
    throw new ExpressionError(`'${text}' is neither a number nor a version`, at);
  }
  return value;
}

function strangeLetter(source: string, at: number): ExpressionError {
  const letter = String.fromCodePoint(source.codePointAt(at) ?? 0);
  if (letter === "'") {
    return new ExpressionError("text that starts with ' does not end; write a quote inside text twice", at);
  }
  const instead = OPERATORS[letter];
  const advice = instead === undefined ? '' : `; write ${instead}`;
  return new ExpressionError(`'${letter}' is not allowed in an expression${advice}`, at);
}

function match(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}
