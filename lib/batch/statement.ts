import { isJsonObject, parseJson, type Json, type JsonObject } from '../core/lossless-json';

/** What a batch says of itself when it ends: which rows it read, and under which ID it wrote. */
export interface BatchStatement {
  readonly inputTable: string;
  readonly inputVersion: number;
  readonly batchId: string;
}

export type StatementReading = { readonly statement: BatchStatement } | { readonly problem: string };

/** Reads the exit value of a notebook, or the last line that a Python file printed. */
export function readStatement(text: string): StatementReading {
  const json = parsed(text);
  if (json === undefined) {
    const shown = text === '' ? 'no exit value' : `the exit value '${text.slice(0, 80)}', which is not a JSON object`;
    return { problem: `The batch ended with ${shown}, so nothing says which rows it read.` };
  }
  const { inputTable, inputVersion, batchId } = json;
  const version = versionOf(inputVersion);
  if (typeof inputTable !== 'string' || typeof batchId !== 'string' || version === undefined) {
    const found = Object.keys(json).join(', ') || 'nothing';
    return {
      problem: `The exit value of the batch needs 'inputTable' (text), 'inputVersion' (a Delta version) and 'batchId' (text); it has ${found}.`,
    };
  }
  return { statement: { inputTable, inputVersion: version, batchId } };
}

function versionOf(value: Json | undefined): number | undefined {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : Number(value ?? Number.NaN);
  return Number.isSafeInteger(number) && number >= 0 && value !== null && typeof value !== 'boolean'
    ? number
    : undefined;
}

function parsed(text: string): JsonObject | undefined {
  const last = text.trim().split('\n').at(-1) ?? '';
  for (const candidate of [text, last]) {
    try {
      const json = parseJson(candidate);
      if (isJsonObject(json)) {
        return json;
      }
    } catch {
      // The next candidate may be JSON.
    }
  }
  return undefined;
}
