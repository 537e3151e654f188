import assert from 'node:assert/strict';
import { verifyEvidence } from '../../../lib/contracts/verify';
import { sha256Hex } from '../../../lib/core/node/hash';
import { evidenceFiles } from '../../../lib/evidence/evidence-files';
import { pointerText, type Pointer } from '../../../lib/registry/pointer';
import { DIALECTS, numbers, QUICKEST_FIRST, registerVersion } from '../../kit/registry/registries';
import { inPipeline } from '../../kit/tasks/pipeline';
import { SPEED, useTrainingFixtures } from '../../kit/tasks/train-fixture';
import { exhaustively, variants } from '../../kit/tier';

const COMMIT = '8d7c2b1a0f9e4d3c5b6a798897a6b5c4d3e2f101';
const PIPELINE_RUN = 'https://dev.azure.com/contoso/churn/_build/results?buildId=214';

/** What training code must not do. */
function moves({ type, name }: Pointer, model: string): string {
  const call =
    type === 'alias'
      ? `set_registered_model_alias("${model}", "${name}", version)`
      : `transition_model_version_stage("${model}", version, "${name}", archive_existing_versions=True)`;
  return `mlflow.MlflowClient().${call}`;
}

describe('MLflowTrainModel', function () {
  // scikit-learn takes its time.
  this.timeout(180_000);
  const open = useTrainingFixtures();

  for (const under of variants(DIALECTS)) {
    describe(`with ${under.name}`, () => {
      const { champion } = under;

      it('finds the version that its run registered, the first as well as the second, and stamps it', async () => {
        const fixture = await open(under);
        const { model, modelName, registry } = fixture;
        fixture.puts(`register("${modelName}")`);
        const first = await fixture.train();
        assert.equal(first.outputs['modelVersion'], '1', first.log.join('\n'));
        await model.movePointer({ pointer: champion, version: 1, others: 'archive' });

        fixture.puts(`train("${modelName}")`);
        const { result, outputs, log, uploadedArtifacts } = await fixture.train(
          {},
          { pipelineOptions: { node: 20, ...LATER } },
        );
        assert.equal(result, 'Succeeded', log.join('\n'));
        assert.deepEqual([outputs['modelName'], outputs['modelVersion']], [modelName, '2']);
        const { runId } = await model.version(2);
        assert.equal(outputs['mlflowRunId'], runId);
        const marks = {
          mlops_commit: COMMIT,
          mlops_branch: 'refs/heads/main',
          mlops_pipeline_run: PIPELINE_RUN,
          mlops_environment: 'prod',
          mlops_job_run_id: outputs['runId'],
        };
        assert.deepEqual(Object.fromEntries(await model.tags(2)), marks);
        const { tags } = await registry.runs.run(runId ?? '');
        assert.deepEqual(Object.fromEntries([...tags].filter(([key]) => key.startsWith('mlops_'))), marks);

        const candidate = fixture.candidates().find((each) => each.model.version === '2');
        assert.ok(candidate);
        assert.equal(candidate.model.mlflowRunId, runId);
        assert.deepEqual(candidate.model.digest, digestIn(await model.digest(await model.version(2))));
        assert.match(candidate.model.signatureSha256 ?? '', /^[0-9a-f]{64}$/);
        assert.deepEqual(candidate.champion, { place: pointerText(champion), before: ['1'], after: ['1'] });
        assert.deepEqual([candidate.jobRunId, candidate.jobRunUrl], [outputs['runId'], outputs['runUrl']]);
        assert.equal(candidate.trainedByPullRequest, false);
        assert.equal(outputs['candidateFile']?.startsWith(fixture.evidence), true);
        assert.equal(uploadedArtifacts.length, 1);
        assert.deepEqual(verifyEvidence(evidenceFiles(fixture.evidence), sha256Hex).breaks, []);
      });
    });
  }

  for (const under of variants(QUICKEST_FIRST)) {
    describe(`with ${under.name}`, () => {
      const { champion } = under;

      exhaustively('fails when the training code has moved the champion, and names both versions', async () => {
        const fixture = await open(under);
        const { model, modelName, registry, workspace } = fixture;
        await model.create('');
        await registerVersion(under, { host: registry.address, token: workspace.token }, { files: 'none' });
        await model.movePointer({ pointer: champion, version: 1, others: 'archive' });
        fixture.puts(`version = register("${modelName}")`, moves(champion, modelName));
        const step = await fixture.train({}, { pipelineOptions: { speed: 100, ...LATER } });
        assert.equal(step.result, 'Failed');
        assert.equal(
          step.issues.find(({ type }) => type === 'error')?.message,
          `Before training, version 1 of ${modelName} held '${pointerText(champion)}'; now version 2, which this run trained, does, and no receipt of a promotion says so.\n` +
            'Fix: Take the call that moves it out of the training code, and restore the previous version: only MLflowPromoteModel and MLflowRollbackModel move a champion. (CHAMPION_MOVED)',
        );
        assert.equal(step.outputs['modelVersion'], '2');
        assert.deepEqual(numbers(await model.pointer(champion)), [2], 'what happened is told, not undone');
        assert.deepEqual(fixture.candidates(), []);
      });

      exhaustively('does not swap the versions of two trainings that go on at once', async () => {
        const fixture = await open(under);
        const { modelName } = fixture;
        const slow = `register("${modelName}")\nuntil_there_are(2, "${modelName}")`;
        const quick = `until_there_are(1, "${modelName}")\nregister("${modelName}")`;
        fixture.puts(`${guarded('slow', slow)}\n${guarded('quick', quick)}`);
        const run = (which: string) =>
          inPipeline(
            { workspace: fixture.workspace, speed: SPEED, variables: { 'System.JobIdentifier': which } },
            (pipeline) => fixture.step(pipeline, { parameters: `which: ${which}` }),
          );
        const [first, second] = await Promise.all([run('slow'), run('quick')]);
        assert.equal(first.outputs['modelVersion'], '1', first.log.join('\n'));
        assert.equal(second.outputs['modelVersion'], '2', second.log.join('\n'));
        assert.equal(second.outputs['mlflowRunId'], (await fixture.model.version(2)).runId);
      });
    });
  }
});

/** A separate pipeline run, in a deployment job. */
const LATER = {
  variables: { 'System.PlanId': '00000000-0000-4000-8000-000000000002', 'Environment.Name': 'prod' },
};

function guarded(which: string, code: string): string {
  return `if dbutils.widgets.get("which") == "${which}":\n    ${code.replaceAll('\n', '\n    ')}`;
}

function digestIn({ record, files }: { readonly record: string; readonly files: string | undefined }): object {
  return files === undefined ? { record } : { record, files };
}
