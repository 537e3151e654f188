/** The holder of a place, in words. */
export function held(versions: readonly (number | undefined)[]): string {
  const numbers = versions.filter((version) => version !== undefined);
  return numbers.length === 0 ? 'nobody' : numbers.map((number) => `version ${number}`).join(' and ');
}
