import { randomUUID } from 'node:crypto';
import { Refusal } from '../http/refusal';
import type { Identity } from '../identity/identity';
import { runStatement, type StatementDependencies } from './run-statement';
import { Statement, type StatementText } from './statement';

/** The statements of a workspace; their results are lost when it ends. */
export class StatementList {
  readonly #statements = new Map<string, Statement>();
  readonly #dependencies: StatementDependencies;

  constructor(dependencies: StatementDependencies) {
    this.#dependencies = dependencies;
  }

  execute(asked: StatementText, owner: Identity): Statement {
    const statement = new Statement(randomUUID(), owner, (started) => runStatement(started, asked, this.#dependencies));
    this.#statements.set(statement.id, statement);
    return statement;
  }

  /** Only its owner sees a statement. */
  get(id: string, caller: Identity): Statement {
    const statement = this.#statements.get(id);
    if (statement?.owner.userName !== caller.userName) {
      throw new Refusal(404, 'NOT_FOUND', `The statement ${id} was not found.`);
    }
    return statement;
  }

  /** Succeeds for a statement that ended or never was, as the service does. */
  cancel(id: string, caller: Identity): void {
    const statement = this.#statements.get(id);
    if (statement?.owner.userName === caller.userName) {
      statement.stopper.abort();
    }
  }

  async close(): Promise<void> {
    const all = [...this.#statements.values()];
    all.forEach(({ stopper }) => stopper.abort());
    await Promise.all(all.map(({ ended }) => ended));
  }
}
