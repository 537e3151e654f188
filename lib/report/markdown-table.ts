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

/** Text that Markdown shows unchanged, in one line. */
function markdownText(text: string): string {
  return text
    .replaceAll(/[\\`*_{}[\]#|~$@!]/g, String.raw`\$&`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
