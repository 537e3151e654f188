import assert from 'node:assert/strict';
import { pretendRun } from '../../../kit/pipelines/pretend-run';

describe('the order and the conditions of a run', () => {
  it('run stages one after the other and jobs side by side', async () => {
    const { ran, result } = await pretendRun(`
stages:
- stage: one
  jobs:
  - { job: a, steps: [{ checkout: none }, { script: a }] }
  - { job: b, dependsOn: a, steps: [{ checkout: none }, { script: b }] }
- stage: two
  jobs: [{ job: c, steps: [{ checkout: none }, { script: c }] }]
`);
    const scripts = ran.filter((path) => !path.endsWith('checkout none'));
    assert.deepEqual(scripts, ['one/a/a', 'one/b/b', 'two/c/c']);
    assert.equal(result, 'Succeeded');
  });

  it('skip what waits for a failure, through others too, and run what asks for it', async () => {
    const { results, reasons, result } = await pretendRun(
      `
stages:
- stage: build
  jobs: [{ job: a, steps: [{ script: fail }, { script: later }, { script: tidy, condition: always() }] }]
- stage: test
  jobs: [{ job: a, steps: [{ script: test }] }]
- stage: clean
  dependsOn: test
  condition: always()
  jobs: [{ job: a, steps: [{ script: clean }] }]
- stage: after
  dependsOn: clean
  jobs: [{ job: a, steps: [{ script: after }] }]
- stage: alarm
  dependsOn: clean
  condition: failed()
  jobs: [{ job: a, steps: [{ script: alarm }] }]
- stage: whatever
  dependsOn: build
  condition: in(dependencies.build.result, 'Failed', 'Skipped')
  jobs: [{ job: a, steps: [{ script: whatever }] }]
`,
      { scripts: { fail: { result: 'Failed' } } },
    );
    assert.equal(result, 'Failed');
    assert.equal(results['build'], 'Failed');
    assert.equal(results['build/a/CmdLine1'], 'Skipped');
    assert.equal(reasons['build/a/CmdLine1'], 'the job failed before');
    assert.equal(results['build/a/CmdLine2'], 'Succeeded');
    assert.equal(results['test'], 'Skipped');
    assert.equal(results['clean'], 'Succeeded');
    assert.equal(results['after'], 'Skipped', 'it waits for build through clean');
    assert.equal(results['alarm'], 'Succeeded');
    assert.equal(results['whatever'], 'Succeeded');
  });

  it('count a failure that is allowed as an issue', async () => {
    const { results, result } = await pretendRun(
      `
jobs:
- job: a
  steps: [{ script: fail, continueOnError: true }, { script: next }]
- job: b
  continueOnError: true
  steps: [{ script: fail }]
- job: c
  dependsOn: [a, b]
  steps: [{ script: c }]
`,
      { scripts: { fail: { result: 'Failed' } } },
    );
    assert.equal(results['__default/a'], 'SucceededWithIssues');
    assert.equal(results['__default/a/CmdLine1'], 'Succeeded');
    assert.equal(results['__default/b'], 'SucceededWithIssues');
    assert.equal(results['__default/c'], 'Succeeded');
    assert.equal(result, 'SucceededWithIssues');
  });

  it('fail a step whose condition has no value, and a job likewise', async () => {
    const { results, reasons } = await pretendRun(`
variables: { x: many }
jobs:
- job: a
  steps: [{ script: a, condition: "gt(1, variables.x)" }]
- job: b
  condition: gt(1, variables.x)
  steps: [{ script: b }]
`);
    assert.equal(results['__default/a'], 'Failed');
    assert.match(reasons['__default/a/CmdLine'] ?? '', /its condition has no value: .*'many'/);
    assert.equal(results['__default/b'], 'Failed');
  });

  it('see in the condition of a step what steps before it set', async () => {
    const { results } = await pretendRun(
      `
steps:
- script: set
- { script: a, condition: "eq(variables['mode'], 'fast')" }
- { script: b, condition: "eq(variables['mode'], 'slow')" }
- { script: off, enabled: false }
`,
      { scripts: { set: { sets: { mode: 'fast' } } } },
    );
    assert.equal(results['__default/Job1/CmdLine1'], 'Succeeded');
    assert.equal(results['__default/Job1/CmdLine2'], 'Skipped');
    assert.equal(results['__default/Job1/CmdLine3'], undefined, 'a step that is switched off does not exist');
  });

  it('skip a stage whose jobs are all skipped', async () => {
    const { results } = await pretendRun('jobs: [{ job: a, condition: "eq(1, 2)", steps: [{ script: a }] }]');
    assert.equal(results['__default'], 'Skipped');
  });

  it('read variables with the values of the variables in them', async () => {
    const { results } = await pretendRun(
      'variables: { a: x, b: $(a)y }\njobs: [{ job: a, condition: "eq(variables.b, \'xy\')", steps: [{ script: a }] }]',
    );
    assert.equal(results['__default/a'], 'Succeeded');
  });

  it('runs a thousand stages in a row', async () => {
    const stages = Array.from(
      { length: 1000 },
      (_, index) => `- stage: s${index}\n  jobs: [{ job: a, pool: server, steps: [] }]\n`,
    );
    const { results } = await pretendRun(`stages:\n${stages.join('')}`);
    assert.equal(results['s999'], 'Succeeded');
  });
});
