import type { Table } from './table';

/** The table in Markdown. Cells are text: nothing in them becomes markup. */
export function markdownTable({ columns, rows }: Table): string {
  const rule = columns.map(() => '---');
  const lines = [
    columns.map(markdownText),
    rule,
    ...rows.map((row) => columns.map((_, i) => markdownText(row[i] ?? ''))),
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

/** Text that shows in Markdown as it is, in one line. */
function markdownText(text: string): string {
  return text
    .replaceAll(/[\\`*_{}[\]#|~$@!]/g, String.raw`\$&`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
