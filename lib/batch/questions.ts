import type { BatchChecks } from './batch-checks';
import type { BatchStatement } from './statement';
import { quoted, quotedTable } from './table-name';

/** Takes its value from the first row of an earlier answer. */
export interface FromAnswer {
  readonly of: QuestionName;
  readonly column: string;
}

export type QuestionName = 'input' | 'batch' | 'last' | 'bins';

/** A statement with `:name` for values, which are sent apart from it. */
export interface Question {
  readonly name: QuestionName;
  /** What it is for, in error messages. */
  readonly doing: string;
  readonly text: string;
  readonly values: Readonly<Record<string, string | FromAnswer>>;
}

/** Where batches write. */
export interface Output {
  /** What stands after FROM. */
  readonly sql: string;
  /** The same for people. */
  readonly words: string;
}

/** Upper ends of all bins but the last. */
const DECILES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/**
 * Everything that a proof reads, in order; each is one pass over its rows. A question that takes a value of an earlier
 * answer is left out if that answer has no row.
 */
export function questionsAbout(
  { inputTable, inputVersion, batchId }: BatchStatement,
  { sql: output, words }: Output,
  { columns }: BatchChecks,
): readonly Question[] {
  const prediction = quoted(columns.prediction);
  const number = `try_cast(${prediction} AS DOUBLE)`;
  const isNumber = `${number} IS NOT NULL AND NOT isnan(${number})`;
  const batch = `CAST(${quoted(columns.batch_id)} AS STRING)`;
  const scoredAt = quoted(columns.scored_at);
  const second = `unix_timestamp(CAST(${scoredAt} AS TIMESTAMP))`;
  const version = `CAST(${quoted(columns.model_version)} AS STRING)`;
  // Another version predicts otherwise, because it is another one.
  const lastBatch = `SELECT max_by(${batch}, ${scoredAt}) FROM ${output} WHERE ${batch} <> :batch AND ${version} = :version`;
  const bins = DECILES.map((_, at) => `WHEN ${number} <= CAST(:d${at} AS DOUBLE) THEN ${at}`).join(' ');
  return [
    {
      name: 'input',
      doing: `Counting the rows of ${inputTable} at version ${inputVersion}`,
      // A version takes no parameter; it is a whole number.
      text: `SELECT count(*) AS row_count FROM ${quotedTable(inputTable)} VERSION AS OF ${inputVersion}`,
      values: {},
    },
    {
      name: 'batch',
      doing: `Reading batch ${batchId} in ${words}`,
      text: `SELECT ${version} AS model_version, CAST(${quoted(columns.code_commit)} AS STRING) AS code_commit,
  count(*) AS row_count, sum(CASE WHEN ${prediction} IS NULL OR isnan(${number}) THEN 1 ELSE 0 END) AS missing,
  min(${number}) AS minimum, max(${number}) AS maximum, min(${second}) AS first_at,
  sum(CASE WHEN ${scoredAt} IS NULL THEN 1 ELSE 0 END) AS undated
FROM ${output} WHERE ${batch} = :batch GROUP BY 1, 2`,
      values: { batch: batchId },
    },
    {
      name: 'last',
      doing: `Reading the batch of the same version before ${batchId} in ${words}`,
      text: `SELECT ${batch} AS batch_id, ${DECILES.map((share, at) => `percentile_approx(${number}, ${share}) AS d${at}`).join(', ')}
FROM ${output} WHERE ${isNumber} AND ${batch} = (${lastBatch}) GROUP BY 1`,
      values: { batch: batchId, version: { of: 'batch', column: 'model_version' } },
    },
    {
      name: 'bins',
      doing: `Comparing batch ${batchId} with the one before`,
      text: `SELECT CASE WHEN ${batch} = :batch THEN 'now' ELSE 'before' END AS batch, CASE ${bins} ELSE ${DECILES.length} END AS bin, count(*) AS row_count
FROM ${output} WHERE ${isNumber} AND ${batch} IN (:batch, :last) GROUP BY 1, 2`,
      values: {
        batch: batchId,
        last: { of: 'last', column: 'batch_id' },
        ...Object.fromEntries(DECILES.map((_, at) => [`d${at}`, { of: 'last', column: `d${at}` } as const])),
      },
    },
  ];
}
