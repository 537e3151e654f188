import assert from 'node:assert/strict';
import type { BuildRecord } from '../../../local/azure-devops/build-record';
import { COMMIT } from '../../kit/azure-devops/run-fixture';
import { mainRun, qaStage, useSignOffFixture } from '../../kit/azure-devops/sign-off-fixture';
import { usePreflightFixtures } from '../../kit/tasks/preflight-fixture';
import { variants } from '../../kit/tier';

const OTHER_COMMIT = 'f'.repeat(40);
const PENDING = { state: 'inProgress' } as const;
const REJECTED = { state: 'completed', result: 'failed' } as const;

describe('DatabricksPreflight, asked for a sign-off', () => {
  const fixture = useSignOffFixture();
  const newWorkspace = usePreflightFixtures();

  it('finds it in the run of the same commit, without any connection', async () => {
    fixture().builds = [mainRun(1, { commit: OTHER_COMMIT }), mainRun(2), mainRun(3, { commit: OTHER_COMMIT })];
    const step = await fixture().check();
    assert.equal(step.result, 'Succeeded', step.log.join('\n'));
    const link = /^http:\/\/127\S+\/local\/Jan's%20churn\/_build\/results\?buildId=2$/;
    assert.match(step.outputs['signOffRun'] ?? '', link);
    assert.deepEqual([step.outputs['identity'], step.outputs['missingGrants']], ['', '']);
    const row = /^sign-off of commit 4be0f1c0 by stage QA of pipeline main +known +in run 20261119\.2:/m;
    assert.match(step.log.join('\n'), row);
    assert.match(String(step.testResults[0]?.files[0]?.content), /name="sign-off of commit 4be0f1c0/);
  });

  const DOES_NOT_COUNT: readonly (readonly [what: string, build: Partial<BuildRecord>, says: RegExp])[] = [
    ['was rejected', { timeline: qaStage({ result: 'failed' }, REJECTED) }, /its approval was rejected: http\S+=1$/m],
    [
      'waits for approval',
      { timeline: qaStage({ state: 'pending', result: 'none' }, PENDING) },
      /its approval is still pending: http/,
    ],
    ['still runs', { timeline: qaStage({ state: 'inProgress', result: 'none' }) }, /it has not ended yet: http/],
    ['failed', { timeline: qaStage({ result: 'failed' }) }, /it failed: http/],
    [
      'succeeded partially',
      { timeline: qaStage({ result: 'succeededWithIssues' }) },
      /it succeeded only partially: http/,
    ],
    ['was canceled', { timeline: qaStage({ result: 'canceled' }) }, /it was canceled: http/],
    ['was skipped', { timeline: qaStage({ result: 'skipped' }) }, /it was skipped, .*nobody approves in time: http/],
    [
      'completed without a result',
      { timeline: qaStage({ result: 'none' }) },
      /it ended with the result \(none\), which proves nothing: http/,
    ],
    [
      'does not exist',
      { timeline: qaStage({ identifier: 'QA2', name: 'QA of everything' }) },
      /it has no stage 'QA', only QA2: http/,
    ],
    ['has not begun', { timeline: [] }, /it has not begun: http/],
    [
      'is of another repository',
      { repository: { id: 'fork', name: 'churn' } },
      /main' has no run for this commit of repository 'churn'\n- 1 of its runs had the same commit in another rep/,
    ],
    ['is of another commit', { commit: OTHER_COMMIT }, /pipeline 'main' has no run for this commit of repository/],
  ];
  for (const [what, build, says] of variants(DOES_NOT_COUNT, 3)) {
    it(`does not count a stage that ${what}`, async () => {
      fixture().builds = [mainRun(1, build)];
      const step = await fixture().check();
      assert.equal(step.result, 'Failed', step.log.join('\n'));
      const [issue] = step.issues;
      assert.match(issue?.message ?? '', new RegExp(`^Commit ${COMMIT} is not signed off by stage 'QA' of pipeline`));
      assert.match(issue?.message ?? '', says);
      assert.match(issue?.message ?? '', /\nFix: Let 'QA' succeed in a run of 'main' .* \(SIGN_OFF_MISSING\)$/);
      assert.equal(step.outputs['signOffRun'], '');
    });
  }

  const ORDERS: readonly (readonly [what: string, builds: readonly BuildRecord[], result: StepResultName])[] = [
    [
      'takes no sign-off away by a newer run in which nothing is decided',
      [mainRun(1), mainRun(2, { timeline: qaStage({ state: 'pending', result: 'none' }, PENDING) })],
      'Succeeded',
    ],
    [
      'heeds a rejection in a newer run',
      [mainRun(1), mainRun(2, { timeline: qaStage({ result: 'failed' }, REJECTED) })],
      'Failed',
    ],
    [
      'takes the newest attempt of a stage',
      [mainRun(1, { timeline: [...qaStage({ attempt: 2, id: 'q2' }), ...qaStage({ result: 'failed' })] })],
      'Succeeded',
    ],
    [
      'does not go back to an earlier attempt of a stage',
      [mainRun(1, { timeline: [...qaStage({}), ...qaStage({ attempt: 2, id: 'q2', result: 'canceled' })] })],
      'Failed',
    ],
  ];
  for (const [what, builds, result] of variants(ORDERS, 2)) {
    it(what, async () => {
      fixture().builds = builds;
      const step = await fixture().check();
      assert.equal(step.result, result, step.log.join('\n'));
    });
  }

  it('reads every page of a pipeline with many runs, and no page twice', async () => {
    fixture().builds = [
      mainRun(1),
      ...Array.from({ length: 450 }, (_, index) => mainRun(index + 2, { commit: OTHER_COMMIT })),
    ];
    const step = await fixture().check();
    assert.equal(step.result, 'Succeeded', step.log.join('\n'));
    const pages = fixture().front.requests.filter(({ path }) => path.includes('definitions=9'));
    assert.deepEqual(
      pages.map(({ path }) => new URL(path, 'http://a').searchParams.get('continuationToken')),
      [null, '200', '400'],
    );
  });

  const NAMES: readonly (readonly [pipeline: string, result: StepResultName, says: RegExp])[] = [
    ['MAIN', 'Succeeded', /./],
    ['9', 'Succeeded', /./],
    ['\\\\main', 'Succeeded', /./],
    ['mian', 'Failed', /has no pipeline 'mian', or hides it from this job\.\nFix: .* \(SIGN_OFF_UNKNOWN\)$/],
    ['ml/main', 'Failed', /has no pipeline 'ml\/main'/],
    ['10', 'Failed', /has no pipeline '10'/],
  ];
  for (const [signOffPipeline, result, says] of variants(NAMES, 1)) {
    it(`${result === 'Succeeded' ? 'knows' : 'refuses'} the pipeline '${signOffPipeline}'`, async () => {
      fixture().builds = [mainRun(1)];
      const step = await fixture().check({ inputs: { signOffPipeline } });
      assert.equal(step.result, result, step.log.join('\n'));
      assert.match(step.issues[0]?.message ?? 'none', says);
    });
  }

  it('wants to know which of two pipelines with the same name is meant', async () => {
    fixture().builds = [mainRun(1), mainRun(2, { definition: { id: 10, name: 'Main' } })];
    const step = await fixture().check();
    assert.match(step.issues[0]?.message ?? '', /has 2 pipelines named 'main': Main \(ID 10\), main \(ID 9\)\.\nFix: /);
  });

  const BOTH: readonly (readonly [onMissing: string, code: string])[] = [
    ['warn', 'SIGN_OFF_MISSING'],
    ['fail', 'NOT_READY'],
  ];
  for (const [onMissing, code] of variants(BOTH)) {
    it(`shows missing permissions as well, and fails with onMissing: ${onMissing}`, async () => {
      const { workspace } = await newWorkspace();
      fixture().builds = [mainRun(1, { timeline: [] })];
      const expect = '- read: main.ml.customers';
      const inputs = { connection: CONNECTION, expect, onMissing };
      const step = await fixture().check({ inputs, pipeline: { workspace } });
      assert.equal(step.result, 'Failed', step.log.join('\n'));
      const message = step.issues.at(-1)?.message ?? '';
      assert.match(message, new RegExp(` \\(${code}\\)$`));
      assert.match(message, /it has not begun: http/);
      assert.match(step.outputs['missingGrants'] ?? '', /^GRANT USE CATALOG/);
      assert.match(step.log.join('\n'), /^SELECT on table main\.ml\.customers +missing/m);
    });
  }

  const REFUSED: readonly (readonly [inputs: Readonly<Record<string, string>>, says: RegExp])[] = [
    [{ signOffStage: '' }, /Input 'signOffPipeline' needs 'signOffStage'/],
    [{ signOffPipeline: '' }, /Input 'signOffStage' needs 'signOffPipeline'/],
    [{ expect: '- read: a.b.c' }, /Input 'expect' works only with 'connection' or 'azureConnection'/],
  ];
  for (const [inputs, says] of variants(REFUSED, 1)) {
    it(`refuses inputs that do not fit together: ${JSON.stringify(inputs)}`, async () => {
      const step = await fixture().check({ inputs });
      assert.equal(step.result, 'Failed');
      assert.match(step.issues[0]?.message ?? '', says);
      assert.deepEqual(fixture().front.requests, []);
    });
  }
});

type StepResultName = 'Succeeded' | 'Failed';
const CONNECTION = '4d5a1c1e-0000-4000-8000-00000000c0de';
