/** Selects requests; an undefined member matches all. */
export interface RequestPattern {
  readonly method?: string;
  /** A string matches this path and everything below it, never a longer last segment. */
  readonly path?: string | RegExp;
}

export function matches(pattern: RequestPattern, request: { method: string; path: string }): boolean {
  return (pattern.method ?? request.method) === request.method && pathMatches(pattern.path, request.path);
}

function pathMatches(pattern: string | RegExp | undefined, path: string): boolean {
  if (pattern === undefined) {
    return true;
  }
  if (typeof pattern === 'string') {
    return path === pattern || path.startsWith(pattern.endsWith('/') ? pattern : `${pattern}/`);
  }
  // A pattern with the g or y flag remembers its last position and would skip every other request.
  pattern.lastIndex = 0;
  return pattern.test(path);
}
