/** Forms that tokens of well-known services have; each is shown by its kind only, never by its text. */
const SHAPES: readonly (readonly [kind: string, shape: RegExp])[] = [
  ['a Databricks token', /\bdapi[0-9a-f]{32}(?:-\d)?\b/],
  ['a Databricks OAuth secret', /\bdose[0-9a-f]{32}\b/],
  ['a GitHub token', /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,})\b/],
  ['a GitLab token', /\bglpat-[\w-]{20,}/],
  ['an AWS access key', /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/],
  ['an Azure storage key', /\bAccountKey=[A-Za-z0-9+/]{60,}={0,2}/],
  ['a shared access signature', /[?&]sig=[A-Za-z0-9%+/]{40,}/],
  ['a Slack token', /\bxox[abprs]-[A-Za-z0-9-]{10,}/],
  ['an API key', /\bsk-[A-Za-z0-9_-]{32,}/],
  ['a Google API key', /\bAIza[\w-]{35}\b/],
  ['a Hugging Face token', /\bhf_[A-Za-z0-9]{30,}/],
  ['a JSON Web Token', /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/],
  ['a private key', /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/],
  ['a password in a URL', /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]+:[^\s/@]{3,}@/i],
];

const WORD = /[A-Za-z0-9+/_-]{32,}={0,2}/g;
/** Bits per character; random base64 of that length has more, hexadecimal digits at most 4. */
const RANDOM_BITS = 4.5;
const LONGEST_TEXT = 1_000_000;

/** The kinds of secrets that the text seems to hold. */
export function secretsIn(text: string): readonly string[] {
  const read = text.slice(0, LONGEST_TEXT);
  const known = SHAPES.filter(([, shape]) => shape.test(read)).map(([kind]) => kind);
  const isRandom = known.length === 0 && (read.match(WORD) ?? []).some(looksRandom);
  return isRandom ? ['a random text of the length of a key'] : known;
}

function looksRandom(word: string): boolean {
  const hasAllKinds = /[a-z]/.test(word) && /[A-Z]/.test(word) && /\d/.test(word);
  return hasAllKinds && !word.includes('//') && entropy(word) >= RANDOM_BITS;
}

function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) {
    counts.set(char, (counts.get(char) ?? 0) + 1);
  }
  return [...counts.values()].reduce((bits, count) => bits - (count / text.length) * Math.log2(count / text.length), 0);
}
