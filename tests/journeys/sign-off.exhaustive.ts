import assert from 'node:assert/strict';
import { git } from '../kit/journeys/new-project';
import { pipelineRun, published, stageResults } from '../kit/journeys/pipeline-run';
import { registered, released, useReleases } from '../kit/journeys/releases';

const NOTHING = { Prod: 'Failed', Promote: 'Skipped', Score: 'Skipped', CloseOut: 'Skipped' };

describe('the sign-off of QA', function () {
  this.timeout(300_000);
  const { workspace, project } = useReleases();

  it('is not for a branch whose commits no release takes, which stops before it trains', async () => {
    const folder = project('elsewhere');
    git(folder, 'checkout', '-q', '-b', 'feature/x');
    const run = await pipelineRun(folder, 'azure-pipelines/main.yml', '--approve=QA');
    assert.equal(run.exitCode, 1);
    assert.deepEqual(stageResults(run), { UAT: 'Failed', QA: 'Skipped' }, run.output);
    assert.match(
      run.output,
      /\| error: This run comes from 'refs\/heads\/feature\/x', .*\n {2}\| Fix: .*\(BRANCH_NOT_ALLOWED\)$/m,
    );
    assert.deepEqual(Object.keys(await registered(workspace(), 'uat.ml.elsewhere')), []);
  });

  it('lets exactly the commit be released that a main run trained, reported on, and had approved', async () => {
    const folder = project('churn');
    const early = await released(folder, '--approve=Promote');
    assert.equal(early.exitCode, 1);
    assert.deepEqual(stageResults(early), NOTHING, early.output);
    assert.match(early.output, /^failed: Prod\/candidate\/preflight .*\n(?:.*\n)*.*'main'/m);

    const main = await pipelineRun(folder, 'azure-pipelines/main.yml', '--approve=QA');
    assert.equal(main.exitCode, 0, main.output);
    assert.deepEqual(stageResults(main), { UAT: 'SucceededWithIssues', QA: 'Succeeded' });
    assert.deepEqual(Object.keys(await registered(workspace(), 'uat.ml.churn')), ['1']);
    assert.deepEqual([published(main, 'comparison').length, published(main, 'receipt').length], [1, 0]);

    const run = await released(folder, '--approve=Promote');
    assert.equal(run.exitCode, 0, run.output);
    assert.deepEqual(Object.keys(await registered(workspace(), 'prod.ml.churn')), ['1']);

    git(folder, 'commit', '-q', '--allow-empty', '-m', 'not signed off');
    const other = await released(folder, '--approve=Promote');
    assert.deepEqual(stageResults(other), NOTHING, other.output);
    assert.match(other.output, /pipeline 'main' has no run for this commit/);
    assert.deepEqual(Object.keys(await registered(workspace(), 'prod.ml.churn')), ['1']);
  });
});
