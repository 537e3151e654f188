import type { JsonObject } from '../../../lib/core/lossless-json';
import { Refusal } from '../http/refusal';
import type { Rows, Statement } from './statement';

/** Rows in one chunk; the service cuts by bytes. */
const CHUNK_ROWS = 10_000;

export function statementJson(statement: Statement): JsonObject {
  const { id, status, end } = statement;
  const answer = { statement_id: id, status };
  if (end?.state !== 'SUCCEEDED') {
    return answer;
  }
  return { ...answer, manifest: manifestJson(end.rows), result: chunkJson(id, end.rows, 0) };
}

export function chunkOf(statement: Statement, index: number): JsonObject {
  const { end, id } = statement;
  if (end?.state !== 'SUCCEEDED' || index >= chunkCount(end.rows)) {
    throw new Refusal(404, 'NOT_FOUND', `Statement ${id} has no chunk ${index}.`);
  }
  return chunkJson(id, end.rows, index);
}

function manifestJson(rows: Rows): JsonObject {
  const chunks = Array.from({ length: chunkCount(rows) }, (_, index) => ({
    chunk_index: index,
    row_offset: index * CHUNK_ROWS,
    row_count: rowsOf(rows, index).length,
  }));
  return {
    format: 'JSON_ARRAY',
    schema: {
      column_count: rows.columns.length,
      columns: rows.columns.map(({ name, typeName, typeText }, position) => ({
        name,
        position,
        type_name: typeName,
        type_text: typeText,
      })),
    },
    total_chunk_count: chunks.length,
    chunks,
    total_row_count: rows.rows.length,
    truncated: rows.truncated,
  };
}

function chunkJson(id: string, rows: Rows, index: number): JsonObject {
  const cells = rowsOf(rows, index);
  const next = index + 1;
  return {
    chunk_index: index,
    row_offset: index * CHUNK_ROWS,
    row_count: cells.length,
    data_array: cells.map((row) => [...row]),
    ...(next < chunkCount(rows) && {
      next_chunk_index: next,
      next_chunk_internal_link: `/api/2.0/sql/statements/${id}/result/chunks/${next}`,
    }),
  };
}

function rowsOf({ rows }: Rows, index: number): Rows['rows'] {
  return rows.slice(index * CHUNK_ROWS, (index + 1) * CHUNK_ROWS);
}

function chunkCount({ rows }: Rows): number {
  return Math.max(1, Math.ceil(rows.length / CHUNK_ROWS));
}
