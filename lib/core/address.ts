const ADDRESS =
  /^(?<scheme>[a-z][a-z\d+.-]*:\/\/)?(?:(?<login>[^/?#]*)@)?(?<place>[^?#]*)(?:\?(?<query>[^#]*))?(?:#(?<fragment>.*))?$/is;

/** Scheme, host and path of a text that should be a URL: the part that may be printed. */
export function bareAddress(text: string): string {
  const { scheme = '', place = '' } = partsOf(text);
  return `${scheme}${place}`;
}

/** What a URL stands for, wherever it is served: host and path, so that two spellings of one organization are equal. */
export function placeOf(text: string): string {
  const { place = '' } = partsOf(text);
  return place
    .replace(/:\d+(?=\/|$)/, '')
    .replace(/\/+$/, '')
    .toLowerCase();
}

/** The rest, whole and in parts that may be secret, as written and decoded. */
export function secretsInAddress(text: string): readonly string[] {
  const { login = '', query = '', fragment = '' } = partsOf(text);
  const password = login.slice(login.indexOf(':') + 1);
  const values = query.split('&').map((pair) => pair.slice(pair.indexOf('=') + 1));
  const written = [login, password, query, ...values, fragment];
  return [...new Set([...written, ...written.map(decoded)])].filter((part) => part !== '');
}

type Parts = Partial<Record<'scheme' | 'login' | 'place' | 'query' | 'fragment', string>>;

function partsOf(text: string): Parts {
  return ADDRESS.exec(text.trim())?.groups ?? {};
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
