/** One thing that is wrong with a JSON value, and where. */
export interface Problem {
  /** JSON pointer (RFC 6901); empty for the value itself. */
  readonly pointer: string;
  /** Follows the pointer, e.g. "is missing". */
  readonly message: string;
}

export function pointerTo(keys: readonly (string | number)[]): string {
  return keys.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

export function formatProblem({ pointer, message }: Problem): string {
  return `${pointer === '' ? 'the file' : pointer} ${message}`;
}
