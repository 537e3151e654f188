/** Whether a path, with `/` between its parts, is matched; patterns in order, and one that begins with `!` takes paths out again. */
export function matcher(patterns: readonly string[]): (path: string) => boolean {
  const rules = patterns
    .map((pattern) => pattern.trim())
    .filter((pattern) => pattern !== '' && !pattern.startsWith('#'))
    .map((pattern) => ({ isOut: pattern.startsWith('!'), expression: expressionOf(pattern.replace(/^!/, '')) }));
  return (path) => rules.reduce((isIn, { isOut, expression }) => (expression.test(path) ? !isOut : isIn), false);
}

const PARTS = /\*\*\/|\*\*|\*|\?|\[[^\]/]+\]|\{[^{}]*\}|[^*?[{]+|[[{]/g;

/** `**` crosses folders, `*` and `?` do not; `{a,b}` is one of several. Hidden files match like any other. */
function expressionOf(pattern: string): RegExp {
  const parts = pattern.replace(/^\.\//, '').match(PARTS) ?? [];
  return new RegExp(`^${parts.map(sourceOf).join('')}$`);
}

function sourceOf(part: string): string {
  switch (part) {
    case '**/':
      return '(?:[^/]+/)*';
    case '**':
      return '.*';
    case '*':
      return '[^/]*';
    case '?':
      return '[^/]';
  }
  if (part.startsWith('{') && part.endsWith('}')) {
    const choices = part.slice(1, -1).split(',');
    return `(?:${choices.map((choice) => (choice.match(PARTS) ?? []).map(sourceOf).join('')).join('|')})`;
  }
  if (/^\[.+\]$/.test(part)) {
    return `[${part.slice(1, -1).replaceAll('\\', '\\\\').replace(/^!/, '^')}]`;
  }
  return part.replace(/[.+^${}()|[\]\\]/g, '\\$&');
}
