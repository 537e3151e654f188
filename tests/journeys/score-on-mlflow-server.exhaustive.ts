import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Workspace } from '../../local/workspace/workspace';
import { useMlflowGates } from '../kit/registry/mlflow-gate';
import { INPUT, OUTPUT } from '../kit/tasks/batch-fixture';
import { inPipeline, STAGING } from '../kit/tasks/pipeline';
import { onDialect, source } from '../kit/tasks/train-fixture';
import { useTemporaryFolders } from '../kit/temporary-folders';
import { answered, idOf } from '../kit/workspace/stand-in';
import { useServer } from '../kit/workspace/test-server';

describe('a model on a plain MLflow server', function () {
  this.timeout(300_000);
  const server = useServer();
  const openGate = useMlflowGates();
  const newFolder = useTemporaryFolders();
  const under = onDialect('mlflow');

  it('scores a table of Databricks without a notebook of the project, and the batch is proved', async () => {
    const workspace = server().addWorkspace();
    const { host } = await openGate(workspace.mlflow);
    await trained(workspace, host);
    const inputs = {
      modelName: under.modelName,
      trackingUri: host,
      evidence: newFolder(),
      expectedVersion: '1',
      inputTable: INPUT,
      outputTable: OUTPUT,
    };
    const step = await inPipeline({ workspace, speed: 10 }, (pipeline) =>
      pipeline.run(inputs, { taskFolder: join(STAGING, 'DatabricksBatchScore') }),
    );
    assert.equal(step.result, 'Succeeded', step.log.join('\n'));
    assert.deepEqual([step.outputs['scoredVersion'], step.outputs['scoredRows']], ['1', '2']);
  });

  /** Version 1 is a real model with one input, and the table has two rows. */
  async function trained(workspace: Workspace, mlflow: string): Promise<void> {
    const train = `import pandas
rows, left = pandas.DataFrame({"age": [0.0, 1.0, 2.0, 3.0]}), [0, 0, 1, 1]
from mlflow.models import infer_signature
from sklearn.linear_model import LogisticRegression
with mlflow.start_run():
    fitted = LogisticRegression().fit(rows, left)
    mlflow.sklearn.log_model(fitted, name="model", signature=infer_signature(rows, [0.0]), pyfunc_predict_fn="predict",
                             registered_model_name="${under.modelName}")
spark.sql("CREATE TABLE ${INPUT} (age DOUBLE)")
spark.sql("INSERT INTO ${INPUT} VALUES (1.0), (3.0)")`;
    workspace.putNotebook('/Shared/train', source(under, mlflow, [train]));
    const run = await answered(workspace, 'POST /api/2.2/jobs/runs/submit', {
      tasks: [{ task_key: 'main', notebook_task: { notebook_path: '/Shared/train' } }],
    });
    const { ending } = await workspace.runEnded(idOf(run));
    assert.equal(ending, 'success');
  }
});
