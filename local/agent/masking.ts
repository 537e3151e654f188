const MASK = '***';
const LONGEST_MINIMUM = 6;
const CREDENTIALS_IN_URL = /(?<=\/\/[^:/?#\s@]+:)[^@\s/]+(?=@)/g;

type Encoding = (value: string) => string;

// The agent registers these three for every secret; others (hex, substrings, hashes) are not masked.
const ENCODINGS: readonly Encoding[] = [jsonEscaped, uriEscaped, backslashUnescaped];

/** Hides secrets in log text. It knows exact values only; whatever a task derives from one leaks unless declared. */
export class SecretMasker {
  readonly #values = new Set<string>();
  readonly #minimumLength: number;

  constructor(minimumLength = 0) {
    this.#minimumLength = Math.min(minimumLength, LONGEST_MINIMUM);
  }

  add(value: string): void {
    for (const form of [value, ...ENCODINGS.map((encode) => encode(value))]) {
      if (form !== '' && form.length >= this.#minimumLength) {
        this.#values.add(form);
      }
    }
  }

  /** A secret that came with a command, and as it may appear in another one. */
  addCommandText(value: string): void {
    this.add(value);
    this.add(commandEscaped(value));
  }

  /** A secret a person typed: also without quotes or blanks around it, as command text, and as base64. */
  addVariable(value: string): void {
    if (value.trim() === '') {
      return;
    }
    for (const form of [value, commandEscaped(value), Buffer.from(value, 'utf8').toString('base64')]) {
      this.add(form);
      this.add(withoutQuotes(form));
      this.add(form.replace(/^[\r\n ]+|[\r\n ]+$/g, ''));
    }
  }

  mask(text: string): string {
    const spans = [...this.#values].flatMap((value) => occurrences(text, value));
    for (const match of text.matchAll(CREDENTIALS_IN_URL)) {
      spans.push([match.index, match.index + match[0].length]);
    }
    return spans.length === 0 ? text : withoutSpans(text, spans);
  }
}

type Span = [start: number, end: number];

function occurrences(text: string, value: string): Span[] {
  const spans: Span[] = [];
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
    spans.push([at, at + value.length]);
  }
  return spans;
}

/** Touching and overlapping spans become one mask. */
function withoutSpans(text: string, spans: Span[]): string {
  let masked = '';
  let end = -1;
  for (const [start, stop] of spans.toSorted((a, b) => a[0] - b[0])) {
    if (start > end) {
      masked += text.slice(Math.max(end, 0), start) + MASK;
    }
    end = Math.max(end, stop);
  }
  return masked + text.slice(end);
}

function jsonEscaped(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}

function uriEscaped(value: string): string {
  // encodeURIComponent throws on half a surrogate pair.
  const escaped = encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\uFFFD'));
  return escaped.replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

function backslashUnescaped(value: string): string {
  return value.replaceAll('\\\\', '\\').replaceAll("\\'", "'").replaceAll('\\"', '"').replaceAll('\\t', '\t');
}

function commandEscaped(value: string): string {
  return value.replaceAll('%', '%AZP25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function withoutQuotes(value: string): string {
  const quoted = /^(['"])([\s\S]*)\1$/.exec(value);
  return quoted?.[2] ?? value;
}
