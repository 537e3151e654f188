/** Whether a relative path stays below its folder, so that it cannot reach other files. */
export function isInside(path: string): boolean {
  return path.split('/').every((name) => name !== '' && name !== '.' && name !== '..');
}
