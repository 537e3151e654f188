import assert from 'node:assert/strict';
import type { StepResult } from '../../../local/agent/job';
import { AgentFixture, bodyOf } from '../../kit/local-agent/agent-fixture';
import { LineWatch } from '../../kit/local-agent/line-watch';
import { ProcessMonitor } from '../../kit/local-agent/process-monitor';
import { VirtualClock } from '../../kit/virtual-clock';

describe('canceling a step', () => {
  let fixture: AgentFixture;
  let monitor: ProcessMonitor;
  let clock: VirtualClock;
  let lines: LineWatch;
  let cancel: AbortController;
  beforeEach(async () => {
    fixture = new AgentFixture();
    monitor = await ProcessMonitor.open();
    clock = new VirtualClock({ advance: 'manual' });
    lines = new LineWatch();
    cancel = new AbortController();
  });
  afterEach(() => {
    monitor.close();
    fixture.dispose();
  });

  function start(main: string, variables: Readonly<Record<string, string>> = {}): Promise<StepResult> {
    const job = fixture.job({ clock, onLine: lines.onLine, variables });
    return job.runStep({ taskFolder: fixture.task({ main }) }, { signal: cancel.signal });
  }

  const stubborn = (): string =>
    `${['SIGINT', 'SIGTERM'].map((name) => `process.on('${name}', () => console.log('${name}'));`).join('')}
    ${monitor.staying(`console.log('ready')`)}`;

  it('sends SIGINT, SIGTERM after 7.5 s, and SIGKILL after 2.5 s more', async () => {
    const running = start(stubborn());
    await lines.seen('ready');
    cancel.abort();
    await lines.seen('SIGINT');
    await clock.elapse(7500);
    await lines.seen('SIGTERM');
    await clock.elapse(2500);
    const result = await running;
    await monitor.allGone();
    assert.deepEqual(bodyOf(result), ['ready', 'SIGINT', 'SIGTERM', '##[error]The operation was canceled.']);
    assert.equal(result.result, 'Canceled');
    assert.equal(result.exitCode, 137);
    assert.equal(clock.sleeping, 0);
  });

  it('takes the grace periods from variables', async () => {
    const running = start(stubborn(), { PROCESS_SIGINT_TIMEOUT: '20', PROCESS_SIGTERM_TIMEOUT: '10' });
    await lines.seen('ready');
    cancel.abort();
    await clock.elapse(20);
    await clock.elapse(10);
    assert.equal((await running).result, 'Canceled');
  });

  it('never goes beyond SIGINT in graceful mode', async () => {
    const running = start(
      `process.on('SIGINT', () => setImmediate(() => process.exit(0)));${monitor.staying(`console.log('ready')`)}`,
      { USE_GRACEFUL_PROCESS_SHUTDOWN: 'true', PROCESS_SIGINT_TIMEOUT: '1' },
    );
    await lines.seen('ready');
    cancel.abort();
    assert.equal((await running).exitCode, 0);
    assert.ok(!clock.slept.includes(1), 'waited for the end of the first grace period');
  });

  it('carries out commands of the grace period, and is canceled whatever the task says and returns', async () => {
    const onInterrupt = `
      console.log('##vso[task.setvariable variable=runId;isoutput=true]812');
      console.log('canceled run 812');
      console.log('##vso[task.complete result=Failed]');
      process.exitCode = 0;
      socket.destroy();`;
    const running = start(`
      process.on('SIGINT', () => { ${onInterrupt} });
      const socket = ${monitor.staying(`console.log('ready')`)}`);
    await lines.seen('ready');
    cancel.abort();
    const result = await running;
    assert.equal(result.result, 'Canceled');
    assert.equal(result.exitCode, 0);
    assert.deepEqual(result.outputs, { runId: '812' });
    assert.ok(result.log.includes('canceled run 812'));
  });

  it('ends a task without signal handlers at once', async () => {
    const running = start(monitor.staying(`console.log('ready')`));
    await lines.seen('ready');
    cancel.abort();
    const result = await running;
    assert.equal(result.exitCode, 130);
    assert.equal(clock.sleeping, 0);
  });

  it('leaves no process behind, not even one the task started', async () => {
    const grandchild = monitor.staying('');
    const running = start(`
      const { spawn } = require('node:child_process');
      spawn(process.execPath, ['-e', ${JSON.stringify(grandchild)}], { stdio: 'ignore' });
      ${monitor.staying(`console.log('ready')`)}`);
    await lines.seen('ready');
    await monitor.arrived(2);
    cancel.abort();
    await running;
    await monitor.allGone();
  });

  it('starts nothing when the job was canceled before', async () => {
    cancel.abort();
    const result = await start(`console.log('ran')`);
    assert.equal(result.result, 'Canceled');
    assert.equal(result.attempts, 0);
  });

  it('makes the status of the job Canceled for good', async () => {
    const job = fixture.job({ clock, onLine: lines.onLine });
    const running = job.runStep(
      { taskFolder: fixture.task({ main: monitor.staying(`console.log('ready')`) }) },
      { signal: cancel.signal },
    );
    await lines.seen('ready');
    cancel.abort();
    await running;
    await job.runStep({ taskFolder: fixture.task({ main: `process.exitCode = 1` }) });
    assert.equal(job.status, 'Canceled');
    assert.equal(job.variables.get('Agent.JobStatus'), 'Canceled');
  });

  it('is not what a timeout does: the step fails, after the same signals', async () => {
    const job = fixture.job({ clock, onLine: lines.onLine });
    const running = job.runStep({ taskFolder: fixture.task({ main: stubborn() }), timeoutMs: 60_000 });
    await lines.seen('ready');
    await clock.elapse(60_000);
    await lines.seen('SIGINT');
    await clock.elapse(7500);
    await clock.elapse(2500);
    const result = await running;
    assert.equal(result.result, 'Failed');
    assert.equal(result.issues[0]?.message, 'The task has timed out.');
    assert.equal(job.status, 'Failed');
    assert.equal(clock.sleeping, 0);
  });

  it('leaves no timer behind when a step with a timeout ends in time', async () => {
    await fixture.run({ main: '' }, { job: { clock }, step: { timeoutMs: 60_000 } });
    assert.equal(clock.sleeping, 0);
  });
});
