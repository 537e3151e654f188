import { isJsonList, isJsonObject, scalarText, type Json, type JsonObject } from '../../core/lossless-json';

/** The values of each named column; undefined for arrays, whose columns have no names. */
export type ExampleColumns = ReadonlyMap<string, readonly Json[]>;

const WRAPPED = ['dataframe_split', 'dataframe_records', 'inputs', 'instances'] as const;

/** Reads the forms that MLflow writes: https://mlflow.org/docs/latest/ml/model/signatures/#input-examples. */
export function exampleColumns(example: Json): ExampleColumns | undefined {
  if (isJsonList(example)) {
    return example.length > 0 && example.every(isJsonObject) ? ofRecords(example) : undefined;
  }
  if (!isJsonObject(example)) {
    return undefined;
  }
  const inner = WRAPPED.map((key) => example[key]).find((value) => value !== undefined);
  if (inner !== undefined) {
    return exampleColumns(inner);
  }
  const { columns, data } = example;
  return isJsonList(columns) ? ofSplit(columns, data) : ofMap(example);
}

function ofRecords(rows: readonly JsonObject[]): ExampleColumns {
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  return new Map([...names].map((name) => [name, rows.map((row) => row[name] ?? null)]));
}

function ofSplit(columns: readonly Json[], data: Json | undefined): ExampleColumns {
  const rows = isJsonList(data) ? data : [];
  return new Map(
    columns.map((name, at) => [scalarText(name), rows.map((row) => (isJsonList(row) ? (row[at] ?? null) : null))]),
  );
}

/** One value for each column, or a list of them. */
function ofMap(example: JsonObject): ExampleColumns {
  return new Map(Object.entries(example).map(([name, value]) => [name, isJsonList(value) ? value : [value ?? null]]));
}
