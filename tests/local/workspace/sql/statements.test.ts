import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { isJsonObject, scalarText, type JsonObject } from '../../../../lib/core/lossless-json';
import type { Workspace } from '../../../../local/workspace/workspace';
import { VirtualClock } from '../../../kit/virtual-clock';
import { call, useWorkspaceServer } from '../../../kit/workspace/stand-in';

const STATEMENTS = '/api/2.0/sql/statements';

async function warehouseOf(workspace: Workspace): Promise<string> {
  const { warehouses } = (await call(workspace, 'GET /api/2.0/sql/warehouses')).body;
  return scalarText((warehouses as readonly JsonObject[])[0]?.['id']);
}

describe('SQL statements', function () {
  this.timeout(60_000);
  const addWorkspace = useWorkspaceServer();

  async function execute(workspace: Workspace, statement: string, more: JsonObject = {}): Promise<JsonObject> {
    const fields = { warehouse_id: await warehouseOf(workspace), statement, wait_timeout: '50s', ...more };
    return (await call(workspace, `POST ${STATEMENTS}`, fields)).body;
  }

  const rowsOf = ({ result }: JsonObject) => isJsonObject(result) && result['data_array'];

  it('read and write the tables of notebooks, and start the warehouse', async () => {
    const workspace = addWorkspace();
    await execute(
      workspace,
      'CREATE TABLE main.default.scores AS SELECT 1 AS id, 0.5D AS score UNION ALL SELECT 2, NULL',
    );
    const answer = await execute(workspace, 'SELECT count(*) AS n, count(score) AS known FROM scores', {
      catalog: 'main',
      schema: 'default',
    });
    assert.deepEqual(answer['status'], { state: 'SUCCEEDED' });
    assert.deepEqual(rowsOf(answer), [['2', '1']]);
    const { body } = await call(workspace, `GET /api/2.0/sql/warehouses/${await warehouseOf(workspace)}`);
    assert.equal(body['state'], 'RUNNING');
  });

  it('return every value as text or null, with the types in the manifest', async () => {
    const text = `SELECT 1 AS i, 1.5D AS d, double('NaN') AS nan, true AS b, date'2027-01-31' AS day,
      array(1, 2) AS list, CAST(NULL AS STRING) AS nothing, :who AS who`;
    const answer = await execute(addWorkspace(), text, {
      parameters: [{ name: 'who', value: "it's me", type: 'STRING' }],
    });
    const expected = ['1', '1.5', 'NaN', 'true', '2027-01-31', '["1", "2"]', null, "it's me"];
    assert.deepEqual(rowsOf(answer), [expected]);
    const { schema } = answer['manifest'] as JsonObject;
    const types = ((schema as JsonObject)['columns'] as readonly JsonObject[]).map((column) => column['type_name']);
    assert.deepEqual(types, ['INT', 'DOUBLE', 'DOUBLE', 'BOOLEAN', 'DATE', 'ARRAY', 'STRING', 'STRING']);
  });

  it('fail with 200 and the state of SQL', async () => {
    const workspace = addWorkspace();
    const failures = [
      { statement: 'SELECT * FROM main.default.missing', sqlState: '42P01' },
      { statement: 'SELEC 1', sqlState: '42601' },
    ];
    for (const { statement, sqlState } of failures) {
      const status = (await execute(workspace, statement))['status'] as JsonObject;
      assert.deepEqual([status['state'], status['sql_state']], ['FAILED', sqlState], JSON.stringify(status));
    }
  });

  it('say that rows were left out', async () => {
    const answer = await execute(addWorkspace(), 'SELECT id FROM range(10)', { row_limit: 3 });
    assert.deepEqual(answer['status'], { state: 'SUCCEEDED' });
    const { truncated, total_row_count: rows } = answer['manifest'] as JsonObject;
    assert.deepEqual([truncated, rows], [true, 3]);
  });
});

describe('a SQL statement that takes longer than its wait', function () {
  this.timeout(60_000);
  const clock = new VirtualClock({ advance: 'manual' });
  const addWorkspace = useWorkspaceServer({ clock });

  it('is polled, and belongs to its owner', async () => {
    const workspace = addWorkspace();
    const asked = { warehouse_id: await warehouseOf(workspace), statement: 'SELECT 7 AS n', wait_timeout: '0s' };
    const { body } = await call(workspace, `POST ${STATEMENTS}`, asked);
    const id = scalarText(body['statement_id']);
    assert.deepEqual(body['status'], { state: 'PENDING' });
    const token = workspace.addToken({ userName: 'other@example.com', kind: 'user' });
    const refused = await call({ host: workspace.host, token }, `GET ${STATEMENTS}/${id}`);
    assert.equal(refused.status, 404);
    const answer = await ended(workspace, id);
    assert.deepEqual(answer['status'], { state: 'SUCCEEDED' });
    assert.deepEqual((answer['result'] as JsonObject)['data_array'], [['7']]);
    const { body: chunk } = await call(workspace, `GET ${STATEMENTS}/${id}/result/chunks/0`);
    assert.deepEqual(chunk['data_array'], [['7']]);
  });

  it('ends when it is canceled', async () => {
    const workspace = addWorkspace();
    const asked = { warehouse_id: await warehouseOf(workspace), statement: 'SELECT 1', wait_timeout: '0s' };
    const { body } = await call(workspace, `POST ${STATEMENTS}`, asked);
    const id = scalarText(body['statement_id']);
    assert.deepEqual((await call(workspace, `POST ${STATEMENTS}/${id}/cancel`)).body, {});
    assert.deepEqual((await ended(workspace, id))['status'], { state: 'CANCELED' });
  });

  it('is refused without a warehouse or with a wait that is not possible', async () => {
    const workspace = addWorkspace();
    const statement = 'SELECT 1';
    const unknown = await call(workspace, `POST ${STATEMENTS}`, { warehouse_id: 'none', statement });
    assert.match(scalarText(unknown.body['message']), /none is not a valid endpoint id/);
    const fields = { warehouse_id: await warehouseOf(workspace), statement, wait_timeout: '2s' };
    const short = await call(workspace, `POST ${STATEMENTS}`, fields);
    assert.match(scalarText(short.body['message']), /between 5s and 50s/);
  });

  async function ended(workspace: Workspace, id: string): Promise<JsonObject> {
    for (;;) {
      const { body } = await call(workspace, `GET ${STATEMENTS}/${id}`);
      const { state } = body['status'] as JsonObject;
      if (state !== 'PENDING' && state !== 'RUNNING') {
        return body;
      }
      await delay(5);
    }
  }
});
