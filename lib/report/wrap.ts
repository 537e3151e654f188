import { clusters, textWidth } from './text-width';

/** Cut in two, nobody could follow it. */
const LINK = /^https?:\/\/./;

/** The text in lines of at most `width` columns, broken at blanks; a word that is longer is cut, except a link. */
export function wrap(text: string, width: number): readonly string[] {
  return text.split(/\r?\n/).flatMap((line) => wrapLine(line, width));
}

function wrapLine(line: string, width: number): readonly string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(/\s+/).flatMap((whole) => (LINK.test(whole) ? [whole] : pieces(whole, width)))) {
    const longer = current === '' ? word : `${current} ${word}`;
    if (textWidth(longer) <= width) {
      current = longer;
    } else {
      lines.push(current);
      current = word;
    }
  }
  return [...lines, current];
}

function pieces(word: string, width: number): readonly string[] {
  const parts: string[] = [];
  let part = '';
  for (const cluster of clusters(word)) {
    if (part !== '' && textWidth(part + cluster) > width) {
      parts.push(part);
      part = '';
    }
    part += cluster;
  }
  return [...parts, part];
}
