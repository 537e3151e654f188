/** A shorter secret would mask ordinary words; the agent masks it as far as it can. */
export const SHORTEST_SECRET = 6;

/** Removes secret values from text, in all usual encodings. */
export class Redactor {
  readonly #forms = new Map<string, string>();

  /** `name` is the secret's name for people. */
  add(name: string, value: string): void {
    for (const form of formsOf(value).filter(({ length }) => length >= SHORTEST_SECRET)) {
      this.#forms.set(form, name);
    }
  }

  redacted(text: string): string {
    // Longer forms first: a short one may be part of a long one.
    return [...this.#forms.keys()]
      .toSorted((one, other) => other.length - one.length)
      .reduce((rest, form) => rest.replaceAll(form, '***'), text);
  }

  /** Names of the secrets in the text. */
  namesIn(text: string): readonly string[] {
    return [...new Set([...this.#forms].filter(([form]) => text.includes(form)).map(([, name]) => name))];
  }
}

/** The value, each of its lines, and its encodings in URLs, forms, JSON and base64. */
export function formsOf(value: string): readonly string[] {
  const forms = [value, ...value.split(/\r?\n/), ...encoded(value)].map((form) => form.trim());
  return [...new Set(forms)].filter((form) => form !== '');
}

function encoded(value: string): readonly string[] {
  const bytes = [...new TextEncoder().encode(value)];
  const base64 = btoa(bytes.map((byte) => String.fromCodePoint(byte)).join(''));
  // A lone surrogate cannot be in a URL, so it needs no URL encoding.
  const inUrl = /\p{Surrogate}/u.test(value) ? value : encodeURIComponent(value);
  // A form writes more characters as %XX than a URL does, and a blank as '+'.
  const inForm = new URLSearchParams([['', value]]).toString().slice(1);
  const base64Url = base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  return [base64, base64.replace(/=+$/, ''), base64Url, inUrl, inForm, JSON.stringify(value).slice(1, -1)];
}
