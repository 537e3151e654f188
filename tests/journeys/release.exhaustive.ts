import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { evidenceOf } from '../kit/journeys/evidence';
import { learns } from '../kit/journeys/models';
import { commit, git } from '../kit/journeys/new-project';
import { buildTags, endedSteps, pipelineRun, stageResults, type PipelineRun } from '../kit/journeys/pipeline-run';
import { holders, registered, released, useReleases, WITHOUT_SIGN_OFF } from '../kit/journeys/releases';

const MODEL = 'prod.ml.churn';
const CLOSED_OUT = 'mlops_closed_out';
const NOT_PROMOTED = { Prod: 'SucceededWithIssues', Promote: 'Skipped', Score: 'Skipped', CloseOut: 'Succeeded' };
const PROMOTED = { Prod: 'SucceededWithIssues', Promote: 'Succeeded', Score: 'Succeeded', CloseOut: 'Skipped' };

describe('the releases of a project, one after the other', function () {
  this.timeout(300_000);
  const { workspace, project } = useReleases();
  let folder = '';

  const places = (): ReturnType<typeof holders> => holders(workspace(), MODEL);
  const versions = (): ReturnType<typeof registered> => registered(workspace(), MODEL);
  const release = (...words: readonly string[]): Promise<PipelineRun> => released(folder, ...words);
  /** What happens to the next approval, as somebody wrote it down beforehand. */
  const answer = (approval: string): void => {
    const file = join(folder, 'mlops.local.yml');
    const text = readFileSync(file, 'utf8').replace(/^environments:.*\n/m, '');
    writeFileSync(file, text);
    appendFileSync(file, `environments: { churn-production: { approval: { by: ana, decision: ${approval} } } }\n`);
  };

  before(async () => {
    folder = project('churn');
    commit(folder, [...WITHOUT_SIGN_OFF, learns('poor')]);
  });

  it('begin with any model that complies, for there is no champion yet', async () => {
    const run = await release('--approve=Promote');
    assert.deepEqual(stageResults(run), PROMOTED, run.output);
    assert.deepEqual(await places(), { champion: '1', challenger: '1' });
    commit(folder, [learns('good', 'poor')]);
  });

  it('stop before they train on a branch that may not promote', async () => {
    git(folder, 'checkout', '-q', '-b', 'feature/x');
    const run = await release('--approve=Promote');
    git(folder, 'checkout', '-q', 'release/1.0');
    assert.equal(run.exitCode, 1);
    assert.deepEqual(stageResults(run), { Prod: 'Failed', Promote: 'Skipped', Score: 'Skipped', CloseOut: 'Skipped' });
    assert.match(
      run.output,
      /^failed: Prod\/candidate\/preflight .*\n(?:.*\n)* {2}\| error: This run comes from 'refs\/heads\/feature\/x', .*\n {2}\| Fix: .*\(BRANCH_NOT_ALLOWED\)$/m,
    );
    assert.deepEqual(Object.keys(await versions()), ['1']);
  });

  it('make no challenger of a version that fails the compliance policy', async () => {
    const spoiled = commit(folder, [['databricks-ml/mlops.yml', 'risk_tier: low', 'risk_tier: unheard_of']]);
    const run = await release('--approve=Promote');
    git(folder, 'revert', '--no-edit', spoiled);
    assert.equal(run.exitCode, 1);
    assert.deepEqual(stageResults(run), { ...NOT_PROMOTED, Prod: 'Failed' }, run.output);
    assert.match(run.output, /^failed: Prod\/candidate\/check .*\n(?:.*\n)*.*risk_tier.*unheard_of/m);
    assert.equal(endedSteps(run).find(({ step }) => step === 'check')?.tests?.failed, 1);
    assert.deepEqual(await places(), { champion: '1', challenger: '1' });
    assert.deepEqual(evidenceOf(run).receipts, [['closeOut', 'alias:challenger', undefined]]);
    await assertClosedOut(run, '2', '1');
  });

  it('change nothing when the approval is rejected, and close the version out', async () => {
    answer('reject');
    const run = await release();
    assert.equal(run.exitCode, 1);
    assert.deepEqual(stageResults(run), { ...NOT_PROMOTED, Promote: 'Failed' }, run.output);
    assert.match(run.output, /^ {2}stage Promote: Failed, environment churn-production was rejected by ana$/m);
    await assertClosedOut(run, '3', '1');
  });

  it('change nothing when nobody answers in time, and close the version out', async () => {
    answer('timeout');
    const run = await release();
    assert.equal(run.exitCode, 0, run.output);
    assert.deepEqual(stageResults(run), NOT_PROMOTED, run.output);
    await assertClosedOut(run, '4', '1');
  });

  it('go on where they failed when they run again', async () => {
    answer('approve');
    const path = `/api/2.1/unity-catalog/models/${MODEL}/aliases/champion`;
    workspace().addFault({
      method: 'PUT',
      path,
      status: 403,
      body: { error_code: 'PERMISSION_DENIED', message: 'no' },
      times: 1,
    });
    const run = await release();
    assert.equal(run.exitCode, 1);
    assert.deepEqual(stageResults(run), { ...NOT_PROMOTED, Promote: 'Failed' }, run.output);
    await assertClosedOut(run, '5', '1');

    const again = await pipelineRun(folder, '--rerun-failed');
    assert.equal(again.exitCode, 0, again.output);
    assert.deepEqual(stageResults(again), PROMOTED, again.output);
    assert.deepEqual(Object.keys(await versions()), ['1', '2', '3', '4', '5']);
    assert.equal((await places())['champion'], '5');
    assert.equal((await versions())['5']?.tags[CLOSED_OUT], undefined);
    assert.deepEqual(evidenceOf(again).proofs, ['Scored 2,000 rows, 100% by version 5']);
  });

  it('keep the champion when a scheduled training comes out worse, and ask nobody', async () => {
    commit(folder, [learns('poor')]);
    const run = await pipelineRun(folder, 'azure-pipelines/retrain.yml', '--reason=Schedule');
    assert.equal(run.exitCode, 0, run.output);
    assert.deepEqual(stageResults(run), NOT_PROMOTED, run.output);
    assert.match(run.output, /^run \S+ INFERIOR v6: SucceededWithIssues /m);
    assert.deepEqual(buildTags(run), ['INFERIOR']);
    assert.deepEqual(
      run.events.filter(({ kind }) => kind === 'approval'),
      [],
    );
    await assertClosedOut(run, '6', '5');
  });

  it('are undone by a rollback with a reason, which waits for no release', async () => {
    const run = await rollback('--parameters=reason=It calls the wrong customers');
    assert.deepEqual(evidenceOf(run).receipts, [['rollback', 'alias:champion', '1']]);
    assert.match((await versions())['5']?.tags['mlops_rolled_back'] ?? '', /It calls the wrong customers/);
  });

  it('promote their own versions only, however late the approval comes, and never over a champion that they did not see', async () => {
    answer('reject');
    commit(folder, [learns('good', 'poor')]);
    const first = await release();
    const second = await release();
    assert.deepEqual(await places(), { champion: '1' });

    answer('approve');
    const approved = await pipelineRun(folder, '--rerun-failed', first.id);
    assert.deepEqual(stageResults(approved), PROMOTED, approved.output);
    assert.equal((await places())['champion'], '7');

    const late = await pipelineRun(folder, '--rerun-failed', second.id);
    assert.equal(late.exitCode, 1);
    assert.match(late.output, /^failed: Promote\/promote\/.*\n(?:.*\n)*.*\(EVIDENCE_STALE\)$/m);
    await assertClosedOut(late, '8', '7');
  });

  it('compare a version again with the champion of today, without training', async () => {
    await rollback('--parameters=reason=A drill', '--parameters=toVersion=1');
    const trainingRun = /buildId=(\d+)/.exec((await versions())['8']?.tags['mlops_pipeline_run'] ?? '')?.[1];
    const run = await release('--parameters=modelVersion=8', `--parameters=trainingRun=${trainingRun}`);
    assert.equal(run.exitCode, 0, run.output);
    assert.deepEqual(stageResults(run), PROMOTED, run.output);
    assert.match(run.output, /^run \S+ SUPERIOR v8: /m);
    assert.deepEqual(buildTags(run), ['SUPERIOR']);
    assert.equal(
      endedSteps(run).some(({ step }) => step === 'train'),
      false,
    );
    assert.deepEqual(Object.keys(await versions()).length, 8);
    assert.equal((await places())['champion'], '8');
  });

  async function rollback(...words: readonly string[]): Promise<PipelineRun> {
    const run = await pipelineRun(folder, 'azure-pipelines/rollback.yml', ...words, '--approve=Rollback');
    assert.equal(run.exitCode, 0, run.output);
    assert.equal((await places())['champion'], '1');
    return run;
  }

  async function assertClosedOut(run: PipelineRun, version: string, champion: string): Promise<void> {
    assert.equal((await places())['champion'], champion, run.output);
    assert.notEqual((await places())['challenger'], version);
    assert.ok((await versions())[version]?.tags[CLOSED_OUT] !== undefined);
    const summary = endedSteps(run)
      .filter(({ stage }) => stage === 'CloseOut')
      .flatMap(({ summaries = [] }) => summaries)
      .at(-1);
    assert.match(
      readFileSync(summary ?? '', 'utf8'),
      new RegExp(`^Production is unchanged: alias:champion is at version ${champion}\\.$`, 'm'),
    );
  }
});
