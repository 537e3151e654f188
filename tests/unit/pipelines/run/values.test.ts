import assert from 'node:assert/strict';
import { pretendRun, YES } from '../../../kit/pipelines/pretend-run';

const SECRET = 'open sesame';

describe('the values of a run', () => {
  it('carry outputs along every documented path', async () => {
    const seen: Record<string, string | undefined> = {};
    const see =
      (name: string) =>
      (read: (variable: string) => string | undefined): void => {
        seen[name] = read(name);
      };
    const { results, notes } = await pretendRun(
      `
stages:
- stage: build
  jobs:
  - job: make
    steps: [{ script: make, name: set }]
  - job: next
    dependsOn: make
    variables: { toJob: "$[ dependencies.make.outputs['set.tag'] ]" }
    steps: [{ script: next }]
  - job: legs
    strategy: { matrix: { x: { n: 1 }, y: { n: 2 } } }
    steps: [{ script: leg, name: set }]
  - deployment: web
    environment: test
    strategy: { runOnce: { deploy: { steps: [{ script: web, name: set }] } } }
  - deployment: vm
    environment: test.vm1
    strategy: { runOnce: { deploy: { steps: [{ script: vm, name: set }] } } }
- stage: use
  dependsOn: build
  condition: and(succeeded(), eq(dependencies.build.outputs['make.set.tag'], 'v7'), eq(dependencies.build.outputs['web.web.set.url'], 'here'))
  variables: { toStage: "$[ stageDependencies.build.make.outputs['set.tag'] ]" }
  jobs:
  - job: read
    condition: eq(stageDependencies.build.legs.outputs['y.set.leg'], 'two')
    variables:
      toLaterJob: $[ stageDependencies.build.web.outputs['web.set.url'] ]
      ofResource: $[ stageDependencies.build.vm.outputs['Deploy_vm1.set.ip'] ]
    steps: [{ script: read }]
`,
      {
        environments: { test: {} },
        scripts: {
          make: { outputs: { tag: 'v7' } },
          leg: { outputs: { leg: 'two' } },
          web: { outputs: { url: 'here' } },
          vm: { outputs: { ip: '10.1' } },
          next: { act: see('toJob') },
          read: {
            act: (read) => ['toStage', 'toLaterJob', 'ofResource'].forEach((name) => see(name)(read)),
          },
        },
      },
    );
    assert.equal(results['use/read'], 'Succeeded');
    assert.deepEqual(seen, { toJob: 'v7', toStage: 'v7', toLaterJob: 'here', ofResource: '10.1' });
    assert.deepEqual(notes, []);
  });

  it('name the keys that exist where an output is missing', async () => {
    const { notes } = await pretendRun(
      `
jobs:
- job: make
  steps: [{ bash: make, name: set }]
- job: use
  dependsOn: make
  variables: { got: "$[ dependencies.make.outputs['set.tga'] ]" }
  steps: [{ script: use }]
`,
      { scripts: { make: { outputs: { tag: 'v7', size: '1' } } } },
    );
    assert.deepEqual(notes, ["dependencies.make.outputs['set.tga'] is empty; it has: set.tag, set.size"]);
  });

  it('take the nearest scope, and groups in the order of the file', async () => {
    const { jobs } = await pretendRun(
      `
variables:
- { name: a, value: root }
- { name: b, value: root }
- { name: c, value: root }
- group: team
- { name: e, value: root }
stages:
- stage: s
  variables: { b: stage, c: stage }
  jobs:
  - job: j
    variables: { c: job, composed: "$[ format('{0}-{1}', variables.a, variables.c) ]" }
    steps: [{ script: x }]
`,
      {
        given: { a: 'given', q: 'given' },
        groups: {
          TEAM: [
            { name: 'd', value: SECRET, isSecret: true },
            { name: 'e', value: 'group', isSecret: false },
          ],
        },
      },
    );
    const { a, b, c, d, e, q, composed } = jobs[0]?.variables ?? {};
    const values = [a, b, c, d, e, q, composed].map((variable) => variable?.value);
    assert.deepEqual(values, ['root', 'stage', 'job', SECRET, 'root', 'given', 'root-job']);
    assert.equal(d?.isSecret, true);
  });

  it('keep an output secret under another name', async () => {
    const { jobs, events } = await pretendRun(
      `
jobs:
- job: a
  steps: [{ bash: a, name: set }]
- job: b
  dependsOn: a
  variables: { token: "$[ dependencies.a.outputs['set.token'] ]" }
  steps: [{ script: b }]
`,
      { scripts: { a: { outputs: { token: SECRET }, secretOutputs: ['token'] } } },
    );
    assert.deepEqual(jobs[1]?.variables['token'], { value: SECRET, isSecret: true });
    assert.ok(!JSON.stringify(events).includes(SECRET));
  });

  it('count once per run and go on in the next', async () => {
    const text = `
name: $(major).$(minor)
variables:
  major: 2
  minor: $[ counter(variables['major'], 100) ]
jobs:
- { job: a, steps: [{ script: a }] }
- { job: b, variables: { again: "$[ counter(variables['major'], 100) ]" }, steps: [{ script: b }] }
`;
    const first = await pretendRun(text);
    assert.equal(first.jobs[0]?.variables['Build.BuildNumber']?.value, '2.100');
    assert.equal(first.jobs[1]?.variables['again']?.value, '100');
    const second = await pretendRun(text, { counters: new Map([['2', 100]]) });
    assert.equal(second.jobs[0]?.variables['minor']?.value, '101');
  });

  it('name the run by date and revision', async () => {
    const { events } = await pretendRun('steps: [{ script: a }]');
    assert.ok(events.some((event) => event.kind === 'run started' && event.name === '20261129.1'));
    const named = await pretendRun('name: nightly-$(Date:yyyyMMdd)-$(Rev:rrr)\nsteps: [{ script: a }]');
    assert.ok(named.events.some((event) => event.kind === 'run started' && event.name === 'nightly-20261129-001'));
  });

  it('run each leg with its own values, as many at once as the job allows', async () => {
    let most = 0;
    const { jobs, results } = await pretendRun(
      `
jobs:
- job: list
  steps: [{ bash: list, name: set }]
- job: legs
  dependsOn: list
  strategy: { matrix: "$[ dependencies.list.outputs['set.legs'] ]", maxParallel: 1 }
  steps: [{ script: leg }]
- job: slices
  strategy: { parallel: 3 }
  steps: [{ script: slice }]
- job: broken
  dependsOn: list
  strategy: { matrix: "$[ dependencies.list.outputs['set.text'] ]" }
  steps: [{ script: never }]
`,
      {
        scripts: {
          list: { outputs: { legs: '{"a":{"os":"linux"},"b":{"os":"mac"}}', text: 'a, b' } },
          leg: { act: () => (most += 1) },
        },
      },
    );
    const legs = jobs.filter(({ plan }) => plan.job === 'legs').map(({ variables }) => variables['os']?.value);
    assert.deepEqual(legs, ['linux', 'mac']);
    assert.equal(most, 2);
    assert.equal(results['__default/legs/b'], 'Succeeded');
    const slices = jobs
      .filter(({ plan }) => plan.job === 'slices')
      .map(({ variables }) => [
        variables['System.JobPositionInPhase']?.value,
        variables['System.TotalJobsInPhase']?.value,
      ]);
    assert.deepEqual(slices, [
      ['1', '3'],
      ['2', '3'],
      ['3', '3'],
    ]);
    assert.equal(results['__default/broken'], 'Failed');
  });

  it('withhold connections from a fork', async () => {
    const { results, reasons } = await pretendRun(
      `
steps:
- task: AzureCLI@2
  inputs: { azureSubscription: prod, scriptType: bash, scriptLocation: inlineScript, inlineScript: x }
- script: test
`,
      { isFork: true, approver: YES },
    );
    assert.equal(results['__default/Job1/AzureCLI'], 'Skipped');
    assert.equal(reasons['__default/Job1/AzureCLI'], 'a fork gets no service connections');
    assert.equal(results['__default/Job1/CmdLine'], 'Succeeded');
  });
});
