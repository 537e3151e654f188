import type { Clock } from '../../../lib/core/clock';
import { invalidParameter } from '../http/refusal';
import { json } from '../http/reply';
import type { Route } from '../http/route';
import type { Statement } from './statement';
import { statementText, waitOf, type Wait } from './statement-fields';
import { chunkOf, statementJson } from './statement-json';
import type { StatementList } from './statement-list';
import type { WarehouseList } from './warehouse-list';

const PATH = '/api/2.0/sql/statements';

interface StatementRoutes {
  readonly statements: StatementList;
  readonly warehouses: WarehouseList;
  readonly clock: Clock;
}

/** Statement Execution API 2.0. */
export function statementRoutes({ statements, warehouses, clock }: StatementRoutes): readonly Route[] {
  return [
    {
      method: 'POST',
      path: PATH,
      ignored: ['byte_limit', 'query_tags'],
      async answer({ fields, caller }) {
        const warehouse = warehouses.forStatement(fields.text('warehouse_id'));
        const asked = statementText(fields);
        const wait = waitOf(fields);
        warehouses.set(warehouse, 'RUNNING');
        const statement = statements.execute(asked, caller);
        await waited(statement, wait, clock);
        return json(statementJson(statement));
      },
    },
    {
      method: 'GET',
      path: `${PATH}/{id}`,
      answer: ({ segments, caller }) => json(statementJson(statements.get(segments.text('id'), caller))),
    },
    {
      method: 'GET',
      path: `${PATH}/{id}/result/chunks/{index}`,
      answer({ segments, caller }) {
        const index = segments.wholeNumber('index');
        if (index === undefined) {
          throw invalidParameter('chunk_index is not a number.');
        }
        return json(chunkOf(statements.get(segments.text('id'), caller), index));
      },
    },
    {
      method: 'POST',
      path: `${PATH}/{id}/cancel`,
      answer({ segments, caller }) {
        statements.cancel(segments.text('id'), caller);
        return json({});
      },
    },
  ];
}

async function waited(statement: Statement, { milliseconds, onTimeout }: Wait, clock: Clock): Promise<void> {
  if (milliseconds === 0) {
    return;
  }
  const over = new AbortController();
  const timeout = clock.sleep(milliseconds, over.signal).catch(() => undefined);
  await Promise.race([statement.ended, timeout]);
  over.abort();
  if (statement.end === undefined && onTimeout === 'CANCEL') {
    statement.stopper.abort();
    await statement.ended;
  }
}
