import type { Difference } from '../../contracts/evaluation';
import { figure, grouped } from '../../core/figures';

/** What these rows could have shown, and how many would show a difference of the wanted size; undefined if these do. */
export function rowsNeeded(difference: Difference, rows: number, wanted: number): string | undefined {
  const { minimumDetectable } = difference;
  const size = Math.abs(wanted);
  if (!(minimumDetectable > 0) || (size > 0 && minimumDetectable <= size)) {
    return undefined;
  }
  const seen = `with ${grouped(rows)} rows only a difference of ${figure(minimumDetectable)} or more could be seen`;
  // The standard error shrinks with the square root of the rows.
  return size === 0
    ? seen
    : `${seen}; about ${grouped(roundedUp(rows * (minimumDetectable / size) ** 2))} would show one of ${figure(size)}`;
}

function roundedUp(rows: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(rows)) - 1);
  return Math.ceil(rows / step) * step;
}
