/** Inputs of tasks are text; only `true` in any case is true. */
export function isTrue(input: string): boolean {
  return input.trim().toLowerCase() === 'true';
}
