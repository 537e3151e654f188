import { SqlFailure, type SqlRow } from '../databricks/sql-statements';
import type { QuestionName } from './questions';
import { populationStability } from './shift';

/** Rows of one version and commit in the batch. */
export interface Written {
  readonly version: string | null;
  readonly commit: string | null;
  readonly rows: number;
  readonly missing: number;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  /** Seconds since the epoch. */
  readonly firstAt: number | undefined;
  readonly undated: number;
}

export interface Measured {
  readonly inputRows: number;
  readonly written: readonly Written[];
  /** Undefined without an earlier batch, or if predictions are not numbers. */
  readonly shift: { readonly psi: number; readonly against: string } | undefined;
}

/** Rows by question; a question that was left out has none. */
export type Answers = ReadonlyMap<QuestionName, readonly SqlRow[]>;

export function measuredIn(answers: Answers): Measured {
  const rowsOf = (name: QuestionName): readonly SqlRow[] => answers.get(name) ?? [];
  const [last] = rowsOf('last');
  return {
    inputRows: numberIn(rowsOf('input')[0] ?? {}, 'row_count'),
    written: rowsOf('batch').map(writtenIn),
    shift: last === undefined ? undefined : shiftIn(rowsOf('bins'), last['batch_id'] ?? ''),
  };
}

function shiftIn(bins: readonly SqlRow[], against: string): Measured['shift'] {
  const counts = (batch: string): ReadonlyMap<string, number> =>
    new Map(bins.filter((bin) => bin['batch'] === batch).map((bin) => [bin['bin'] ?? '', numberIn(bin, 'row_count')]));
  const now = counts('now');
  return now.size === 0 ? undefined : { psi: populationStability(counts('before'), now), against };
}

function writtenIn(row: SqlRow): Written {
  return {
    version: row['model_version'] ?? null,
    commit: row['code_commit'] ?? null,
    rows: numberIn(row, 'row_count'),
    missing: numberIn(row, 'missing'),
    minimum: optionalNumber(row['minimum']),
    maximum: optionalNumber(row['maximum']),
    firstAt: optionalNumber(row['first_at']),
    undated: numberIn(row, 'undated'),
  };
}

function numberIn(row: SqlRow, name: string): number {
  const number = optionalNumber(row[name]);
  if (number === undefined) {
    throw new SqlFailure(`The answer to the proof has no number '${name}'.`, undefined);
  }
  return number;
}

function optionalNumber(text: string | null | undefined): number | undefined {
  const number = text === null || text === undefined || text === '' ? Number.NaN : Number(text);
  return Number.isNaN(number) ? undefined : number;
}
