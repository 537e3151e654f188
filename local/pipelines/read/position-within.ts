import type { Origin, Text } from './node';

/** The position of a letter of a text: exact for plain, quoted and literal (|) text on whole lines, near for folded text. */
export function positionWithin({ text, at }: Text, offset: number): Origin {
  const before = text.slice(0, offset);
  const lines = before.split('\n').length - 1;
  const column = at.column + offset - (before.lastIndexOf('\n') + 1);
  return { ...at, line: at.line + lines, column };
}
