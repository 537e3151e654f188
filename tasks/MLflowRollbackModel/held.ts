/** Who holds a place, in words. */
export function held(version: number | undefined): string {
  return version === undefined ? 'nobody' : `version ${version}`;
}
