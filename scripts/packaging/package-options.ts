import { parseArgs } from 'node:util';
import { editionOf, type Edition, type Links } from './edition';

const USAGE = `npm run package -- [--publisher <id> [--suffix <word>]] [--version <n.n.n>] [--documentation <https://…>] [--repository <https://…>] [--support <https://…>]`;

const text = { type: 'string' } as const;
const OPTIONS = {
  publisher: text,
  suffix: text,
  version: text,
  documentation: text,
  repository: text,
  support: text,
};

interface Rule {
  readonly of: RegExp;
  readonly fix: string;
}

const ADDRESS: Rule = {
  of: /^https:\/\/[^\s/?#]+[^\s?#]*$/,
  fix: 'Use a URL that starts with https:// and has no ? and no #.',
};
const RULES: Readonly<Record<keyof typeof OPTIONS, Rule>> = {
  publisher: {
    of: /^[a-z0-9]+(?:-[a-z0-9]+)*$/i,
    fix: 'Copy the ID, not the name, from https://marketplace.visualstudio.com/manage: letters, digits and single hyphens, e.g. contoso-ml.',
  },
  suffix: { of: /^[a-z][a-z0-9]{0,11}$/, fix: 'Use up to 12 lower-case letters and digits, e.g. test.' },
  version: { of: /^\d{1,9}\.\d{1,9}\.\d{1,9}$/, fix: 'Use three numbers, e.g. 0.1.1.' },
  documentation: {
    ...ADDRESS,
    fix: `${ADDRESS.fix} It must be the folder docs/, because page names are appended to it.`,
  },
  repository: ADDRESS,
  support: ADDRESS,
};

/** The edition that the options describe. Default: the edition of the manifest. */
export function editionAsked(words: readonly string[], root: string): Edition {
  const values = valuesIn(words);
  for (const [name, value] of Object.entries(values)) {
    const { of, fix } = RULES[name as keyof typeof OPTIONS];
    if (!of.test(value)) {
      throw new Error(`Option --${name} has the invalid value '${value}'.\nFix: ${fix}`);
    }
  }
  const { publisher, suffix, version, ...addresses } = values;
  const links: Links = Object.fromEntries(
    Object.entries(addresses).map(([name, address]) => [name, address.replace(/\/+$/, '')]),
  );
  return editionOf(root, {
    links,
    ...(publisher !== undefined && { publisher }),
    ...(suffix !== undefined && { suffix }),
    ...(version !== undefined && { version }),
  });
}

function valuesIn(words: readonly string[]): Partial<Record<keyof typeof OPTIONS, string>> {
  try {
    return parseArgs({ args: [...words], options: OPTIONS }).values;
  } catch (error) {
    const [what = ''] = (error instanceof Error ? error.message : String(error)).split('. ');
    throw new Error(`${what.replace(/\.$/, '')}.\nFix: ${USAGE}`, { cause: error });
  }
}
