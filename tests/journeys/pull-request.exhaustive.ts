import assert from 'node:assert/strict';
import { isJsonObject, parseJson, scalarText, toJson } from '../../lib/core/lossless-json';
import { commit, type Edit } from '../kit/journeys/new-project';
import { endedSteps, published, stageResults, stepResults, type PipelineRun } from '../kit/journeys/pipeline-run';
import { tablesOf, tagsOf, usePullRequests, versionsOf } from '../kit/journeys/pull-requests';

/** The job of this check takes longer than all the rest. */
const NO_SMOKE: Edit = [
  'databricks-ml/mlops.yml',
  'compliance:\n',
  'compliance:\n  checks: { smoke_prediction: skip }\n',
];
const TRAINING = 'databricks-ml/app/notebooks/model_train.py';
const BROKEN_TRAINING: Edit = [TRAINING, 'model.fit(', 'raise ValueError("no customers left")\nmodel.fit('];
const STUBBED = [
  'DatabricksPreflight',
  'DatabricksDeployCode',
  'MLflowTrainModel',
  'MLflowCheckModel',
  'DatabricksRunTests',
];

describe('pull requests', function () {
  this.timeout(600_000);
  const { project, run, workspace } = usePullRequests();

  /** What both workspaces were asked during an action. */
  async function requestsDuring(action: () => Promise<void>): Promise<number> {
    const sum = (): number => workspace('dev').requests.length + workspace('uat').requests.length;
    const before = sum();
    await action();
    return sum() - before;
  }

  it('of a new project are green as mlops init wrote it, with every check of the policy', async () => {
    const ran = await run(project('fresh'));
    assert.equal(ran.exitCode, 0, ran.output);
    assert.deepEqual(stageResults(ran), { Dev: 'SucceededWithIssues', UAT: 'SucceededWithIssues' }, ran.output);
    assert.doesNotMatch(ran.output, /uncommitted|smoke_prediction/);
  });

  it('with a broken unit test are red before anything is deployed or trained, with the reason', async () => {
    const folder = project('untested');
    commit(folder, [['databricks-ml/app/features.py', '.clip(lower=0.5)', '.clip(lower=1.0)']]);
    const requests = await requestsDuring(async () => {
      const ran = await run(folder);
      assert.equal(ran.exitCode, 1, ran.output);
      assert.deepEqual(stageResults(ran), { Dev: 'Failed', UAT: 'Skipped' }, ran.output);
      assert.match(ran.output, /^failed: Dev\/unit_tests\/agent_tests /m);
      assert.match(
        ran.output,
        /error: 1 of 4 tests failed: \S+test_the_fee_of_a_year_counts_half_a_year_at_least\.\n.*Fix: /,
      );
      assert.deepEqual(
        endedSteps(ran).flatMap(({ step, tests }) => (tests === undefined ? [] : [[step, tests.passed, tests.failed]])),
        [['agent_tests', 3, 1]],
      );
    });
    assert.equal(requests, 0);
  });

  it('of a fork without connections are red at once, in two lines, and ask nobody anything', async () => {
    const folder = project('forked');
    const requests = await requestsDuring(async () => {
      const ran = await run(folder, '12', '--fork');
      assert.equal(ran.exitCode, 1, ran.output);
      assert.deepEqual(stageResults(ran), { Dev: 'Failed', UAT: 'Skipped' }, ran.output);
      const [first] = endedSteps(ran);
      const [issue] = first?.issues ?? [];
      assert.match(
        issue?.message ?? '',
        /^This pull request comes from a fork.*\nFix: Push the branch to this repository/,
      );
      assert.deepEqual(stepResults(ran, 'Dev'), { fork: 'Failed', checkout: 'Skipped', agent_tests: 'Skipped' });
    });
    assert.equal(requests, 0);
  });

  it('of a fork with connections are not stopped, and red if their steps did nothing all the same', async () => {
    const stubs = STUBBED.map((task) => `--stub=${task}@1=true`);
    const ran = await run(project('idle'), '12', '--variables=System.PullRequest.IsFork=True', ...stubs);
    assert.equal(ran.exitCode, 1, ran.output);
    const { fork, train, trained } = stepResults(ran, 'Dev');
    assert.deepEqual([fork, train, trained], ['Skipped', 'Succeeded', 'Failed']);
    assert.match(ran.output, /No version was trained in this job.*\n.*Fix: Look at the first skipped step/);
  });

  it('that fail keep the evidence until then, and deploy over the commit before', async () => {
    const folder = project('failing');
    commit(folder, [NO_SMOKE, BROKEN_TRAINING]);
    const untrained = await run(folder);
    assert.equal(untrained.exitCode, 1, untrained.output);
    assert.deepEqual(stageResults(untrained), { Dev: 'Failed', UAT: 'Skipped' }, untrained.output);
    assert.match(untrained.output, /^failed: Dev\/train\/train [^]*no customers left/m);
    assert.deepEqual(kindsOf(untrained), { deployment: 1, candidate: 0, compliance: 0, proof: 0 });
    assert.deepEqual(await versionsOf(workspace('dev'), 'dev.ml.failing_pr'), []);

    const [file, working, broken] = BROKEN_TRAINING;
    const head = commit(folder, [
      [file, broken, working],
      ['databricks-ml/tests/integration/model_integration.py', '> 0.6', '> 0.999'],
    ]);
    const unfit = await run(folder);
    assert.equal(unfit.exitCode, 1, unfit.output);
    assert.deepEqual(stageResults(unfit), { Dev: 'SucceededWithIssues', UAT: 'Failed' }, unfit.output);
    assert.match(
      unfit.output,
      /error: 1 of 11 tests failed: \S+test_it_ranks_customers_that_left_above_those_that_stayed\./,
    );
    assert.deepEqual(kindsOf(unfit), { deployment: 2, candidate: 2, compliance: 2, proof: 1 });
    assert.equal((await tagsOf(workspace('dev'), 'dev.ml.failing_pr', '1'))['mlops_commit'], head);
  });

  it('side by side do not meet, and only the one that asks for it trains on a sample', async () => {
    const folder = project('busy');
    const pipeline = 'azure-pipelines/pull-request.yml';
    commit(folder, [
      NO_SMOKE,
      [pipeline, 'trigger: none', 'trigger: none\nparameters: [{ name: quick, type: boolean, default: false }]'],
      [pipeline, 'uatConnection: databricks-uat', 'uatConnection: databricks-uat\n    quick: ${{ parameters.quick }}'],
    ]);
    const both = await Promise.all([run(folder, '12'), run(folder, '13', '--parameters=quick=true')]);
    both.forEach((ran) => assert.equal(ran.exitCode, 0, ran.output));
    const proven = both.map((ran) => {
      const [proof] = published(ran, 'proof').map((text) => parseJson(text));
      assert.ok(isJsonObject(proof) && isJsonObject(proof['output']) && isJsonObject(proof['model']));
      return [scalarText(proof['output']['name']), scalarText(proof['model']['version'])] as const;
    });
    assert.deepEqual(
      proven.map(([name]) => /_pr1\d_busy_/.exec(name)?.[0]),
      ['_pr12_busy_', '_pr13_busy_'],
    );
    assert.deepEqual(proven.map(([, version]) => version).toSorted(), ['1', '2']);
    const tables = (await tablesOf(workspace('uat'), 'uat', 'ml')).filter((name) => name.includes('_busy_'));
    assert.equal(tables.length, 8, tables.join());

    for (const [catalog, quickOnes] of [
      ['dev', ['13']],
      ['uat', []],
    ] as const) {
      const tags = await Promise.all(['1', '2'].map((one) => tagsOf(workspace(catalog), `${catalog}.ml.busy_pr`, one)));
      const marked = tags.filter((each) => each['mlops_quick'] === 'true').map((each) => each['mlops_pull_request']);
      assert.deepEqual(marked, quickOnes, catalog);
      assert.equal(trainingsOn('500', catalog), quickOnes.length, catalog);
    }
  });

  function trainingsOn(rows: string, catalog: 'dev' | 'uat'): number {
    const logged = workspace(catalog).requests.filter(({ path }) => path === '/api/2.0/mlflow/runs/log-batch');
    return logged.filter(({ body = null }) => toJson(body).includes(`"key":"rows","value":"${rows}"`)).length;
  }
});

function kindsOf(ran: PipelineRun): Readonly<Record<string, number>> {
  const kinds = ['deployment', 'candidate', 'compliance', 'proof'];
  return Object.fromEntries(kinds.map((kind) => [kind, published(ran, kind).length]));
}
