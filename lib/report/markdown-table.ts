import { markdownText } from './markdown-text';
import type { Table } from './table';

/** The table in Markdown. Cells are plain text, never markup. */
export function markdownTable({ columns, rows }: Table): string {
  const rule = columns.map(() => '---');
  const lines = [
    columns.map(markdownText),
    rule,
    ...rows.map((row) => columns.map((_, i) => markdownText(row[i] ?? ''))),
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}
