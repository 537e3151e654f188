import { isJsonList, isJsonObject, toJson, type Json, type JsonObject } from '../core/lossless-json';
import { SqlFailure, type SqlRow } from '../databricks/sql-statements';
import type { RunStep } from '../runs/run-to-end';
import { runShippedNotebook, type NotebookInputs } from '../shipped-notebooks/run-shipped-notebook';
import type { Answers } from './measured';
import type { Question, QuestionName } from './questions';

/** The notebook that asks, below on-databricks/batch, with what it imports. */
const PROVE_NOTEBOOK = 'prove_batch';
const PROVE_MODULES = ['questions'] as const;

export const PROVE_FILES: readonly string[] = [PROVE_NOTEBOOK, ...PROVE_MODULES].map((name) => `batch/${name}.py`);

/** Asks in a small job on Databricks; `path` is where the batch wrote files, if it wrote no table. */
export async function askJob(
  questions: readonly Question[],
  { path, inputs }: { readonly path: string | undefined; readonly inputs: NotebookInputs },
  step: RunStep,
): Promise<Answers> {
  const notebook = {
    name: PROVE_NOTEBOOK,
    modules: PROVE_MODULES,
    files: { 'questions.json': toJson(questions as unknown as Json) },
    parameters: { output_path: path ?? '' },
    part: 'prove',
  };
  const { answer } = await runShippedNotebook(notebook, inputs, step);
  if (typeof answer['failed'] === 'string') {
    throw new SqlFailure(answer['failed'], undefined);
  }
  return new Map(questions.map(({ name }): [QuestionName, readonly SqlRow[]] => [name, rowsIn(answer, name)]));
}

function rowsIn(answer: JsonObject, name: QuestionName): readonly SqlRow[] {
  const rows = isJsonObject(answer['answers']) ? answer['answers'][name] : undefined;
  return isJsonList(rows) ? rows.filter(isJsonObject).map(rowOf) : [];
}

function rowOf(json: JsonObject): SqlRow {
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => [name, typeof value === 'string' ? value : null]),
  );
}
