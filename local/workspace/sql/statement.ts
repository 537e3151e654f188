import type { JsonObject } from '../../../lib/core/lossless-json';
import type { Identity } from '../identity/identity';

export interface StatementParameter {
  readonly name: string;
  readonly type: string;
  /** Undefined is NULL. */
  readonly value: string | undefined;
}

/** What a client asked to execute. */
export interface StatementText {
  readonly text: string;
  readonly parameters: readonly StatementParameter[];
  readonly catalog: string | undefined;
  readonly schema: string | undefined;
  readonly rowLimit: number | undefined;
}

export interface Column {
  readonly name: string;
  readonly typeName: string;
  readonly typeText: string;
}

export interface Rows {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly (string | null)[])[];
  readonly truncated: boolean;
}

export type StatementEnd =
  | { readonly state: 'SUCCEEDED'; readonly rows: Rows }
  | { readonly state: 'FAILED'; readonly message: string; readonly sqlState: string | undefined }
  | { readonly state: 'CANCELED' | 'CLOSED' };

/** One statement, from its start to its result. */
export class Statement {
  readonly stopper = new AbortController();
  isRunning = false;
  end: StatementEnd | undefined;
  /** Resolves when it has ended. */
  readonly ended: Promise<void>;

  constructor(
    readonly id: string,
    readonly owner: Identity,
    execute: (statement: Statement) => Promise<StatementEnd>,
  ) {
    this.ended = execute(this).then((end) => {
      this.end = end;
    });
  }

  get status(): JsonObject {
    const { end } = this;
    if (end === undefined) {
      return { state: this.isRunning ? 'RUNNING' : 'PENDING' };
    }
    // The service names every failure so; what it was stands in the message and in sql_state.
    const error = end.state === 'FAILED' && { error_code: 'BAD_REQUEST', message: end.message };
    const sqlState = end.state === 'FAILED' && end.sqlState !== undefined && { sql_state: end.sqlState };
    return { state: end.state, ...(error && { error }), ...sqlState };
  }
}
