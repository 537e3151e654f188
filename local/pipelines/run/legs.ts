import { textAt, valueAt, type Mapping, type Node } from '../read/node';
import type { RunVariable } from './variable-set';

/** One copy of a job. */
export interface Leg {
  /** Undefined for a job without a matrix. */
  readonly name: string | undefined;
  readonly variables: readonly RunVariable[];
}

export interface Legs {
  readonly legs: readonly Leg[];
  /** Undefined: all at once. */
  readonly most: number | undefined;
}

/** The copies of a job; `text` gives what a text means when the job starts. Throws for a matrix that is no matrix. */
export function legsOf(job: Mapping, text: (written: string) => string): Legs {
  const strategy = valueAt(job, 'strategy');
  const matrix = valueAt(strategy, 'matrix');
  const most = Number(text(textAt(strategy, 'maxParallel') ?? '0'));
  const parallel = textAt(strategy, 'parallel');
  const named =
    matrix === undefined ? slices(parallel === undefined ? undefined : Number(text(parallel))) : rows(matrix, text);
  const total = String(named.length);
  const legs = named.map(({ name, variables }, index) => ({
    name,
    variables: [
      ...variables,
      builtIn('System.JobPositionInPhase', String(index + 1)),
      builtIn('System.TotalJobsInPhase', total),
      builtIn(
        'System.ParallelExecutionType',
        matrix === undefined ? (parallel === undefined ? 'None' : 'MultiMachine') : 'MultiConfiguration',
      ),
    ],
  }));
  return { legs, most: most > 0 ? most : undefined };
}

function slices(count: number | undefined): readonly Leg[] {
  return count === undefined
    ? [{ name: undefined, variables: [] }]
    : Array.from({ length: count }, (_, index) => ({ name: `job${index + 1}`, variables: [] }));
}

function rows(matrix: Node, text: (written: string) => string): readonly Leg[] {
  if (matrix.kind === 'mapping') {
    return matrix.entries.map(({ key, value }) => ({ name: key, variables: variablesIn(value) }));
  }
  const json = matrix.kind === 'text' ? text(matrix.text) : '';
  return Object.entries(parsedMatrix(json)).map(([name, values]) => ({
    name,
    variables: Object.entries(values as object).map(([key, value]) => plain(key, String(value))),
  }));
}

function parsedMatrix(json: string): object {
  const parsed = tryParse(json);
  const isMatrix =
    typeof parsed === 'object' &&
    parsed !== null &&
    !Array.isArray(parsed) &&
    Object.values(parsed).every((row) => typeof row === 'object' && row !== null && !Array.isArray(row));
  if (!isMatrix) {
    throw new MatrixError(`the matrix is '${json}', but it must be JSON that gives variables to each leg by name`);
  }
  return parsed;
}

export class MatrixError extends Error {
  override readonly name = 'MatrixError';
}

function tryParse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function variablesIn(row: Node): readonly RunVariable[] {
  return row.kind === 'mapping'
    ? row.entries.flatMap(({ key, value }) => (value.kind === 'text' ? [plain(key, value.text)] : []))
    : [];
}

function plain(name: string, value: string): RunVariable {
  return { name, value, isSecret: false };
}

function builtIn(name: string, value: string): RunVariable {
  return { name, value, isSecret: false, readOnly: true };
}
