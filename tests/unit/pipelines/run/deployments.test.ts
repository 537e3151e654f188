import assert from 'node:assert/strict';
import { NO, plain, pretendRun, YES } from '../../../kit/pipelines/pretend-run';

const DEPLOYMENT = `
jobs:
- deployment: ship
  environment: prod
  strategy:
    runOnce:
      preDeploy: { steps: [{ script: before }] }
      deploy: { steps: [{ download: none }, { script: ship }] }
      routeTraffic: { steps: [{ script: route }] }
      postRouteTraffic: { steps: [{ script: check }] }
      on:
        success: { steps: [{ script: cheer }] }
        failure: { steps: [{ script: restore }] }
`;
const STAGES = `
stages:
- stage: build
  jobs: [{ job: a, steps: [{ script: build }] }]
- stage: prod
  jobs:
  - deployment: ship
    environment: $(where)
    strategy: { runOnce: { deploy: { steps: [{ script: ship }] } } }
- stage: tidy
  dependsOn: prod
  condition: always()
  jobs: [{ job: a, steps: [{ script: tidy }] }]
variables: { where: prod }
`;
const scriptsOf = (ran: readonly string[]): readonly string[] => ran.map((path) => path.split('/').at(-1) ?? '');

describe('deployments and approvals of a run', () => {
  it('run each hook as a job of its own', async () => {
    const { ran, jobs, results } = await pretendRun(DEPLOYMENT, { environments: { prod: {} } });
    assert.deepEqual(scriptsOf(ran), ['before', 'download none', 'ship', 'route', 'check', 'cheer']);
    assert.equal(jobs.length, 5);
    assert.equal(new Set(jobs.map(({ folder }) => folder)).size, 5);
    assert.equal(jobs[1]?.variables['Environment.Name']?.value, 'prod');
    assert.equal(results['__default/ship/on.success'], 'Succeeded');
  });

  it('run the hook for failures in place of what follows', async () => {
    const scripts = { ship: { result: 'Failed' as const } };
    const { ran, results } = await pretendRun(DEPLOYMENT, { scripts, environments: { prod: {} } });
    assert.deepEqual(scriptsOf(ran), ['before', 'download none', 'ship', 'restore']);
    assert.equal(results['__default/ship/on.failure'], 'Succeeded');
    assert.equal(results['__default/ship'], 'Failed');
  });

  it('run neither the hook for success nor the one for failure after a cancellation', async () => {
    const cancel = new AbortController();
    const scripts = { ship: { hangs: true as const, act: () => cancel.abort() } };
    const options = { scripts, cancel: cancel.signal, environments: { prod: {} } };
    const { ran, results } = await pretendRun(DEPLOYMENT, options);
    assert.deepEqual(scriptsOf(ran), ['before', 'download none', 'ship']);
    assert.equal(results['__default/ship'], 'Canceled');
  });

  it('know the outputs of all hooks under the name of the job', async () => {
    const text = `
jobs:
- deployment: ship
  environment: prod
  strategy:
    runOnce:
      preDeploy: { steps: [{ script: before, name: one }] }
      deploy: { steps: [{ script: ship, name: two }] }
- job: use
  dependsOn: ship
  variables: { both: "$[ format('{0}{1}', dependencies.ship.outputs['ship.one.x'], dependencies.ship.outputs['ship.two.x']) ]" }
  steps: [{ script: use }]
`;
    const scripts = { before: { outputs: { x: 'a' } }, ship: { outputs: { x: 'b' } } };
    const { jobs } = await pretendRun(text, { scripts, environments: { prod: {} } });
    assert.equal(jobs.at(-1)?.variables['both']?.value, 'ab');
  });

  it('fail a stage that nobody approves, and one of an environment that nobody declared', async () => {
    for (const environments of [{ prod: { hasApproval: true } }, {}]) {
      const { results, ran, result } = await pretendRun(STAGES, { approver: NO, environments });
      assert.equal(results['prod'], 'Failed');
      assert.deepEqual(scriptsOf(ran), ['checkout self', 'build', 'checkout self', 'tidy']);
      assert.equal(result, 'Failed');
    }
  });

  it('skip a stage whose approval times out, and stay green', async () => {
    const late = { decide: () => Promise.resolve({ decision: 'timed out' as const, who: 'nobody', comment: '' }) };
    const { results, result } = await pretendRun(STAGES, { approver: late });
    assert.equal(results['prod'], 'Skipped');
    assert.equal(results['tidy'], 'Succeeded');
    assert.equal(result, 'Succeeded');
  });

  it('record who approved what', async () => {
    const approver = { decide: () => Promise.resolve({ decision: 'approved' as const, who: 'ana', comment: 'go' }) };
    const { events, results } = await pretendRun(STAGES, { approver });
    const approvals = events.filter(({ kind }) => kind === 'approval');
    assert.deepEqual(approvals, [
      { kind: 'approval', stage: 'prod', subject: 'environment prod', decision: 'approved', who: 'ana', comment: 'go' },
    ]);
    assert.equal(results['prod'], 'Succeeded');
  });

  it('judge branches before anybody is asked', async () => {
    let asked = 0;
    const approver = {
      decide: () => ((asked += 1), YES.decide({ stage: '', subject: '' }, new AbortController().signal)),
    };
    const environments = { prod: { hasApproval: true, branches: ['main', 'release/*'] } };
    const refused = await pretendRun(STAGES, { approver, environments, branch: 'refs/heads/feature/x' });
    assert.equal(refused.results['prod'], 'Failed');
    assert.match(refused.reasons['prod'] ?? '', /'refs\/heads\/feature\/x' may not use environment 'prod'/);
    assert.equal(asked, 0);
    const allowed = await pretendRun(STAGES, { approver, environments, branch: 'refs/heads/release/7' });
    assert.equal(allowed.results['prod'], 'Succeeded');
    assert.equal(asked, 1);
  });

  it('ask for a template that the environment requires', async () => {
    const environments = { prod: { requiredTemplates: ['safe.yml@templates'] } };
    const { results, reasons } = await pretendRun(STAGES, { approver: YES, environments });
    assert.equal(results['prod'], 'Failed');
    assert.match(reasons['prod'] ?? '', /needs safe\.yml@templates, and the pipeline extends nothing/);
  });

  it('leave a stage that is started by hand alone unless somebody starts it', async () => {
    const text = STAGES.replace('- stage: prod', '- stage: prod\n  trigger: manual');
    const alone = await pretendRun(text, { approver: NO, environments: { prod: {} } });
    assert.equal(alone.results['prod'], 'Skipped');
    assert.equal(alone.result, 'Succeeded');
    const started = await pretendRun(text, { approver: YES, environments: { prod: {} } });
    assert.equal(started.results['prod'], 'Succeeded');
  });

  it('decide validations by hand and delays without an agent', async () => {
    const text = (task: string): string => `
jobs:
- job: wait
  pool: server
  steps: [{ ${task} }]
- { job: next, dependsOn: wait, steps: [{ script: next }] }
`;
    const validation = 'task: ManualValidation@1, inputs: { notifyUsers: a@b.c }';
    assert.equal((await pretendRun(text(validation), { approver: NO })).results['__default/next'], 'Skipped');
    assert.equal((await pretendRun(text(validation), { approver: YES })).results['__default/next'], 'Succeeded');
  });

  it('hold the lock of an environment while the stage runs', async () => {
    const told: string[] = [];
    const locks = {
      take: (names: readonly string[], behavior: string) => {
        told.push(`take ${names.join()} ${behavior}`);
        return Promise.resolve({ release: () => told.push('release') });
      },
    };
    const text = STAGES.replace('- stage: prod', '- stage: prod\n  lockBehavior: sequential');
    await pretendRun(text, { approver: YES, locks, scripts: { ship: { act: () => told.push('ship') } } });
    assert.deepEqual(told, ['take prod sequential', 'ship', 'release']);
    const overtaken = { take: () => Promise.resolve('overtaken' as const) };
    const { results } = await pretendRun(STAGES, {
      approver: YES,
      locks: overtaken,
      environments: { prod: { isExclusive: true } },
    });
    assert.equal(results['prod'], 'Canceled');
  });

  it('keep what succeeded in an earlier attempt, with its outputs', async () => {
    const end = {
      name: 'a',
      result: 'Succeeded' as const,
      outputs: new Map([['set.tag', 'v7']]),
      secret: new Set<string>(),
    };
    const { ran, jobs, results } = await pretendRun(
      `
jobs:
- { job: a, steps: [{ bash: a, name: set }] }
- { job: b, dependsOn: a, variables: { tag: "$[ dependencies.a.outputs['set.tag'] ]" }, steps: [{ script: b }] }
`,
      { kept: { stages: new Map(), jobs: new Map([['__default/a', end]]) }, given: { x: plain('x', 'y').value } },
    );
    assert.deepEqual(scriptsOf(ran), ['checkout self', 'b']);
    assert.equal(jobs[0]?.variables['tag']?.value, 'v7');
    assert.equal(results['__default/a'], 'Succeeded');
  });
});
