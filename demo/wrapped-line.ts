// oxlint-disable-next-line no-control-regex -- escape sequences start with a control character
const ESCAPE_SEQUENCE = /\u001b\[[0-9;]*m/g;

/** A log line in pieces that fit. A longer word, such as a link, stays whole so that it can be clicked. */
export function wrappedLine(line: string, width: number): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const word of line.split(/(?<=\S)(?= )/)) {
    if (piece !== '' && widthOf(piece + word) > width) {
      pieces.push(piece);
      piece = word.trimStart();
    } else {
      piece += word;
    }
  }
  return [...pieces, piece];
}

function widthOf(text: string): number {
  return text.replaceAll(ESCAPE_SEQUENCE, '').length;
}
