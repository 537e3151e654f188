import assert from 'node:assert/strict';
import { verifyEvidence } from '../../../lib/contracts/verify';
import { sha256Hex } from '../../../lib/core/node/hash';
import { evidenceFiles } from '../../../lib/evidence/evidence-files';
import { DIALECTS, QUICKEST_FIRST } from '../../kit/registry/registries';
import { onEachRegistry } from '../../kit/tasks/each-registry';
import { complaint } from '../../kit/tasks/register-fixture';
import { exhaustively } from '../../kit/tier';

const PULL_REQUEST = {
  'System.PullRequest.PullRequestId': '12',
  'Build.Reason': 'PullRequest',
  'Build.SourceBranch': 'refs/pull/12/merge',
};
const LATER = { 'System.PlanId': '00000000-0000-4000-8000-000000000002' };

onEachRegistry('MLflowRegisterModel', DIALECTS, (under, open) => {
  it('registers the one model of a run, and finds that version again however often it is repeated', async () => {
    const fixture = await open(under);
    const { model, modelName, versionNumbers } = fixture;
    const { runId } = await fixture.logs('log()');
    const inputs = { mlflowRunId: runId, tags: 'risk_tier: low\nrelease: 1.10', description: 'Churn, **weekly**' };
    const { result, outputs, log, uploadedArtifacts } = await fixture.register(inputs);
    assert.equal(result, 'Succeeded', log.join('\n'));
    assert.deepEqual([outputs['modelName'], outputs['modelVersion']], [modelName, '1']);
    const version = await model.version(1);
    assert.deepEqual([version.status, version.description], ['READY', 'Churn, **weekly**']);
    const tags = await model.tags(1);
    const shown = ['risk_tier', 'release', 'mlops_branch', 'mlops_trained_by_pull_request'].map((key) => tags.get(key));
    assert.deepEqual(shown, ['low', '1.10', 'refs/heads/main', undefined]);

    const [candidate] = fixture.candidates();
    assert.equal(candidate?.model.mlflowRunId, runId);
    assert.equal(candidate.trainedByPullRequest, false);
    assert.match(candidate.model.digest.files ?? '', /^[0-9a-f]{64}$/);
    assert.equal(candidate.jobRunId === undefined, under.kind !== 'unityCatalog');
    assert.equal(outputs['candidateFile']?.startsWith(fixture.evidence), true);
    assert.equal(uploadedArtifacts.length, 1);
    assert.deepEqual(verifyEvidence(evidenceFiles(fixture.evidence), sha256Hex).breaks, []);

    const again = await fixture.register(inputs, { pipelineOptions: { node: 20, variables: LATER } });
    assert.equal(again.outputs['modelVersion'], '1', again.log.join('\n'));
    assert.match(again.log.join('\n'), /Version 1 of \S+: was registered already/);
    const other = await fixture.register({ mlflowRunId: runId, tags: 'risk_tier: high', description: 'Other' });
    assert.match(
      complaint(other),
      /with different details: tag 'risk_tier' is 'low' and not 'high'; description is 'Churn, \*\*weekly\*\*' and not 'Other'/,
    );
    assert.deepEqual(await versionNumbers(), [1]);
  });

  exhaustively('makes one version when two steps register the same model at once', async () => {
    const fixture = await open(under);
    const { runId } = await fixture.logs('log_files()');
    const steps = await Promise.all(
      [{}, LATER].map((variables) => fixture.register({ mlflowRunId: runId }, { pipelineOptions: { variables } })),
    );
    assert.deepEqual(
      steps.map(({ result }) => result),
      ['Succeeded', 'Succeeded'],
      steps[1]?.log.join('\n'),
    );
    const [number, ...others] = await fixture.versionNumbers();
    assert.deepEqual(others, []);
    assert.deepEqual(
      steps.map(({ outputs }) => outputs['modelVersion']),
      [String(number), String(number)],
    );
  });
});

