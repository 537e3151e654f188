// Colors and cursor movements (ECMA-48 control sequences) that a trace brings along.
// oxlint-disable-next-line no-control-regex -- the escape character is what has to be found
const CONTROL_SEQUENCE = /\u001B\[[0-?]*[ -/]*[@-~]/g;
const MOST_CHARACTERS = 64 * 1024;

/** The end of a text without its colors, bounded in lines and characters; says when something was left out. */
export function lastLines(text: string, { lines }: { readonly lines: number }): string {
  const all = text.replace(CONTROL_SEQUENCE, '').trimEnd().slice(-MOST_CHARACTERS).split(/\r?\n/);
  const left = all.length - lines;
  return left > 0 ? [`(${left} lines before this are not shown)`, ...all.slice(-lines)].join('\n') : all.join('\n');
}
