export const REQUIREMENTS = 'requirements.txt';

/** The lines of a requirements file without comments, blank lines and hashes; a `\` at the end joins two. */
export function requirementLines(text: string): readonly string[] {
  return text
    .replaceAll(/\\\r?\n/g, ' ')
    .split(/\r?\n/)
    .map((line) =>
      line
        .replace(/(?:^|\s)#.*$/, '')
        .replaceAll(/\s--hash=\S+/g, '')
        .trim(),
    )
    .filter((line) => line !== '');
}
