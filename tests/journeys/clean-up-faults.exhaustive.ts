import assert from 'node:assert/strict';
import { NOW, useCleanUpPipelines } from '../kit/clean-up-pipeline';
import { plainTraining } from '../kit/tasks/plain-training';
import { folderOf, runPullRequest, SHARED } from '../kit/tasks/pull-request-run';
import { namesIn } from '../kit/tasks/workspace-content';
import { useServer } from '../kit/workspace/test-server';

const QUICK = plainTraining('register("churn_pr")');

describe('the clean-up after pull requests on a bad day', function () {
  this.timeout(600_000);
  const server = useServer();
  const { pipelineFor, cleansUp } = useCleanUpPipelines();

  const DELETION = { method: 'POST', path: '/api/2.0/workspace/delete' } as const;
  const REMOVAL = { method: 'DELETE', path: '/api/2.0/mlflow/model-versions/delete' } as const;

  for (const [name, fault] of [
    ['throttled', { ...DELETION, status: 429, headers: { 'retry-after': '1' }, times: 2 }],
    ['unavailable', { ...DELETION, status: 503, times: 1 }],
    ['whose answer to a deleted folder is lost', { ...DELETION, after: true, reset: true }],
    ['whose answer to a deleted version is lost', { ...REMOVAL, after: true, reset: true }],
  ] as const) {
    it(`goes on with a service that is ${name}`, async () => {
      const workspace = server().addWorkspace();
      await runPullRequest(workspace, { number: '12', modelName: 'churn', training: QUICK });
      workspace.addFault(fault);
      const { exitCode, output } = await cleansUp(pipelineFor(workspace, 'openPullRequests: []', NOW));
      assert.equal(exitCode, 0, output);
      assert.deepEqual(await namesIn(workspace, SHARED), ['mlops-clean-up'], output);
    });
  }

  it('keeps the records when it is interrupted, and finishes in its next run', async () => {
    const workspace = server().addWorkspace();
    await runPullRequest(workspace, { number: '12', modelName: 'churn', training: QUICK });
    const repair = workspace.addFault({ ...DELETION, status: 403, skip: 1, times: 9 });
    const pipeline = pipelineFor(workspace, 'openPullRequests: []', NOW);
    const broken = await cleansUp(pipeline);
    assert.equal(broken.exitCode, 1, broken.output);
    assert.match(broken.output, /pull-12-merge: folder .*pull-12-merge could not be removed/);
    assert.ok((await namesIn(workspace, folderOf('12'))).includes('.mlops-records'));
    repair();
    const { exitCode, output } = await cleansUp(pipeline);
    assert.equal(exitCode, 0, output);
    assert.deepEqual(await namesIn(workspace, SHARED), ['mlops-clean-up']);
  });

  it('keeps everything of a pull request that it cannot read', async () => {
    const workspace = server().addWorkspace();
    await runPullRequest(workspace, { number: '12', modelName: 'churn', training: QUICK });
    workspace.addFault({ method: 'GET', path: '/api/2.0/mlflow/model-versions/get', status: 403, times: 9 });
    const { exitCode, output } = await cleansUp(pipelineFor(workspace, 'openPullRequests: []', NOW));
    assert.equal(exitCode, 1, output);
    assert.match(output, /refuse .*pull-12-merge: it could not be read: /);
    assert.ok((await namesIn(workspace, SHARED)).includes('pull-12-merge'));
  });
});
