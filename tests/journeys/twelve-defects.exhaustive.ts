import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject } from '../../lib/core/lossless-json';
import { templatePlan, templateSteps } from '../kit/pipelines/template-plans';
import { DIALECTS, numbers, REGISTRIES } from '../kit/registry/registries';
import { useCheckFixtures } from '../kit/tasks/check-fixture';
import { comparisonOf, useCompareFixture } from '../kit/tasks/compare-fixture';
import { useDeployedTests } from '../kit/tasks/deployed-tests';
import { inPipeline, runStep } from '../kit/tasks/pipeline';
import { ready, usePromotionFixtures } from '../kit/tasks/promote-fixture';
import { MIXED } from '../kit/tasks/test-project';
import { SPEED, useTrainingFixtures } from '../kit/tasks/train-fixture';
import { GET_RUN, SUBMIT, useWorkspaces } from '../kit/tasks/workspace-under-test';

const [UNITY_CATALOG] = REGISTRIES;
const MODELS = `
from sklearn.linear_model import LogisticRegression
both = rows[["age", "visits"]]
register(LogisticRegression().fit(both, rows["churned"]), "leavers")
register(LogisticRegression().fit(rows[["visits"]], rows["churned"]), "leavers", inputs=["visits"])
`;

/** An earlier public demo of the same flow had twelve defects. Here is one test for each, by the behavior that replaces it. */
describe('the twelve defects of an earlier demo', function () {
  this.timeout(300_000);
  const newWorkspace = useWorkspaces();
  const openPromotion = usePromotionFixtures();
  const openTraining = useTrainingFixtures();
  const openCheck = useCheckFixtures();
  const comparing = useCompareFixture('leavers', MODELS);
  const runTests = useDeployedTests();

  it('1 - it waited forever for a skipped run and left a late one going: each end is red at once, and a late run is canceled', async () => {
    for (const state of ['SKIPPED', 'INTERNAL_ERROR']) {
      const workspace = newWorkspace();
      const says = { state: { life_cycle_state: state, result_state: null }, status: { state: 'TERMINATED' } };
      workspace.addFault({ method: 'GET', path: GET_RUN, skip: 1, times: Infinity, merge: says });
      const { result } = await runStep({ workspace, speed: 20 }, { notebookPath: '/Shared/ok' });
      assert.equal(result, 'Failed', state);
    }
    const workspace = newWorkspace();
    const inputs = { notebookPath: '/Shared/sleeps', timeoutMinutes: '1' };
    const late = await runStep({ workspace, speed: 60 }, inputs);
    assert.deepEqual([late.result, late.outputs['resultState']], ['Failed', 'CANCELED']);
    assert.deepEqual(
      workspace.runs().flatMap(({ tasks }) => tasks.map(({ alive }) => alive)),
      [false],
    );
  });

  it('2 - a canceled run passed, and so did a refused request: both are red, and the refusal is named', async () => {
    for (const state of ['CANCELED', 'TIMEDOUT']) {
      const workspace = newWorkspace();
      const says = { state: { life_cycle_state: 'TERMINATED', result_state: state }, status: null };
      workspace.addFault({ method: 'GET', path: GET_RUN, skip: 1, times: Infinity, merge: says });
      const { result } = await runStep({ workspace, speed: 20 }, { notebookPath: '/Shared/ok' });
      assert.equal(result, 'Failed', state);
    }
    const workspace = newWorkspace();
    const body = { error_code: 'PERMISSION_DENIED', message: 'not yours' };
    workspace.addFault({ method: 'POST', path: SUBMIT, status: 403, body });
    const refused = await runStep({ workspace, speed: 20 }, { notebookPath: '/Shared/ok' });
    assert.equal(refused.result, 'Failed');
    assert.match(refused.issues[0]?.message ?? '', /403 PERMISSION_DENIED.*\nFix: /s);
  });

  it('3 - the token was on the command line, in the log and in a file: it is in none of them', async () => {
    const workspace = newWorkspace();
    await inPipeline({ workspace, speed: 20, variables: { 'System.Debug': 'true' } }, async ({ run, job }) => {
      const cancel = new AbortController();
      const inputs = { notebookPath: '/Shared/sleeps', parameters: `leak: ${workspace.token}` };
      const running = run(inputs, { signal: cancel.signal });
      await workspace.waitForRequest({ method: 'GET', path: GET_RUN });
      const commands = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
      cancel.abort();
      const { log } = await running;
      assert.deepEqual(
        [commands, log.join('\n')].map((text) => text.includes(workspace.token)),
        [false, false],
      );
      const files = filesBelow(job.variables.get('Agent.WorkFolder') ?? '');
      assert.ok(files.length > 0);
      assert.deepEqual(
        files.filter((file) => readFileSync(file).includes(workspace.token)),
        [],
      );
    });
  });

  it('4 - every job installed packages and needed a cluster: a task needs no program on the agent, and runs serverless', async () => {
    const workspace = newWorkspace();
    const step = await runStep({ workspace, machine: { PATH: '' }, speed: 20 }, { notebookPath: '/Shared/ok' });
    assert.equal(step.result, 'Succeeded', step.log.join('\n'));
    const { body } = workspace.requests.find(({ path }) => path === SUBMIT) ?? {};
    assert.ok(isJsonObject(body));
    assert.doesNotMatch(JSON.stringify(body), /cluster/);
    for (const path of ['pull-request.yml', 'main.yml', 'release.yml']) {
      const installing = templateSteps(path).filter(({ script }) => /\b(?:pip|curl|wget|apt|npm)\b/.test(script));
      assert.deepEqual(installing, [], path);
    }
  });

  it('5 - a pull request trained main: the code that is deployed and trained is that of the commit under test', () => {
    const steps = templateSteps('pull-request.yml');
    const trainings = steps.filter(({ does }) => does.startsWith('MLflowTrainModel@'));
    assert.equal(trainings.length, 2);
    for (const { input } of trainings) {
      assert.match(input('notebookPath') ?? '', /^\$\(code\.deployedPath\)\//);
    }
    const checkouts = steps.filter(({ does }) => does.startsWith('checkout'));
    assert.deepEqual([...new Set(checkouts.map(({ does }) => does))], ['checkout self']);
  });

  it('6 - integration tests were commented out: a pull request tests, trains and scores in UAT before it is green', () => {
    const { stages } = templatePlan('pull-request.yml');
    assert.deepEqual(
      stages.map(({ name, condition }) => [name, condition]),
      [
        ['Dev', undefined],
        ['UAT', undefined],
      ],
    );
    const tasks = templateSteps('pull-request.yml')
      .filter(({ stage }) => stage === 'UAT')
      .map(({ does }) => does.split('@')[0]);
    for (const task of ['MLflowTrainModel', 'MLflowCheckModel', 'DatabricksBatchScore', 'DatabricksRunTests']) {
      assert.ok(tasks.includes(task), `${task} in ${tasks.join(', ')}`);
    }
  });

  it('7 - every step asked for the latest version: two trainings at once keep their own, and a release hands its version on', async () => {
    const fixture = await openTraining(UNITY_CATALOG);
    const register = (which: string, after: number): string =>
      `if dbutils.widgets.get("which") == "${which}":\n    until_there_are(${after}, "${fixture.modelName}")\n    register("${fixture.modelName}")`;
    fixture.puts(`${register('first', 0)}\n${register('second', 1)}`);
    const [first, second] = await Promise.all(
      ['first', 'second'].map((which) =>
        inPipeline(
          { workspace: fixture.workspace, speed: SPEED, variables: { 'System.JobIdentifier': which } },
          (pipeline) => fixture.step(pipeline, { parameters: `which: ${which}` }),
        ),
      ),
    );
    assert.deepEqual([first?.outputs['modelVersion'], second?.outputs['modelVersion']], ['1', '2']);

    const asked = templateSteps('release.yml').flatMap(({ input }) => input('modelVersion') ?? []);
    assert.ok(asked.length >= 4);
    assert.deepEqual(
      [...new Set(asked)].filter((version) => !/^\$\((?:train\.)?modelVersion\)$/.test(version)),
      [],
    );
  });

  it('8 - a worse model was always promoted, on other rows each time: it is kept out, on the same rows', async () => {
    const { model, check, compare, promote, holders, newFolder } = comparing();
    await model.movePointer({ pointer: { type: 'alias', name: 'champion' }, version: 1, others: 'keep' });
    const digests: (string | undefined)[] = [];
    for (let round = 0; round < 2; round += 1) {
      const evidence = newFolder();
      await check(2, { evidence });
      const compared = await compare(2, { evidence });
      assert.equal(compared.outputs['verdict'], 'INFERIOR', compared.log.join('\n'));
      digests.push(comparisonOf(compared).seen.dataDigest);
      const promoted = await promote(2, 'alias:champion', { evidence });
      assert.equal(promoted.outputs['outcome'], 'kept', promoted.log.join('\n'));
    }
    assert.ok(digests[0] !== undefined && digests[0] === digests[1]);
    assert.deepEqual(await holders('alias:champion'), [1]);
  });

  it('9 - an extra tag failed compliance, without a word on which: extra tags pass, and a wrong one is named', async () => {
    const fixture = await openCheck(UNITY_CATALOG);
    const extra = await fixture.check(await fixture.addChecked({ tags: { added_by_the_platform: 'yes' } }));
    assert.equal(extra.outputs['verdict'], 'PASSED', extra.log.join('\n'));
    const wrong = await fixture.check(await fixture.addChecked({ tags: { risk_tier: 'tiny' } }), { name: 'again' });
    assert.deepEqual([wrong.result, wrong.outputs['failedChecks']], ['Failed', 'required_tags']);
    assert.match(wrong.issues[0]?.message ?? '', /required_tags: .*risk_tier.*tiny/);
  });

  it('10 - a failure between promote and archive left two in production: there is one at every moment, and a re-run completes it', async () => {
    const stages = DIALECTS.find(({ kind }) => kind === 'workspace');
    assert.ok(stages !== undefined);
    const { promote, holders, addFault, under } = await ready(await openPromotion(stages));
    addFault({ ...under.moving, status: 403, after: true });
    const lost = await promote({ modelVersion: '2' });
    assert.equal(lost.result, 'Failed');
    assert.deepEqual(await holders(), [2]);
    const again = await promote({ modelVersion: '2' });
    assert.equal(again.result, 'Succeeded', again.log.join('\n'));
    assert.deepEqual(await holders(), [2]);
  });

  it('11 - a red test was green: it fails the step at its line, and stands in the Tests tab', async () => {
    const step = await runTests(newWorkspace(), { 'tests/test_math.py': MIXED });
    assert.equal(step.result, 'Failed');
    const { total, passed, failed, skipped } = step.outputs;
    assert.deepEqual([total, passed, failed, skipped], ['3', '1', '1', '1']);
    const [issue] = step.issues;
    assert.deepEqual([issue?.sourcePath, issue?.lineNumber], ['tests/test_math.py', '7']);
    assert.match(String(step.testResults[0]?.files[0]?.content), /<failure/);
  });

  it('12 - it knew stages only: Unity Catalog has an alias instead, which a promotion moves', async () => {
    const fixture = await ready(await openPromotion(UNITY_CATALOG));
    assert.equal(fixture.target, 'alias:champion');
    const step = await fixture.promote({ modelVersion: '2' });
    assert.equal(step.outputs['outcome'], 'promoted', step.log.join('\n'));
    assert.deepEqual(numbers(await fixture.model.pointer({ type: 'alias', name: 'champion' })), [2]);
    assert.ok(fixture.requests.every(({ path }) => !path.includes('transition-stage')));
  });
});

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}
