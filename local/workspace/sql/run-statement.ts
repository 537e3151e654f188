import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  isJsonList,
  isJsonObject,
  parseJson,
  scalarText,
  type Json,
  type JsonObject,
} from '../../../lib/core/lossless-json';
import type { Interpreters } from '../execution/interpreters';
import { PythonProgram } from '../execution/python-program';
import type { PythonStorage } from '../execution/python-storage';
import { TaskFolder, type PythonTask } from '../execution/python-task';
import { runEnvironment } from '../execution/run-environment';
import type { Slots } from '../execution/slots';
import type { WorkspaceAddress } from '../jobs/runs/run-json';
import type { Column, Rows, Statement, StatementEnd, StatementText } from './statement';

export interface StatementDependencies {
  readonly python: Interpreters;
  readonly slots: Slots;
  readonly storage: PythonStorage;
  readonly address: WorkspaceAddress;
  /** Each statement gets its own folder below this one. */
  readonly folder: string;
}

/** Executes the statement with Spark in a process of its own, so nothing of a session survives it. */
export async function runStatement(
  statement: Statement,
  asked: StatementText,
  { python, slots, storage, address, folder }: StatementDependencies,
): Promise<StatementEnd> {
  const { signal } = statement.stopper;
  const files = new TaskFolder(join(folder, statement.id));
  files.writeTask(taskOf(statement, asked, { storage, address }));
  try {
    await slots.take(signal);
  } catch {
    return { state: 'CANCELED' };
  }
  try {
    const interpreter = await python.for('spark', undefined);
    statement.isRunning = true;
    const environment = runEnvironment(files.folder, { host: address.host, token: '' });
    const program = new PythonProgram(interpreter, { folder: files, environment }, () => undefined);
    const stop = () => void program.stop();
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) {
      stop();
    }
    await program.ended;
    python.ended(interpreter, 'spark');
    return signal.aborted ? { state: 'CANCELED' } : endOf(files, program.stderr.text());
  } finally {
    slots.free();
  }
}

function taskOf(
  { id, owner }: Statement,
  { text, parameters, catalog, schema, rowLimit }: StatementText,
  { storage, address }: Pick<StatementDependencies, 'storage' | 'address'>,
): PythonTask {
  const none = { job_id: '0', run_id: '0', job_run_id: '0', task_key: '', run_name: id };
  return {
    kind: 'statement',
    path: '',
    wheel: null,
    widgets: {},
    arguments: [],
    wheels: [],
    identity: { user_name: owner.userName, org_id: address.orgId, ...none },
    storage,
    git_folder: null,
    upstream_values: {},
    statement: {
      text,
      parameters: parameters.map(({ name, type, value }) => ({ name, type, value: value ?? null })),
      catalog: catalog ?? null,
      schema: schema ?? null,
      row_limit: rowLimit ?? null,
    },
  };
}

function endOf(files: TaskFolder, stderr: string): StatementEnd {
  const answer = readAnswer(join(files.folder, 'statement-result.json'));
  if (answer === undefined) {
    return {
      state: 'FAILED',
      message: `The statement ended without a result: ${stderr.slice(-1000)}`,
      sqlState: undefined,
    };
  }
  const { error, sql_state: sqlState } = answer;
  return typeof error === 'string'
    ? { state: 'FAILED', message: error, sqlState: typeof sqlState === 'string' ? sqlState : undefined }
    : { state: 'SUCCEEDED', rows: rowsOf(answer) };
}

function readAnswer(file: string): JsonObject | undefined {
  try {
    const json = parseJson(readFileSync(file, 'utf8'));
    return isJsonObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

function rowsOf({ columns, rows, truncated }: JsonObject): Rows {
  return {
    columns: listOf(columns).filter(isJsonObject).map(columnOf),
    rows: listOf(rows).map((row) => listOf(row).map((cell) => (cell === null ? null : scalarText(cell)))),
    truncated: truncated === true,
  };
}

function columnOf({ name, type_name: typeName, type_text: typeText }: JsonObject): Column {
  return { name: scalarText(name), typeName: scalarText(typeName), typeText: scalarText(typeText) };
}

function listOf(json: Json | undefined): readonly Json[] {
  return isJsonList(json) ? json : [];
}
