/** A pattern names a branch, or with refs/ in front any ref, such as refs/tags/v*; * stands for anything. */
export function isAllowedBranch(ref: string, patterns: readonly string[]): boolean {
  const names = [ref, ref.replace(/^refs\/heads\//, '')];
  return patterns.map(expressionOf).some((pattern) => names.some((name) => pattern.test(name)));
}

function expressionOf(pattern: string): RegExp {
  const literals = pattern.split('*').map((part) => part.replaceAll(/[$()+.?[\\\]^{|}]/g, '\\$&'));
  return new RegExp(`^${literals.join('.*')}$`, 's');
}
