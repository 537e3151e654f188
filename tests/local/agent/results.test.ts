import assert from 'node:assert/strict';
import type { Step, TaskResult } from '../../../local/agent/job';
import { mergeResults } from '../../../local/agent/results';
import { AgentFixture, bodyOf, environmentOf, PRINT_ENVIRONMENT, printing } from '../../kit/local-agent/agent-fixture';
import { LineWatch } from '../../kit/local-agent/line-watch';
import { ProcessMonitor } from '../../kit/local-agent/process-monitor';
import { VirtualClock } from '../../kit/virtual-clock';

interface Case {
  readonly behavior: string;
  readonly main: string;
  readonly step?: Partial<Step>;
  readonly wanted: TaskResult;
}

const complete = (...results: string[]): string =>
  printing(...results.map((result) => `##vso[task.complete result=${result}]`));

const CASES: readonly Case[] = [
  { behavior: 'succeeds with exit code 0 and no word about its result', main: '', wanted: 'Succeeded' },
  {
    behavior: 'succeeds when nothing awaits a promise that never settles',
    main: `new Promise(() => {});`,
    wanted: 'Succeeded',
  },
  { behavior: 'has the result it reports', main: complete('SucceededWithIssues'), wanted: 'SucceededWithIssues' },
  { behavior: 'fails for a result in another spelling', main: complete('succeeded'), wanted: 'Failed' },
  { behavior: 'has the worst of the results it reports', main: complete('Failed', 'Succeeded'), wanted: 'Failed' },
  { behavior: 'stays skipped once it says so', main: complete('Skipped', 'Failed'), wanted: 'Skipped' },
  {
    behavior: 'fails with another exit code whatever it reports',
    main: `${complete('Succeeded')}process.exitCode = 3;`,
    wanted: 'Failed',
  },
  {
    behavior: 'fails with another exit code even when it reports Skipped',
    main: `${complete('Skipped')}process.exitCode = 3;`,
    wanted: 'Failed',
  },
  { behavior: 'fails when it crashes', main: `throw new Error('x');`, wanted: 'Failed' },
  {
    behavior: 'does not fail for an error issue alone',
    main: printing('##vso[task.logissue type=error]x'),
    wanted: 'Succeeded',
  },
  {
    behavior: 'has issues instead of failing with continueOnError',
    main: complete('Failed'),
    step: { continueOnError: true },
    wanted: 'SucceededWithIssues',
  },
  {
    behavior: 'fails for a failed command even when it reports success',
    main: printing('##vso[task.dance]') + complete('Succeeded'),
    wanted: 'Failed',
  },
  {
    behavior: 'stays skipped after a failed command',
    main: printing('##vso[task.dance]') + complete('Skipped'),
    wanted: 'Skipped',
  },
];