onEachRegistry('MLflowRegisterModel, told what to register,', QUICKEST_FIRST, (under, open) => {
  exhaustively('asks which, when a run logged several models, and registers the one that is named', async () => {
    const fixture = await open(under);
    const { runId, uris } = await fixture.logs('log_files("small")\nlog_files("large")\nlog_files("large")');
    const [small = '', ...large] = uris;
    const unclear = complaint(await fixture.register({ mlflowRunId: runId }));
    assert.match(unclear, /logged 3 models/);
    uris.forEach((uri) => assert.ok(unclear.includes(uri), uri));
    const unclearName = complaint(await fixture.register({ modelUri: `runs:/${runId}/large` }));
    assert.deepEqual(
      uris.map((uri) => unclearName.includes(uri)),
      [false, true, true],
    );
    assert.match(complaint(await fixture.register({ modelUri: `runs:/${runId}/medium` })), /no model under 'medium'/);
    assert.deepEqual(await fixture.versionNumbers(), []);

    assert.equal((await fixture.register({ modelUri: `runs:/${runId}/small` })).outputs['modelVersion'], '1');
    assert.equal((await fixture.register({ modelUri: small })).outputs['modelVersion'], '1');
    assert.equal(
      (await fixture.register({ modelUri: large[0] ?? '' }, { name: 'large' })).outputs['modelVersion'],
      '2',
    );
    assert.equal((await fixture.model.version(2)).modelId, large[0]?.replace('models:/', ''));
  });

  // Each registration has its own step name; otherwise it could attach to the run of a step that has just ended.
  it('registers a version under another name, once, and keeps the mark of a pull request', async () => {
    const fixture = await open(under);
    const { runId } = await fixture.logs('log_files()');
    const trained = await fixture.register({ mlflowRunId: runId }, { pipelineOptions: { variables: PULL_REQUEST } });
    assert.equal(trained.result, 'Succeeded', trained.log.join('\n'));
    assert.equal(fixture.candidates()[0]?.trainedByPullRequest, true);

    const modelName = fixture.modelName.replace('churn', 'other');
    const inputs = { modelName, modelUri: `models:/${fixture.modelName}/1` };
    for (const variables of [{}, LATER]) {
      const { outputs, log } = await fixture.register(inputs, { name: 'release', pipelineOptions: { variables } });
      assert.equal(outputs['modelVersion'], '1', log.join('\n'));
    }
    const tags = await fixture.registry.model(modelName).tags(1);
    assert.equal(tags.get('mlops_trained_by_pull_request'), 'true');
    assert.equal(tags.get('mlops_pull_request'), '12');
    assert.equal(fixture.candidates().at(-1)?.trainedByPullRequest, true);
  });

  exhaustively(
    'refuses runs and models that are not there, and words that the registry cannot hold, before it makes anything',
    async () => {
      const fixture = await open(under);
      const { runId: mlflowRunId } = await fixture.logs('log_files()');
      const [runId, gone] = [await fixture.makesRun(), await fixture.makesRun()];
      await fixture.deletesRun(gone);
      const unknown = '0'.repeat(32);
      const REFUSED: readonly (readonly [inputs: Readonly<Record<string, string>>, message: RegExp])[] = [
        [{ mlflowRunId: unknown }, /There is no MLflow run 0{32} in http/],
        [{ mlflowRunId: gone }, /has been deleted/],
        [{ mlflowRunId: runId }, /logged no model under 'model'\.\nFix: Call log_model/],
        [{ modelUri: `models:/m-${unknown}` }, /no logged model m-0{32}/],
        [{ modelUri: `models:/${fixture.modelName}/7` }, /There is no model|There is no version 7/],
        [{ mlflowRunId, description: 'x'.repeat(100_000) }, /The description has 100000 characters/],
        [{ mlflowRunId, tags: `${'k'.repeat(300)}: v` }, /a key of 300 characters/],
        [{ mlflowRunId, tags: `note: ${'v'.repeat(6000)}` }, /a value of 6000 characters/],
        [{ mlflowRunId, tags: 'mlops_commit: fake' }, /'mlops_commit' begins with mlops_/],
      ];
      for (const [inputs, message] of REFUSED) {
        assert.match(complaint(await fixture.register(inputs)), message);
      }
      assert.equal(await fixture.model.exists(), false);
    },
  );
});
