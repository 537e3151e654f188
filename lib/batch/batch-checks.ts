import { isJsonObject, type JsonObject } from '../core/lossless-json';
import type { Shape } from '../yaml/shape';

/** The columns that a proof reads; a project may have other names for them. */
const COLUMNS = ['prediction', 'model_version', 'batch_id', 'scored_at', 'code_commit'] as const;

type Column = (typeof COLUMNS)[number];

export interface BatchChecks {
  readonly columns: Readonly<Record<Column, string>>;
  /** Share of rows that may be without a prediction. */
  readonly missing: number;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  /** Largest population stability index against the last batch. */
  readonly shift: number;
}

/** Above it, a distribution has moved by common judgment. */
const USUAL_SHIFT = 0.25;

export const batchChecks: Shape = {
  kind: 'map',
  keys: {
    columns: { kind: 'map', keys: Object.fromEntries(COLUMNS.map((name) => [name, { kind: 'string' } as const])) },
    missing: { kind: 'number', minimum: 0, maximum: 1 },
    minimum: { kind: 'number' },
    maximum: { kind: 'number' },
    shift: { kind: 'number', minimum: 0 },
  },
};

export function checksIn(given: JsonObject = {}): BatchChecks {
  const named = isJsonObject(given['columns']) ? given['columns'] : {};
  const number = (name: string): number | undefined => {
    const value = given[name];
    return value === undefined ? undefined : Number(value);
  };
  return {
    columns: Object.fromEntries(COLUMNS.map((name) => [name, textOr(named[name], name)])) as BatchChecks['columns'],
    missing: number('missing') ?? 0,
    minimum: number('minimum'),
    maximum: number('maximum'),
    shift: number('shift') ?? USUAL_SHIFT,
  };
}

function textOr(value: unknown, fallback: string): string {
  return typeof value === 'string' ? value : fallback;
}
