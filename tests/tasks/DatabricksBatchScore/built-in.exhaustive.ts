import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Workspace } from '../../../local/workspace/workspace';
import { useMlflowGates } from '../../kit/registry/mlflow-gate';
import { INPUT, OUTPUT, useBatchFixtures } from '../../kit/tasks/batch-fixture';
import { runStep, STAGING } from '../../kit/tasks/pipeline';
import { onDialect, source } from '../../kit/tasks/train-fixture';
import { useTemporaryFolders } from '../../kit/temporary-folders';
import { answered, idOf } from '../../kit/workspace/stand-in';
import { useServer } from '../../kit/workspace/test-server';

describe('DatabricksBatchScore without a notebook of the project', function () {
  this.timeout(300_000);
  const open = useBatchFixtures();
  const under = onDialect('unityCatalog');

  it('scores the input table in the environment of the model, and proves it', async () => {
    const fixture = await open(under);
    await prepare(fixture.workspace, 'age DOUBLE');
    const step = await fixture.score({
      notebookPath: '',
      expectedVersion: '3',
      warehouseId: await fixture.warehouse(),
      checks: '{minimum: 0, maximum: 1}',
    });
    assert.equal(step.result, 'Succeeded', step.log.join('\n'));
    assert.deepEqual([step.outputs['scoredVersion'], step.outputs['scoredRows']], ['3', '2']);
  });

  it('is red when the table lacks a column of the model, and names it', async () => {
    const fixture = await open(under);
    await prepare(fixture.workspace, 'years DOUBLE');
    const step = await fixture.score({
      notebookPath: '',
      expectedVersion: '3',
      warehouseId: await fixture.warehouse(),
    });
    assert.equal(step.result, 'Failed');
    assert.match(step.log.join('\n'), /main\.default\.current lacks the columns age, which the model needs\./);
  });
});

describe('DatabricksBatchScore without a notebook of the project, on a plain MLflow server', function () {
  this.timeout(300_000);
  const server = useServer();
  const openGate = useMlflowGates();
  const newFolder = useTemporaryFolders();

  it('scores a table of Databricks, and proves it', async () => {
    const workspace = server().addWorkspace();
    const { host } = await openGate(workspace.mlflow);
    await prepare(workspace, 'age DOUBLE', host);
    const inputs = {
      modelName: onDialect('mlflow').modelName,
      trackingUri: host,
      evidence: newFolder(),
      expectedVersion: '1',
      inputTable: INPUT,
      outputTable: OUTPUT,
    };
    const step = await runStep({ workspace }, inputs, { taskFolder: join(STAGING, 'DatabricksBatchScore') });
    assert.equal(step.result, 'Succeeded', step.log.join('\n'));
    assert.deepEqual([step.outputs['scoredVersion'], step.outputs['scoredRows']], ['1', '2']);
  });
});

/** Registers a real model with one input, in Unity Catalog unless a server is named, and makes a table of two rows. */
async function prepare(workspace: Workspace, column: string, mlflow?: string): Promise<void> {
  const under = onDialect(mlflow === undefined ? 'unityCatalog' : 'mlflow');
  const train = `import pandas
rows, left = pandas.DataFrame({"age": [0.0, 1.0, 2.0, 3.0]}), [0, 0, 1, 1]
from mlflow.models import infer_signature
from sklearn.linear_model import LogisticRegression
with mlflow.start_run():
    fitted = LogisticRegression().fit(rows, left)
    mlflow.sklearn.log_model(fitted, name="model", signature=infer_signature(rows, [0.0]), pyfunc_predict_fn="predict",
                             registered_model_name="${under.modelName}")
spark.sql("CREATE TABLE ${INPUT} (${column})")
spark.sql("INSERT INTO ${INPUT} VALUES (1.0), (3.0)")`;
  workspace.putNotebook('/Shared/prepare', source(under, mlflow ?? workspace.host, [train]));
  const run = await answered(workspace, 'POST /api/2.2/jobs/runs/submit', {
    tasks: [{ task_key: 'main', notebook_task: { notebook_path: '/Shared/prepare' } }],
  });
  const { ending } = await workspace.runEnded(idOf(run));
  assert.equal(ending, 'success');
}
