export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Notes for the reader, and the goal. */
  readonly notes: readonly string[];
}

/** The table as lines: the first column left-aligned, the numbers in the others right-aligned. */
export function tableLines({ title, columns, rows, notes }: Table): readonly string[] {
  const widths = columns.map((column, index) => Math.max(column.length, ...rows.map((row) => row[index]?.length ?? 0)));
  const aligned = (cells: readonly string[]): string =>
    widths
      .map((width, index) => (index === 0 ? (cells[index] ?? '').padEnd(width) : (cells[index] ?? '').padStart(width)))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [title, '', aligned(columns), rule, ...rows.map(aligned), '', ...notes];
}
