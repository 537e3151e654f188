import assert from 'node:assert/strict';
import { endedRun, notebook } from '../kit/workspace/runs';
import { call, idOf, useWorkspaceServer } from '../kit/workspace/stand-in';

describe('a table', function () {
  // The first run of all makes the Python environment.
  this.timeout(300_000);
  const addWorkspace = useWorkspaceServer();

  it('that one job writes is read by a later run of another', async () => {
    const workspace = addWorkspace();
    workspace.putNotebook(
      '/Shared/features',
      'spark.sql("CREATE SCHEMA IF NOT EXISTS dev.churn")\n' +
        'spark.createDataFrame([(1, 0.5), (2, 0.25)], "id int, rate double").write.mode("overwrite").saveAsTable("dev.churn.features")',
    );
    workspace.putFile(
      '/Shared/score.py',
      'from pyspark.sql import SparkSession\nspark = SparkSession.builder.getOrCreate()\n' +
        'print(sorted((r.id, r.rate) for r in spark.table("dev.churn.features").collect()))',
    );
    const writer = workspace.createJob({ name: 'features', tasks: [notebook('/Shared/features')] });
    const pythonFile = { python_file: '/Workspace/Shared/score.py' };
    const reading = { task_key: 'main', existing_cluster_id: '1120-c1', spark_python_task: pythonFile };
    const reader = workspace.createJob({ name: 'score', tasks: [reading] });

    const logs: unknown[] = [];
    for (const job of [writer, reader]) {
      const { body } = await call(workspace, 'POST /api/2.2/jobs/run-now', { job_id: BigInt(job) });
      const { output } = await endedRun(workspace, idOf(body));
      assert.equal(output['error'], undefined, output['error_trace'] as string);
      logs.push(output['logs']);
    }
    assert.equal(logs[1], '[(1, 0.5), (2, 0.25)]\n');
  });
});
