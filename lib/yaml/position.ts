/** Where something stands; line and column count from 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface Problem {
  readonly at: Position;
  readonly message: string;
}

export function formatProblem({ at, message }: Problem): string {
  return `${at.file}:${at.line}:${at.column}: ${message}`;
}

/** Turns offsets of one text into positions. */
export function positionsIn(text: string, file: string): (offset: number) => Position {
  const lineStarts = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) {
    lineStarts.push(end + 1);
  }
  return (offset) => {
    const line = lineAt(offset, lineStarts);
    return { file, line: line + 1, column: offset - (lineStarts[line] ?? 0) + 1 };
  };
}

/** Index of the last line that starts at the offset or before it; halving, since a long file has many positions. */
function lineAt(offset: number, lineStarts: readonly number[]): number {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lineStarts[middle] ?? Infinity) <= offset) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}
