/** Packages and their versions in the text of a requirements file. */
export function packagesIn(requirements: string): ReadonlyMap<string, string> {
  const lines = requirements.split(/\r?\n/).map((line) => line.replace(/(?:^|\s)#.*$/, '').trim());
  return new Map(
    lines
      .filter((line) => line !== '' && !line.startsWith('-'))
      .map((line) => {
        const [, name = line, rest = ''] = /^([\w.-]+(?:\[[^\]]*\])?)\s*(.*)$/.exec(line) ?? [];
        return [name.toLowerCase(), rest.replace(/^==\s*/, '') || 'any'] as const;
      }),
  );
}
