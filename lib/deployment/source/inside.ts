/** Whether a relative path names something below the folder it starts from: whoever names files must not reach others. */
export function isInside(path: string): boolean {
  return path.split('/').every((name) => name !== '' && name !== '.' && name !== '..');
}
