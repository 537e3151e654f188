import { textOf } from './coercion';
import { ExpressionError } from './expression-error';
import { tokensOf, type Token } from './lexer';
import type { Expression } from './syntax';

/** The limits of the service. */
const LONGEST = 21_000;
const DEEPEST = 50;

/** The same templates are used many times, and their expressions are read by several stages. */
const MOST_KNOWN = 5000;
const KNOWN = new Map<string, Expression>();

/** Reads an expression. Throws an ExpressionError at the first thing that is wrong. */
export function parseExpression(source: string): Expression {
  const known = KNOWN.get(source);
  if (known !== undefined) {
    return known;
  }
  const expression = parsed(source);
  if (KNOWN.size < MOST_KNOWN) {
    KNOWN.set(source, expression);
  }
  return expression;
}

function parsed(source: string): Expression {
  if (source.length > LONGEST) {
    throw new ExpressionError(`the expression has ${source.length} characters; at most ${LONGEST} are allowed`, 0);
  }
  return new Parser(tokensOf(source), source.length).whole();
}

const DIRECTIVES: ReadonlySet<string> = new Set(['if', 'elseif', 'each']);

class Parser {
  #next = 0;

  readonly #tokens: readonly Token[];
  readonly #end: number;

  constructor(tokens: readonly Token[], end: number) {
    this.#tokens = tokens;
    this.#end = end;
  }

  whole(): Expression {
    if (this.#tokens.length === 0) {
      throw new ExpressionError('the expression is empty', 0);
    }
    this.#refuseDirective();
    const expression = this.#expression(1);
    const rest = this.#tokens[this.#next];
    if (rest !== undefined) {
      throw new ExpressionError(`unexpected ${shown(rest)} after the end of the expression`, rest.at);
    }
    return expression;
  }

  /** Nobody means a name by `if` that another value follows. */
  #refuseDirective(): void {
    const [first, second] = this.#tokens;
    if (first?.kind === 'word' && DIRECTIVES.has(first.text) && second !== undefined && second.kind !== 'sign') {
      const message = `'${first.text}' is a directive and belongs in a key: '\${{ ${first.text} … }}:', with what it decides about below`;
      throw new ExpressionError(message, first.at);
    }
  }

  #expression(depth: number): Expression {
    const token = this.#take('a value, a name or a function');
    if (depth > DEEPEST) {
      throw new ExpressionError(`the expression is nested more than ${DEEPEST} deep`, token.at);
    }
    if (token.kind === 'literal') {
      return token;
    }
    if (token.kind === 'sign') {
      const advice = token.text === '(' ? '; parentheses only hold the arguments of a function' : '';
      throw new ExpressionError(`unexpected ${shown(token)}${advice}`, token.at);
    }
    const { text: name, at } = token;
    const head: Expression = this.#skips('(')
      ? { kind: 'call', name, parameters: this.#parameters(depth), at }
      : { kind: 'name', name, at };
    return this.#indexed(head, depth);
  }

  #parameters(depth: number): readonly Expression[] {
    const parameters: Expression[] = [];
    if (this.#skips(')')) {
      return parameters;
    }
    do {
      parameters.push(this.#expression(depth + 1));
    } while (this.#skips(','));
    this.#expect(')', "',' or ')'");
    return parameters;
  }

  #indexed(head: Expression, depth: number): Expression {
    let target = head;
    let deep = depth;
    for (;;) {
      if (this.#skips('.')) {
        target = { kind: 'index', target, index: this.#property(), at: head.at };
      } else if (this.#skips('[')) {
        target = { kind: 'index', target, index: this.#subscript(depth), at: head.at };
      } else {
        return target;
      }
      deep += 1;
      if (deep > DEEPEST) {
        throw new ExpressionError(`the expression is nested more than ${DEEPEST} deep`, head.at);
      }
    }
  }

  #property(): Expression | '*' {
    const token = this.#take("a name after '.'");
    if (token.kind === 'sign' && token.text === '*') {
      return '*';
    }
    if (token.kind !== 'word') {
      throw new ExpressionError(`expected a name after '.', found ${shown(token)}`, token.at);
    }
    return { kind: 'literal', value: token.text, at: token.at };
  }

  #subscript(depth: number): Expression | '*' {
    const index = this.#skips('*') ? '*' : this.#expression(depth + 1);
    this.#expect(']', "']'");
    return index;
  }

  #expect(sign: string, expected: string): void {
    const token = this.#take(expected);
    if (token.kind !== 'sign' || token.text !== sign) {
      throw new ExpressionError(`expected ${expected}, found ${shown(token)}`, token.at);
    }
  }

  #skips(sign: string): boolean {
    const token = this.#tokens[this.#next];
    const found = token?.kind === 'sign' && token.text === sign;
    this.#next += found ? 1 : 0;
    return found;
  }

  #take(expected: string): Token {
    const token = this.#tokens[this.#next++];
    if (token === undefined) {
      throw new ExpressionError(`the expression ends where ${expected} is expected`, this.#end);
    }
    return token;
  }
}

function shown(token: Token): string {
  if (token.kind === 'literal') {
    return typeof token.value === 'string' ? `text '${token.value}'` : `'${textOf(token.value) ?? ''}'`;
  }
  return `'${token.text}'`;
}
