import type { Column, Signature } from '../mlflow/mlmodel';

/**
 * Why callers of one model cannot call the other instead, as sentences; empty if they can. The other may ignore inputs
 * that callers send, but must not require others, nor return another format.
 */
export function signatureDifferences(present: Signature, other: Signature): readonly string[] {
  const sent = keyed(present.inputs);
  const given = keyed(other.outputs);
  return [
    ...[...keyed(other.inputs)].flatMap(([key, column]) => inputDifference(key, column, sent.get(key))),
    ...[...keyed(present.outputs)].flatMap(([key, column]) => outputDifference(key, column, given.get(key))),
  ];
}

function inputDifference(key: string, needed: Column, sent: Column | undefined): readonly string[] {
  if (sent === undefined) {
    return needed.required ? [`it needs the input ${key} (${needed.type}), which callers do not send`] : [];
  }
  if (sent.type !== needed.type) {
    return [`it takes the input ${key} as ${needed.type}, and callers send ${sent.type}`];
  }
  return needed.required && !sent.required ? [`it needs the input ${key}, which callers may leave out`] : [];
}

function outputDifference(key: string, expected: Column, given: Column | undefined): readonly string[] {
  if (given === undefined) {
    return [`it does not give the output ${key} (${expected.type})`];
  }
  return given.type === expected.type
    ? []
    : [`it gives the output ${key} as ${given.type}, and callers expect ${expected.type}`];
}

function keyed(columns: readonly Column[]): ReadonlyMap<string, Column> {
  return new Map(
    columns.map((column, at) => [column.name === undefined ? `number ${at + 1}` : `'${column.name}'`, column]),
  );
}
