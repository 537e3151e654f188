/** A shorter secret would blot out ordinary words; the agent masks it as far as it can. */
export const SHORTEST_SECRET = 6;

/** Knows secret values and keeps them, in the forms they usually take, out of text. */
export class Redactor {
  readonly #forms = new Map<string, string>();

  /** `name` is what people are told about it. */
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

  /** Names of the secrets that occur in the text. */
  namesIn(text: string): readonly string[] {
    return [...new Set([...this.#forms].filter(([form]) => text.includes(form)).map(([, name]) => name))];
  }
}

/** The value, each of its lines, and all of it as it stands in URLs, forms, JSON and base64. */
export function formsOf(value: string): readonly string[] {
  const forms = [value, ...value.split(/\r?\n/), ...encoded(value)].map((form) => form.trim());
  return [...new Set(forms)].filter((form) => form !== '');
}

function encoded(value: string): readonly string[] {
  const bytes = [...new TextEncoder().encode(value)];
  const base64 = btoa(bytes.map((byte) => String.fromCodePoint(byte)).join(''));
  // A surrogate without its twin cannot stand in a URL, and so needs no form for one.
  const inUrl = /\p{Surrogate}/u.test(value) ? value : encodeURIComponent(value);
  // A form writes more characters as %XX than a URL does, and a blank as '+'.
  const inForm = new URLSearchParams([['', value]]).toString().slice(1);
  const base64Url = base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  return [base64, base64.replace(/=+$/, ''), base64Url, inUrl, inForm, JSON.stringify(value).slice(1, -1)];
}