describe('the result of a step', () => {
  let fixture: AgentFixture;
  let monitor: ProcessMonitor;
  beforeEach(async () => {
    fixture = new AgentFixture();
    monitor = await ProcessMonitor.open();
  });
  afterEach(() => {
    monitor.close();
    fixture.dispose();
  });

  for (const { behavior, main, step, wanted } of CASES) {
    it(behavior, async () => {
      const { result } = await fixture.run({ main }, step === undefined ? {} : { step });
      assert.equal(result, wanted);
    });
  }

  it('names the exit code in an error', async () => {
    const result = await fixture.run({ main: `process.exitCode = 3;` });
    assert.equal(result.exitCode, 3);
    assert.match(result.issues[0]?.message ?? '', /^Exit code 3 returned from process: file name '/);
  });

  it('hints at memory for exit code 137, which is what SIGKILL leaves', async () => {
    const result = await fixture.run({ main: `process.kill(process.pid, 'SIGKILL');` });
    assert.equal(result.exitCode, 137);
    assert.match(result.issues[0]?.message ?? '', /out of memory/);
  });

  it('is a failure when the target of task.json is missing', async () => {
    const json = { execution: { Node20_1: { target: 'nowhere.js' } } };
    assert.equal((await fixture.run({ json })).result, 'Failed');
  });

  it('is a failure when Node cannot be started', async () => {
    const result = await fixture.run({ main: '' }, { job: { nodes: { 20: '/no/such/node' } } });
    assert.equal(result.result, 'Failed');
    assert.match(result.issues[0]?.message ?? '', /ENOENT/);
  });

  it('counts a last line without a line end', async () => {
    const result = await fixture.run({ main: `process.stdout.write('##vso[task.complete result=Failed]');` });
    assert.equal(result.result, 'Failed');
  });

  it('is final five seconds after done=true, though the process lives on; then it is ended', async () => {
    const clock = new VirtualClock({ advance: 'manual' });
    const main = monitor.staying(`console.log('##vso[task.complete result=SucceededWithIssues;done=true]')`);
    const running = fixture.run({ main }, { job: { clock } });
    await clock.elapse(5000);
    const result = await running;
    await monitor.arrived(1);
    await monitor.allGone();
    assert.equal(result.result, 'SucceededWithIssues');
    assert.equal(result.exitCode, undefined);
    assert.equal(clock.sleeping, 0);
  });

  it('does not wait after done=true if the process ends', async () => {
    const clock = new VirtualClock({ advance: 'manual' });
    const result = await fixture.run(
      { main: printing('##vso[task.complete result=Succeeded;done=true]') },
      { job: { clock } },
    );
    assert.equal(result.exitCode, 0);
    assert.equal(clock.sleeping, 0);
  });

  it('comes five seconds after the exit when an orphan holds the output, which is then ended', async () => {
    const clock = new VirtualClock({ advance: 'manual' });
    const orphan = monitor.staying(`console.log('orphan')`);
    const main = `
      const { spawn } = require('node:child_process');
      spawn(process.execPath, ['-e', ${JSON.stringify(orphan)}], { stdio: ['ignore', 'inherit', 'inherit'] })
        .unref();`;
    const lines = new LineWatch();
    const running = fixture.run({ main }, { job: { clock, onLine: lines.onLine } });
    await lines.seen('orphan');
    await clock.elapse(5000);
    const result = await running;
    await monitor.allGone();
    assert.equal(result.result, 'Succeeded');
    assert.deepEqual(bodyOf(result), ['orphan']);
  });
});

describe('the status of a job', () => {
  let fixture: AgentFixture;
  beforeEach(() => {
    fixture = new AgentFixture();
  });
  afterEach(() => fixture.dispose());

  it('is the worst of its steps and known to the next one', async () => {
    const job = fixture.job();
    const seen: (string | undefined)[] = [];
    for (const result of ['Succeeded', 'SucceededWithIssues', 'Skipped', 'Failed', 'Succeeded']) {
      const step = await job.runStep({ taskFolder: fixture.task({ main: PRINT_ENVIRONMENT + complete(result) }) });
      seen.push(environmentOf(step)['AGENT_JOBSTATUS']);
    }
    assert.deepEqual(seen, ['Succeeded', 'Succeeded', 'SucceededWithIssues', 'SucceededWithIssues', 'Failed']);
    assert.equal(job.status, 'Failed');
  });

  it('refuses a second step while one is running', async () => {
    const job = fixture.job();
    const taskFolder = fixture.task({ main: '', postJob: '' });
    const first = job.runStep({ taskFolder });
    await assert.rejects(job.runStep({ taskFolder, name: 'second' }), /'second' .* another step of the job is running/);
    await first;
    assert.equal((await job.finish()).length, 1);
  });

  it('does not mix with other jobs that run at the same time', async () => {
    const taskFolder = fixture.task({
      main: `console.log('##vso[task.setvariable variable=n;isoutput=true]' + process.env.INPUT_N);`,
    });
    const jobs = Array.from({ length: 6 }, () => fixture.job());
    const results = await Promise.all(
      jobs.map((job, n) => job.runStep({ taskFolder, name: 's', inputs: { n: String(n) } })),
    );
    assert.deepEqual(
      results.map(({ outputs }) => outputs['n']),
      ['0', '1', '2', '3', '4', '5'],
    );
  });
});

describe('merging results', () => {
  const TABLE: readonly [TaskResult | undefined, TaskResult, TaskResult][] = [
    [undefined, 'Succeeded', 'Succeeded'],
    ['Succeeded', 'SucceededWithIssues', 'SucceededWithIssues'],
    ['Failed', 'SucceededWithIssues', 'Failed'],
    ['Failed', 'Canceled', 'Canceled'],
    ['Canceled', 'Skipped', 'Canceled'],
    ['Skipped', 'Failed', 'Skipped'],
  ];
  for (const [current, coming, wanted] of TABLE) {
    it(`makes ${wanted} of ${current ?? 'nothing'} and ${coming}`, () => {
      assert.equal(mergeResults(current, coming), wanted);
    });
  }
});
