/** A scalar in YAML that reads back as exactly this text; `margin` is where the lines of a block begin. */
export function scalarText(text: string, margin: string): string {
  if (isPlain(text)) {
    return text;
  }
  if (text.includes('\n') && isBlock(text)) {
    return block(text, margin);
  }
  return /^[\u0020-\u007e\u00a0-\ud7ff]*$/.test(text) ? `'${text.replaceAll("'", "''")}'` : quoted(text);
}

/** Nothing in it means something to YAML, neither at its beginning nor inside. */
function isPlain(text: string): boolean {
  return (
    /^[^\s\-?:,[\]{}#&*!|>'"%@`~\u0000-\u001f\u007f-\u009f\ufeff\u2028\u2029\ud800-\uffff]/.test(text) &&
    !/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\uffff]|: |:$| #|\s$|[,[\]{}].*:|<</.test(text) &&
    !text.startsWith('...')
  );
}

/** A block keeps everything but control characters, and needs a line with something on it to know its margin. */
function isBlock(text: string): boolean {
  return !/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ud800-\uffff]/.test(text) && /^\S/.test(text);
}

function block(text: string, margin: string): string {
  const body = text.replace(/\n+$/, '');
  const ends = text.length - body.length;
  const chomping = ends === 0 ? '-' : ends === 1 ? '' : '+';
  const lines = [...body.split('\n'), ...Array.from({ length: Math.max(0, ends - 1) }, () => '')];
  return [`|${chomping}`, ...lines.map((line) => (line === '' ? '' : `${margin}${line}`))].join('\n');
}

function quoted(text: string): string {
  const escaped = JSON.stringify(text).replaceAll(
    /[\u007f-\u009f\u2028\u2029\ud800-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  // A pair of surrogates is one letter, which YAML writes with eight digits.
  return escaped.replaceAll(/\\ud([89ab][0-9a-f]{2})\\ud([c-f][0-9a-f]{2})/g, (_pair, high: string, low: string) =>
    letterText(Number.parseInt(`d${high}`, 16), Number.parseInt(`d${low}`, 16)),
  );
}

function letterText(high: number, low: number): string {
  const letter = (high - 0xd800) * 0x400 + (low - 0xdc00) + 0x10000;
  return `\\U${letter.toString(16).padStart(8, '0')}`;
}
