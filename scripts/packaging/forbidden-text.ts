interface Forbidden {
  readonly what: string;
  readonly pattern: RegExp;
}

// Split so that this file does not match itself.
const FORBIDDEN: readonly Forbidden[] = [
  { what: 'a path of one machine', pattern: /(?<![\w.$~}*-])\/(?:root|home\/[a-z][\w-]*|Users\/[A-Za-z]\w*)\/[\w.]+/ },
  { what: 'a path of one machine', pattern: /(?<![\w.:/$~}*-])\/(?:work|tmp)\/(?!\.\.\.)[\w.-]+/ },
  { what: 'a path of one machine', pattern: /\b[A-Z]:\\{1,2}Users\\{1,2}\w/ },
  {
    what: 'the address of a package registry',
    pattern: /\bregistry\.(?:npmjs|yarnpkg)\.|(?<!sample\.)\b(?:artifactory|verdaccio|nexus)[.:/]\w/i,
  },
  { what: 'a Databricks token', pattern: /\bdapi[0-9a-f]{32}/ },
  { what: 'a private key', pattern: /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s*(?:\\n)?[A-Za-z0-9+/]{40}/ },
  { what: 'a signed token', pattern: /\beyJ[\w-]{15,}\.eyJ[\w-]{15,}\.[\w-]{20,}/ },
  { what: 'a cloud access key', pattern: /\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36})\b/ },
];

/** Text that belongs to a machine or a person instead of the product, with line numbers. */
export function forbiddenIn(text: string): readonly string[] {
  return text.split('\n').flatMap((line, index) =>
    FORBIDDEN.flatMap(({ what, pattern }) => {
      const found = pattern.exec(line)?.[0];
      return found === undefined ? [] : [`line ${index + 1} contains ${what}: ${found.slice(0, 40)}`];
    }),
  );
}
