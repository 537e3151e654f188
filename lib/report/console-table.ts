import type { Table } from './table';
import { textWidth } from './text-width';
import { wrap } from './wrap';

const WIDEST_COLUMN = 60;
const GAP = '  ';

/** The table in aligned lines; a cell wider than 60 columns continues in the next line. */
export function consoleTable({ columns, rows }: Table): readonly string[] {
  const texts = [columns, ...rows].map((row) => columns.map((_, index) => wrap(row[index] ?? '', WIDEST_COLUMN)));
  const widths = columns.map((_, index) =>
    Math.min(WIDEST_COLUMN, Math.max(...texts.map((row) => widest(row[index] ?? [])))),
  );
  const [head = [], ...body] = texts.map((row) => linesOf(row, widths));
  return [...head, widths.map((width) => '-'.repeat(width)).join(GAP), ...body.flat()];
}

function linesOf(row: readonly (readonly string[])[], widths: readonly number[]): readonly string[] {
  const height = Math.max(...row.map((cell) => cell.length));
  return Array.from({ length: height }, (_, line) =>
    row
      .map((cell, index) => padded(cell[line] ?? '', widths[index] ?? 0))
      .join(GAP)
      .trimEnd(),
  );
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - textWidth(text)));
}

function widest(lines: readonly string[]): number {
  return Math.max(0, ...lines.map((line) => textWidth(line)));
}
