type Version = readonly number[];

/** The newest version that a range such as `3.x`, `3.11`, `>=3.9 <3.12` or `3.9 || 3.10` allows. */
export function bestVersion(spec: string, versions: readonly string[]): string | undefined {
  return versions
    .filter((version) => spec.split('||').some((range) => isIn(range, parsed(version))))
    .toSorted((one, other) => compare(parsed(other), parsed(one)))[0];
}

const CONDITION = /(?:[<>]=?|=|~|\^)?\s*[\dx*][\dx*.]*/gi;

function isIn(range: string, version: Version): boolean {
  const conditions = range.match(CONDITION) ?? [];
  const isRead = range.replaceAll(CONDITION, '').replaceAll(/[\s,]/g, '') === '';
  return isRead && conditions.length > 0 && conditions.every((condition) => holds(condition, version));
}

function holds(condition: string, version: Version): boolean {
  const [, operator = '', text = ''] = /^([<>]=?|=|~|\^)?\s*(.*)$/.exec(condition) ?? [];
  const wanted = parsed(text);
  const order = compare(version, wanted);
  switch (operator) {
    case '>':
      return order > 0 && !startsWith(version, wanted);
    case '>=':
      return order >= 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0 || startsWith(version, wanted);
    case '^':
      return order >= 0 && version[0] === wanted[0];
    case '~':
      return order >= 0 && startsWith(version, wanted.slice(0, 2));
    default:
      return startsWith(version, wanted);
  }
}

/** `x` and `*` end what is compared. */
function parsed(text: string): Version {
  const parts = text.split('.');
  const open = parts.findIndex((part) => !/^\d+$/.test(part));
  return (open < 0 ? parts : parts.slice(0, open)).map(Number);
}

function startsWith(version: Version, wanted: Version): boolean {
  return wanted.every((part, index) => version[index] === part);
}

function compare(one: Version, other: Version): number {
  for (let index = 0; index < 3; index += 1) {
    const difference = (one[index] ?? 0) - (other[index] ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return 0;
}
