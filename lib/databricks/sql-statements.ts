import type { Clock } from '../core/clock';
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../core/lossless-json';
import { nextPollMs, type PollingPace } from '../core/polling';
import type { Api } from './api/api';
import { objectOf, requiredObject, requiredText, textOf, UnusableAnswer } from './wire/fields';

const PATH = '/api/2.0/sql/statements';
/** The service waits so long for a quick statement before it answers. */
const WAIT_SECONDS = 10;
const PACE: PollingPace = { shortestMs: 1000, longestMs: 10_000, share: 0.1, jitter: 0.1 };
const CANCEL_BUDGET_MS = 2000;

/** Text with `:name` for values, which are sent apart from it: nothing is ever pasted into a statement. */
export interface SqlStatement {
  readonly text: string;
  readonly values: Readonly<Record<string, string>>;
  /** What it is for, in error messages: "Counting the rows of main.ml.customers". */
  readonly doing: string;
}

/** All values are text; NULL is null. */
export type SqlRow = Readonly<Record<string, string | null>>;

/** A statement that the warehouse could not execute. */
export class SqlFailure extends Error {
  override readonly name = 'SqlFailure';

  constructor(
    message: string,
    /** https://docs.databricks.com/aws/en/error-messages/sqlstates */
    readonly sqlState: string | undefined,
  ) {
    super(message);
  }
}

export interface WarehouseTools {
  readonly warehouseId: string;
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
}

/** https://docs.databricks.com/api/azure/workspace/statementexecution; only for statements that read. */
export class SqlStatementsClient {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  /** The rows of the answer. */
  async query(
    statement: SqlStatement,
    { warehouseId, clock, random, signal }: WarehouseTools,
  ): Promise<readonly SqlRow[]> {
    const startedAt = clock.now();
    let answer = await this.#submit(statement, warehouseId, signal);
    const id = requiredText(answer, 'statement_id');
    try {
      while (isActive(answer)) {
        await clock.sleep(nextPollMs(clock.now() - startedAt, PACE, random()), signal);
        answer = await this.#state(id, statement, signal);
      }
    } catch (error) {
      await this.#cancel(id, statement);
      throw error;
    }
    return rowsOf(answer, statement);
  }

  #submit({ text, values, doing }: SqlStatement, warehouseId: string, signal: AbortSignal): Promise<JsonObject> {
    const body = {
      warehouse_id: warehouseId,
      statement: text,
      parameters: Object.entries(values).map(([name, value]) => parameter(name, value)),
      wait_timeout: `${WAIT_SECONDS}s`,
      on_wait_timeout: 'CONTINUE',
    };
    const permission = `'Can Use' on SQL warehouse ${warehouseId}`;
    const request = { method: 'POST', path: PATH, body, doing, permission, repeatable: true, signal } as const;
    return this.#api.read(request, readable);
  }

  #state(id: string, { doing }: SqlStatement, signal: AbortSignal): Promise<JsonObject> {
    return this.#api.read({ method: 'GET', path: `${PATH}/${id}`, doing, signal }, readable);
  }

  /** Even after the pipeline was canceled; a statement that nobody reads costs money until it ends. */
  async #cancel(id: string, { doing }: SqlStatement): Promise<void> {
    const request = { method: 'POST', path: `${PATH}/${id}/cancel`, doing: `Canceling: ${doing}` } as const;
    const limits = { repeatable: true, budgetMs: CANCEL_BUDGET_MS, signal: AbortSignal.timeout(CANCEL_BUDGET_MS) };
    await this.#api.call({ ...request, ...limits }).catch(() => undefined);
  }
}

function parameter(name: string, value: string): JsonObject {
  return { name, value, type: 'STRING' };
}

function readable(json: JsonObject): JsonObject {
  requiredText(json, 'statement_id');
  requiredText(requiredObject(json, 'status'), 'state');
  return json;
}

function isActive(json: JsonObject): boolean {
  return ['PENDING', 'RUNNING'].includes(textOf(requiredObject(json, 'status'), 'state') ?? '');
}

function rowsOf(json: JsonObject, { doing }: SqlStatement): readonly SqlRow[] {
  const status = requiredObject(json, 'status');
  const state = textOf(status, 'state');
  if (state !== 'SUCCEEDED') {
    const message = textOf(objectOf(status, 'error') ?? {}, 'message') ?? 'the service gave no reason';
    throw new SqlFailure(`${doing}: the statement is ${state}: ${message}`, textOf(status, 'sql_state'));
  }
  const manifest = objectOf(json, 'manifest') ?? {};
  // An aggregate is one small chunk; a part of it would look like a smaller number.
  if (manifest['truncated'] === true || Number(manifest['total_chunk_count'] ?? 1) > 1) {
    throw new SqlFailure(`${doing}: the answer is too large to be read whole.`, undefined);
  }
  const names = columnsOf(manifest);
  return listOf((objectOf(json, 'result') ?? {})['data_array']).map((cells) => rowOf(names, listOf(cells)));
}

function columnsOf(manifest: JsonObject): readonly string[] {
  return listOf((objectOf(manifest, 'schema') ?? {})['columns'])
    .filter(isJsonObject)
    .map((column) => requiredText(column, 'name'));
}

function rowOf(names: readonly string[], cells: readonly Json[]): SqlRow {
  if (cells.length !== names.length) {
    throw new UnusableAnswer(`a row has ${cells.length} values for ${names.length} columns`);
  }
  return Object.fromEntries(names.map((name, index) => [name, textIn(cells[index])]));
}

function textIn(cell: Json | undefined): string | null {
  return typeof cell === 'string' ? cell : null;
}

function listOf(json: Json | undefined): readonly Json[] {
  return isJsonList(json) ? json : [];
}
