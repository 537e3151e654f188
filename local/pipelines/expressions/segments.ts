import { ExpressionError } from './expression-error';

/** A piece of a text: as it stands, or an expression whose source begins at `at`. */
export type Segment =
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'expression'; readonly source: string; readonly at: number };

export const OPEN = '${{';
const CLOSE = '}}';
const SIGNS = /'|\}\}|\$\{\{/g;

/** Takes a text apart at its `${{ }}`. Braces inside of text in quotes belong to that text. */
export function segmentsOf(text: string): readonly Segment[] {
  const segments: Segment[] = [];
  let done = 0;
  for (let open = text.indexOf(OPEN); open !== -1; open = text.indexOf(OPEN, done)) {
    const begin = open + OPEN.length;
    const end = closeOf(text, begin);
    if (end === undefined) {
      throw new ExpressionError("'${{' has no '}}'", open);
    }
    if (open > done) {
      segments.push({ kind: 'plain', text: text.slice(done, open) });
    }
    segments.push({ kind: 'expression', source: text.slice(begin, end), at: begin });
    done = end + CLOSE.length;
  }
  if (done < text.length) {
    segments.push({ kind: 'plain', text: text.slice(done) });
  }
  return segments;
}

function closeOf(text: string, begin: number): number | undefined {
  let inText = false;
  for (const { 0: sign, index } of text.slice(begin).matchAll(SIGNS)) {
    if (sign === "'") {
      inText = !inText;
    } else if (!inText && sign === CLOSE) {
      return begin + index;
    } else if (!inText) {
      throw new ExpressionError("'${{' inside of '${{'; an expression cannot contain another one", begin + index);
    }
  }
  return undefined;
}
