import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { startJob } from '../../local/agent/job';
import { startWorkspaceServer } from '../../local/workspace/server';
import type { Workspace } from '../../local/workspace/workspace';
import { taskFolder } from '../instruments/built-extension';
import { CONNECTION, connectionTo } from '../instruments/connection';
import type { Table } from '../table';

const ROWS = 10_000_000;
const GOAL_STATEMENTS = 4;
const STATEMENTS = '/api/2.0/sql/statements';

const PREPARE = `import mlflow
client = mlflow.MlflowClient(registry_uri="databricks")
with mlflow.start_run() as run:
    pass
client.create_registered_model("churn")
client.create_model_version("churn", f"{run.info.artifact_uri}/model", run_id=run.info.run_id)
spark.sql("CREATE TABLE main.default.current AS SELECT id FROM range(${ROWS})")
spark.sql("""CREATE TABLE main.default.scores AS SELECT id, (id % 1000) / 1000.0D AS prediction, '1' AS model_version,
  'before' AS batch_id, current_timestamp() AS scored_at, '' AS code_commit FROM range(${ROWS})""")`;

const SCORE = `import json
asked = dbutils.widgets.get
spark.sql(f"""INSERT INTO main.default.scores SELECT id, (id % 1000) / 1000.0D, '{asked("model_version")}',
  '{asked("batch_id")}', current_timestamp(), '{asked("code_commit")}' FROM main.default.current""")
dbutils.notebook.exit(json.dumps({"inputTable": asked("input_table"), "inputVersion": 0, "batchId": asked("batch_id")}))`;

/** What proving costs beyond scoring: statements, and the time that the local Spark takes for them. */
export async function batchTable(): Promise<Table> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-batch-'));
  const server = await startWorkspaceServer({ stateFolder: join(folder, 'workspace') });
  try {
    const workspace = server.addWorkspace();
    await prepared(workspace);
    const { seconds, statements } = await proof(workspace, folder);
    const isReached = statements <= GOAL_STATEMENTS;
    return {
      title: `Batch: the proof of ${ROWS.toLocaleString('en-US')} rows beside as many of the batch before`,
      columns: ['', 'measured', 'goal', 'reached'],
      rows: [
        ['statements', String(statements), `${GOAL_STATEMENTS}`, isReached ? 'yes' : 'no'],
        ['time of all statements', `${seconds.toFixed(1)} s`, '', ''],
      ],
      notes: ['Each statement is one pass over its table; the time is that of the local Spark on this machine.'],
    };
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function prepared(workspace: Workspace): Promise<void> {
  workspace.putNotebook('/Shared/prepare', `# Databricks notebook source\n${PREPARE}`);
  workspace.putNotebook('/Shared/score', `# Databricks notebook source\n${SCORE}`);
  const response = await fetch(`${workspace.host}/api/2.2/jobs/runs/submit`, {
    method: 'POST',
    headers: { authorization: `Bearer ${workspace.token}` },
    body: JSON.stringify({ tasks: [{ task_key: 'main', notebook_task: { notebook_path: '/Shared/prepare' } }] }),
  });
  const [, runId = ''] = /"run_id":\s*(\d+)/.exec(await response.text()) ?? [];
  const { ending } = await workspace.runEnded(runId);
  if (ending !== 'success') {
    throw new Error(`Preparing the tables ended ${ending}.`);
  }
}

async function proof(
  workspace: Workspace,
  folder: string,
): Promise<{ readonly seconds: number; readonly statements: number }> {
  const { warehouses } = (await (
    await fetch(`${workspace.host}/api/2.0/sql/warehouses`, {
      headers: { authorization: `Bearer ${workspace.token}` },
    })
  ).json()) as { warehouses: readonly { id: string }[] };
  const job = startJob({
    folder: join(folder, 'agent'),
    nodes: { 20: process.execPath, 24: process.execPath },
    endpoints: [connectionTo(workspace)],
  });
  const inputs = {
    connection: CONNECTION,
    modelName: 'churn',
    expectedVersion: '1',
    notebookPath: '/Shared/score',
    inputTable: 'main.default.current',
    outputTable: 'main.default.scores',
    warehouseId: warehouses[0]?.id ?? '',
  };
  const first = workspace.waitForRequest({ method: 'POST', path: STATEMENTS }).then(() => performance.now());
  const { result, log } = await job.runStep({ taskFolder: taskFolder('DatabricksBatchScore'), inputs });
  const seconds = (performance.now() - (await first)) / 1000;
  if (result !== 'Succeeded') {
    throw new Error(`The step ended ${result}:\n${log.join('\n')}`);
  }
  const statements = workspace.requests.filter(({ method, path }) => method === 'POST' && path === STATEMENTS).length;
  return { seconds, statements };
}
