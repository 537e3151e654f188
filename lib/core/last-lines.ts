// Colors and cursor movements (ECMA-48 control sequences) in a traceback.
// oxlint-disable-next-line no-control-regex -- the escape character is what has to be found
const CONTROL_SEQUENCE = /\u001B\[[0-?]*[ -/]*[@-~]/g;
const MOST_CHARACTERS = 64 * 1024;

/** The end of a text without colors, limited in lines and characters; says if something was omitted. */
export function lastLines(text: string, { lines }: { readonly lines: number }): string {
  const all = text.replace(CONTROL_SEQUENCE, '').trimEnd().split(/\r?\n/);
  const left = all.length - lines;
  const end = all.slice(-lines).join('\n');
  const shown = end.slice(-MOST_CHARACTERS);
  if (shown.length < end.length) {
    return `(only the last ${MOST_CHARACTERS} characters are shown)\n${shown}`;
  }
  return left > 0 ? `(${left} lines before this are not shown)\n${shown}` : shown;
}
