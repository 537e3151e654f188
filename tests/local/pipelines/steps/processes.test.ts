import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { RunningJob } from '../../../../local/pipelines/run/step-runner';
import { LineWatch } from '../../../kit/local-agent/line-watch';
import { ProcessMonitor } from '../../../kit/local-agent/process-monitor';
import { logOf, runnableSteps, StepsFixture } from '../../../kit/steps/steps-fixture';
import { variants } from '../../../kit/tier';
import { VirtualClock } from '../../../kit/virtual-clock';

describe('the processes of a job', () => {
  let fixture: StepsFixture;
  let monitor: ProcessMonitor;
  beforeEach(async () => {
    fixture = new StepsFixture();
    monitor = await ProcessMonitor.open();
  });
  afterEach(() => {
    monitor.close();
    fixture.dispose();
  });

  /** A shell command for a process that stays until it is killed. */
  const staying = (then = ''): string =>
    `'${process.execPath}' -e '${monitor.staying(then).replaceAll("'", '"').trim()}'`;
  const never = new AbortController().signal;

  async function opened(yaml: string, options: Parameters<StepsFixture['open']>[1] = {}) {
    const steps = runnableSteps(yaml);
    const job = await fixture.open(steps, options);
    return { job, run: (index: number, cancel = never) => runAt(job, steps[index], cancel) };
  }

  function runAt(job: RunningJob, step: ReturnType<typeof runnableSteps>[number] | undefined, cancel: AbortSignal) {
    assert.ok(step);
    return job.run(step, cancel);
  }

  it('outlive their step, and end with the job', async () => {
    const { job, run } = await opened(`
- script: ${JSON.stringify(`${staying()} > /dev/null 2>&1 & echo started`)}
- script: echo next
`);
    await run(0);
    await monitor.arrived(1);
    assert.equal((await run(1)).result, 'Succeeded');
    assert.equal(monitor.gone, 0);
    await job.close();
    await monitor.allGone();
  });

  it('end with the job even if they left their group and their session', async function () {
    if (process.platform !== 'linux') {
      return;
    }
    const { job, run } = await opened(
      `- script: ${JSON.stringify(`setsid ${staying()} > /dev/null 2>&1 < /dev/null & echo started`)}`,
    );
    await run(0);
    await monitor.arrived(1);
    await job.close();
    await monitor.allGone();
  });

  it('get the signals of the agent when the step is canceled, and are killed when they ignore them', async () => {
    const clock = new VirtualClock({ advance: 'manual' });
    const lines = new LineWatch();
    const cancel = new AbortController();
    const { job, run } = await opened(
      `
- script: |
    trap 'echo got INT' INT
    trap 'echo got TERM' TERM
    ${staying('console.log("ready"); process.on("SIGINT", () => 0); process.on("SIGTERM", () => 0)')} &
    while true; do wait; done
`,
      { clock, job: { onLine: (_step, line) => lines.onLine(line) } },
    );
    const running = run(0, cancel.signal);
    await lines.seen('ready');
    cancel.abort();
    await lines.seen('got INT');
    await clock.elapse(7500);
    await lines.seen('got TERM');
    await clock.elapse(2500);
    assert.equal((await running).result, 'Canceled');
    await monitor.allGone();
    await job.close();
  });

  it('end at once when the run has to end now', async () => {
    const lines = new LineWatch();
    const kill = new AbortController();
    const { job, run } = await opened(
      `- script: ${JSON.stringify(`trap '' INT TERM; ${staying('console.log("ready"); process.on("SIGINT", () => 0)')}`)}`,
      { job: { kill: kill.signal, onLine: (_step, line) => lines.onLine(line) } },
    );
    const running = run(0);
    await lines.seen('ready');
    kill.abort();
    assert.equal((await running).result, 'Canceled');
    await monitor.allGone();
    assert.deepEqual(await job.close(), []);
  });

  it('fail a step whose time is over', async () => {
    const clock = new VirtualClock({ advance: 'manual' });
    const lines = new LineWatch();
    const steps = runnableSteps(`- script: ${JSON.stringify(staying('console.log("ready")'))}`, { timeoutMs: 60_000 });
    const job = await fixture.open(steps, { clock, job: { onLine: (_step, line) => lines.onLine(line) } });
    const running = runAt(job, steps[0], never);
    await lines.seen('ready');
    await clock.elapse(60_000);
    const outcome = await running;
    assert.equal(outcome.result, 'Failed');
    assert.equal(outcome.issues[0]?.message, 'The task has timed out.');
    await monitor.allGone();
    await job.close();
  });

  const KILLED = [
    ['in the foreground', () => staying()],
    ['in the background', () => `${staying()} > /dev/null 2>&1 & sleep 1000`],
    ...(process.platform === 'linux'
      ? [['in a session of its own', () => `setsid ${staying()} < /dev/null > /dev/null 2>&1 & sleep 1000`] as const]
      : []),
  ] as const;
  for (const [how, command] of variants(KILLED)) {
    it(`do not survive a runner that is killed: ${how}`, async () => {
      const runner = spawn(
        process.execPath,
        [
          '--import=tsx',
          join(__dirname, '../../../kit/steps/killed-runner.ts'),
          `- script: ${JSON.stringify(command())}`,
        ],
        { stdio: 'inherit' },
      );
      await monitor.arrived(1);
      runner.kill('SIGKILL');
      await once(runner, 'exit');
      await monitor.allGone();
    });
  }

  it('that hold the output open do not hold up the step for longer than an agent waits', async () => {
    const clock = new VirtualClock({ advance: 'manual' });
    const { job, run } = await opened(`- script: ${JSON.stringify(`${staying()} & echo started`)}`, { clock });
    const running = run(0);
    await clock.elapse(5000);
    const outcome = await running;
    assert.equal(outcome.result, 'Succeeded');
    assert.ok(logOf(outcome).includes('started'));
    await monitor.arrived(1);
    await job.close();
    await monitor.allGone();
  });
});
