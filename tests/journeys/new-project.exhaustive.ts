import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { StepResult } from '../../local/agent/job';
import { mlops } from '../kit/command-line';
import { useMlflowGates } from '../kit/registry/mlflow-gate';
import { inPipeline, STAGING, type Pipeline } from '../kit/tasks/pipeline';
import { SPEED } from '../kit/tasks/train-fixture';
import { useTemporaryFolders } from '../kit/temporary-folders';
import { useServer } from '../kit/workspace/test-server';

const PROJECT = { configFile: 'databricks-ml/mlops.yml', environment: 'dev' };

describe('a project that mlops init wrote', function () {
  this.timeout(600_000);
  const server = useServer();
  const newFolder = useTemporaryFolders();
  const openGate = useMlflowGates();

  for (const { registry, modelName } of [
    { registry: 'unityCatalog', modelName: 'dev.ml.retention' },
    { registry: 'workspace', modelName: 'retention_dev' },
    { registry: 'mlflow', modelName: 'retention_dev' },
  ]) {
    it(`is deployed, trained, checked and scored unchanged with the registry ${registry}`, () =>
      isScored(registry, modelName));
  }

  async function isScored(registry: string, modelName: string): Promise<void> {
    const workspace = server().addWorkspace();
    const folder = newFolder();
    const address = registry === 'mlflow' ? ['--tracking-uri', (await openGate(workspace.mlflow)).host] : [];
    const written = mlops('init', folder, '--name', 'retention', '--registry', registry, ...address);
    assert.equal(written.exitCode, 0, written.stderr);
    const variables = { 'System.DefaultWorkingDirectory': folder, 'Build.SourcesDirectory': folder };

    await inPipeline({ workspace, speed: SPEED, variables }, async (pipeline) => {
      await passes(pipeline, 'DatabricksDeployCode', {
        source: 'databricks-ml',
        destination: '/Workspace/Shared/retention/1',
      });
      const training = { ...PROJECT };
      const trained = await passes(pipeline, 'MLflowTrainModel', training);
      assert.equal(trained.outputs['modelName'], modelName);

      const version = trained.outputs['modelVersion'] ?? '';
      await passes(pipeline, 'MLflowCheckModel', { ...PROJECT, modelVersion: version });

      const scored = await passes(pipeline, 'DatabricksBatchScore', {
        ...PROJECT,
        expectedVersion: version,
        notebookPath: '/Workspace/Shared/retention/1/app/notebooks/batch_inference',
        checks: '{ minimum: 0, maximum: 1 }',
      });
      assert.deepEqual([scored.outputs['scoredVersion'], scored.outputs['scoredRows']], ['1', '2000']);

      const tested = await passes(pipeline, 'DatabricksRunTests', {
        ...PROJECT,
        testsPath: '/Workspace/Shared/retention/1/tests/integration',
        parameters: `{ model_name: ${modelName}, model_version: "${version}" }`,
      });
      assert.equal(tested.outputs['failed'], '0');
    });
  }
});

async function passes(pipeline: Pipeline, task: string, inputs: Readonly<Record<string, string>>): Promise<StepResult> {
  const step = await pipeline.run(inputs, { taskFolder: join(STAGING, task), name: task });
  assert.notEqual(step.result, 'Failed', step.log.join('\n'));
  return step;
}
