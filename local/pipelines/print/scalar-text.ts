/** Controls, formats, surrogates without partner and separators, which editors and YAML treat specially. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u;
const FIRST_LETTER = /^[^\s\-?:,[\]{}#&*!|>'"%@`~.]|^\.[^.\s]/u;
const SPECIAL_INSIDE = /:\s|:$|\s#|\s$|<</u;

/** An agent obeys `##vso[` and a log view `##[`, wherever they see them. */
const COMMAND = /##(?=\s*(?:vso)?\s*\[)/gi;

export interface ScalarStyle {
  /** Where the lines of a block begin. */
  readonly margin: string;
  /** Commands are written so that they mean the same and nobody who reads the output obeys them. */
  readonly onAgent: boolean;
}

/** A scalar in YAML that reads back as exactly this text. */
export function scalarText(text: string, { margin, onAgent }: ScalarStyle): string {
  if (onAgent && text.search(COMMAND) !== -1) {
    return quoted(text).replaceAll(COMMAND, String.raw`#\u0023`);
  }
  if (text.includes('\n') && /^\S/.test(text) && !INVISIBLE.test(text.replaceAll('\n', ''))) {
    return block(text, margin);
  }
  if (INVISIBLE.test(text)) {
    return quoted(text);
  }
  const isPlain = FIRST_LETTER.test(text) && !SPECIAL_INSIDE.test(text);
  return isPlain ? text : `'${text.replaceAll("'", "''")}'`;
}

function block(text: string, margin: string): string {
  const body = text.replace(/\n+$/, '');
  const ends = text.length - body.length;
  const chomping = ends === 0 ? '-' : ends === 1 ? '' : '+';
  const lines = [...body.split('\n'), ...Array.from({ length: Math.max(0, ends - 1) }, () => '')];
  return [`|${chomping}`, ...lines.map((line) => (line === '' ? '' : `${margin}${line}`))].join('\n');
}

/** JSON is YAML, but for letters that JSON leaves as they are. */
function quoted(text: string): string {
  const letters = new RegExp(INVISIBLE, 'gu');
  return JSON.stringify(text).replaceAll(letters, (letter) => {
    const code = (letter.codePointAt(0) ?? 0).toString(16);
    return `\\U${code.padStart(8, '0')}`;
  });
}
