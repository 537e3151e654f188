import { UserError } from '../core/errors';
import { REGISTRY_NAME, type RegistryKind } from './kind';

interface TagRules {
  readonly longestKey: number;
  readonly longestValue: number;
  /** Maximum number of tags of a model or version. */
  readonly most: number;
  readonly keyIsLegal: Legality;
  readonly valueIsLegal: Legality;
}

/** Whether the character is allowed. */
type Legality = (char: string, place: Place) => boolean;
type Place = 'edge' | 'inside';

/** https://docs.databricks.com/aws/en/database-objects/tags (constraints). */
const CATALOG: TagRules = {
  longestKey: 255,
  longestValue: 1000,
  most: 50,
  keyIsLegal: (char, place) => isPlain(char, place) && !'.,-=/:'.includes(char),
  valueIsLegal: isPlain,
};

/** https://mlflow.org/docs/latest/api_reference/rest-api.html (limits of tags). */
const MLFLOW: TagRules = {
  longestKey: 250,
  longestValue: 5000,
  most: Number.POSITIVE_INFINITY,
  // A key must also be a path with only one spelling, so slashes and dots are limited.
  keyIsLegal: (char, place) => /^[\w :-]$/.test(char) || (place === 'inside' && char === '.'),
  valueIsLegal: () => true,
};

const RULES: Readonly<Record<RegistryKind, TagRules>> = { unityCatalog: CATALOG, workspace: MLFLOW, mlflow: MLFLOW };

/** The key as the registry accepts it; `tagKey` returns the original. */
export function legalKey(key: string, kind: RegistryKind): string {
  const { keyIsLegal, longestKey } = RULES[kind];
  const legal = escaped(key, keyIsLegal);
  if (key === '' || legal.length > longestKey) {
    throw new UserError('TAG_REFUSED', {
      what: `The tag '${cut(key)}' has a key of ${legal.length} characters as ${REGISTRY_NAME[kind]} writes it; 1 to ${longestKey} are possible.`,
      fix: 'Give the tag a shorter name.',
    });
  }
  return legal;
}

/** The value as the registry accepts it; `tagValue` returns the original. */
function legalValue(key: string, value: string, kind: RegistryKind): string {
  const { valueIsLegal, longestValue } = RULES[kind];
  const legal = escaped(value, valueIsLegal);
  if (legal.length > longestValue) {
    throw new UserError('TAG_REFUSED', {
      what: `The tag '${cut(key)}' has a value of ${legal.length} characters; ${REGISTRY_NAME[kind]} allows ${longestValue}.`,
      fix: 'Shorten the value, or put it into the description.',
    });
  }
  return legal;
}

/** Keys and values as the registry accepts them; refuses values that are too long and too many tags. */
export function legalTags(
  tags: Readonly<Record<string, string>>,
  kind: RegistryKind,
): Readonly<Record<string, string>> {
  requireRoomForTags(Object.keys(tags), kind);
  return Object.fromEntries(
    Object.entries(tags).map(([key, value]) => [legalKey(key, kind), legalValue(key, value, kind)]),
  );
}

/** Refuses too many tags. */
export function requireRoomForTags(keys: readonly string[], kind: RegistryKind): void {
  const { most } = RULES[kind];
  if (keys.length > most) {
    throw new UserError('TAG_REFUSED', {
      what: `There would be ${keys.length} tags; ${REGISTRY_NAME[kind]} allows ${most} on one model or version.`,
      fix: `Remove tags that nobody needs: ${keys.map(cut).join(', ')}.`,
    });
  }
}

export function tagKey(legal: string): string {
  return unescaped(legal);
}

export function tagValue(legal: string): string {
  return unescaped(legal);
}

/**
 * Writes each UTF-16 unit of an illegal character as `_x`, four hexadecimal digits and `_`. An underscore that
 * looks like the start of such a group is escaped too, so that every text can be restored.
 */
function escaped(text: string, isLegal: Legality): string {
  let at = 0;
  return Array.from(text)
    .map((char) => {
      const place = at === 0 || at + char.length === text.length ? 'edge' : 'inside';
      const isAmbiguous = /^_x[0-9A-F]{4}/.test(text.slice(at, at + 6));
      at += char.length;
      return isAmbiguous || isHalf(char) || !isLegal(char, place) ? group(char) : char;
    })
    .join('');
}

function unescaped(text: string): string {
  return text.replaceAll(/_x([0-9A-F]{4})_/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

function group(char: string): string {
  const units = Array.from({ length: char.length }, (_, at) => char.charCodeAt(at));
  return units.map((unit) => `_x${unit.toString(16).toUpperCase().padStart(4, '0')}_`).join('');
}

/** Half of a surrogate pair, which a request cannot contain. */
function isHalf(char: string): boolean {
  return /^\p{Surrogate}$/u.test(char);
}

function isPlain(char: string, place: Place): boolean {
  return !/\p{Cc}/u.test(char) && (place === 'inside' || char.trim() !== '');
}

function cut(key: string): string {
  return key.length > 60 ? `${key.slice(0, 60)}…` : key;
}
