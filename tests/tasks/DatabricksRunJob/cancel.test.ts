import assert from 'node:assert/strict';
import type { Fault } from '../../../local/workspace/http/fault';
import { describeOnNode } from '../../kit/tasks/nodes-under-test';
import { inPipeline, runStep } from '../../kit/tasks/pipeline';
import {
  CANCEL,
  count,
  GET_RUN,
  notebook,
  OUTPUT,
  STATUS,
  SUBMIT,
  useWorkspaces,
} from '../../kit/tasks/workspace-under-test';
import { exhaustively, variants } from '../../kit/tier';

interface Phase {
  readonly when: string;
  readonly faults: readonly Fault[];
  /** The request after whose arrival (or answer) the pipeline is cancelled. */
  readonly at: { readonly method: string; readonly path: string; readonly answered: boolean };
  readonly runs: number;
  readonly says: RegExp;
}

const CONFIRMED = /The pipeline was cancelled while run \d+ was alive; it was cancelled on Databricks and has ended\./;
const look = { method: 'GET', path: GET_RUN };

const PHASES: readonly Phase[] = [
  {
    when: 'before anything is started',
    faults: [{ method: 'GET', path: STATUS, hang: true }],
    at: { method: 'GET', path: STATUS, answered: false },
    runs: 0,
    says: /^The pipeline was cancelled\.\nFix: /,
  },
  {
    when: 'while the start is under way',
    faults: [{ method: 'POST', path: SUBMIT, delayMs: 300 }],
    at: { method: 'POST', path: SUBMIT, answered: false },
    runs: 1,
    says: CONFIRMED,
  },
  {
    when: 'while the start is repeated because its answer was lost',
    faults: [{ method: 'POST', path: SUBMIT, reset: true, after: true }],
    at: { method: 'POST', path: SUBMIT, answered: false },
    runs: 1,
    says: CONFIRMED,
  },
  {
    when: 'while the first look is under way',
    faults: [{ ...look, delayMs: 5000 }],
    at: { ...look, answered: false },
    runs: 1,
    says: CONFIRMED,
  },
  { when: 'while the run is running', faults: [], at: { ...look, answered: true }, runs: 1, says: CONFIRMED },
  {
    when: 'while a throttled look waits for its turn',
    faults: [{ ...look, skip: 1, status: 429, headers: { 'Retry-After': '20' } }],
    at: { ...look, answered: true },
    runs: 1,
    says: CONFIRMED,
  },
];

const ENDED = [
  { when: 'while the output of a run that succeeded is read', notebookPath: '/Shared/ok' },
  { when: 'while the output of a run that failed is read', notebookPath: '/Shared/fails' },
];

describeOnNode('DatabricksRunJob when the pipeline is cancelled', (node) => {
  const newWorkspace = useWorkspaces();

  for (const { when, faults, at, runs, says } of variants(PHASES, 2)) {
    it(`${when}: leaves no run alive and says how far it got`, async () => {
      const workspace = newWorkspace();
      faults.forEach((fault) => workspace.addFault(fault));
      const pipeline = new AbortController();
      const running = runStep(
        { workspace, node, speed: 1 },
        { notebookPath: '/Shared/sleeps' },
        { signal: pipeline.signal },
      );
      await workspace.waitForRequest(at, { answered: at.answered });
      pipeline.abort();
      const step = await running;
      assert.equal(step.result, 'Canceled');
      assert.equal(step.exitCode, 0);
      assert.match(step.issues[0]?.message ?? '', says);
      assert.equal(workspace.runs().length, runs);
      assert.ok(
        workspace.runs().every(({ phase, tasks }) => phase === 'TERMINATED' && tasks.every(({ alive }) => !alive)),
      );
    });
  }

  for (const { when, notebookPath } of variants(ENDED)) {
    it(`${when}: is canceled and asks for no cancellation`, async () => {
      const workspace = newWorkspace();
      workspace.addFault({ method: 'GET', path: OUTPUT, delayMs: 5000 });
      const pipeline = new AbortController();
      const running = runStep({ workspace, node, speed: 5 }, { notebookPath }, { signal: pipeline.signal });
      await workspace.waitForRequest({ method: 'GET', path: OUTPUT }, { answered: false });
      pipeline.abort();
      const step = await running;
      assert.equal(step.result, 'Canceled');
      assert.equal(count(workspace, 'POST', CANCEL), 0);
      assert.match(step.outputs['resultState'] ?? '', /SUCCESS|FAILED/);
    });
  }

  exhaustively('sets the outputs, so that later steps know which run it was', async () => {
    const workspace = newWorkspace();
    const pipeline = new AbortController();
    const running = runStep(
      { workspace, node, speed: 1 },
      { notebookPath: '/Shared/sleeps' },
      { signal: pipeline.signal },
    );
    await workspace.waitForRequest(look, { answered: true });
    pipeline.abort();
    const { outputs } = await running;
    const [{ runId, phase, tasks } = assert.fail('no run')] = workspace.runs();
    assert.deepEqual([outputs['runId'], phase, tasks.some(({ alive }) => alive)], [runId, 'TERMINATED', false]);
    assert.equal(outputs['resultState'], 'CANCELED');
    assert.match(outputs['errorMessage'] ?? '', CONFIRMED);
  });

  it('says so when Databricks refuses the cancellation', async () => {
    const workspace = newWorkspace();
    workspace.addFault({ method: 'POST', path: CANCEL, status: 403, times: Infinity });
    const pipeline = new AbortController();
    const running = runStep(
      { workspace, node, speed: 1 },
      { notebookPath: '/Shared/sleeps' },
      { signal: pipeline.signal },
    );
    await workspace.waitForRequest(look, { answered: true });
    pipeline.abort();
    const step = await running;
    assert.match(step.issues[0]?.message ?? '', /Databricks did not accept the cancellation, so the run may go on/);
  });

  it('leaves a run alone that another step has started', async () => {
    const workspace = newWorkspace();
    await inPipeline({ workspace, node }, async ({ run }) => {
      const first = await run({ notebookPath: '/Shared/sleeps', wait: 'false' }, { name: 'start' });
      const pipeline = new AbortController();
      const looking = workspace.waitForRequest({ method: 'GET', path: GET_RUN }, { isNew: true });
      const running = run({ runId: first.outputs['runId'] ?? '' }, { name: 'await', signal: pipeline.signal });
      await looking;
      pipeline.abort();
      const step = await running;
      assert.match(step.issues[0]?.message ?? '', /it was left alone, since another step started it/);
      assert.equal(workspace.runs()[0]?.phase, 'RUNNING');
    });
  });
});

describeOnNode('DatabricksRunJob after the job', (node) => {
  const newWorkspace = useWorkspaces();

  it('cancels the run of a step whose process was killed', async () => {
    const workspace = newWorkspace();
    // The agent kills at once, so the step itself has no chance.
    const variables = { PROCESS_SIGINT_TIMEOUT: '1', PROCESS_SIGTERM_TIMEOUT: '1' };
    await inPipeline({ workspace, node, variables }, async ({ job, run }) => {
      const pipeline = new AbortController();
      const running = run({ notebookPath: '/Shared/sleeps' }, { signal: pipeline.signal });
      workspace.addFault({ method: 'POST', path: CANCEL, delayMs: 500 });
      await workspace.waitForRequest(look, { answered: true });
      pipeline.abort();
      await running;
      const [cleanUp] = await job.finish();
      assert.equal(cleanUp?.result, 'Succeeded');
      assert.deepEqual(
        workspace.runs().map(({ phase }) => phase),
        ['TERMINATED'],
      );
    });
  });

  exhaustively('does not cancel a run with wait: false', async () => {
    const workspace = newWorkspace();
    await inPipeline({ workspace, node }, async ({ job, run }) => {
      const step = await run({ notebookPath: '/Shared/sleeps', wait: 'false' });
      await job.finish();
      assert.equal(step.outputs['resultState'], 'PENDING');
      assert.equal(workspace.runs()[0]?.phase, 'RUNNING');
    });
  });

  it('asks nothing when the run has ended', async () => {
    const workspace = newWorkspace();
    await inPipeline({ workspace, node, speed: 10 }, async ({ job, run }) => {
      await run({ notebookPath: '/Shared/ok' });
      const before = workspace.requests.length;
      const [cleanUp] = await job.finish();
      assert.equal(cleanUp?.result, 'Succeeded');
      assert.equal(workspace.requests.length, before);
    });
  });

  exhaustively('reports an issue, and no failure, when it cannot reach the run', async () => {
    const workspace = newWorkspace();
    workspace.putNotebook('/Shared/never', notebook('import time\ntime.sleep(600)'));
    await inPipeline(
      { workspace, node, variables: { PROCESS_SIGINT_TIMEOUT: '1', PROCESS_SIGTERM_TIMEOUT: '1' } },
      async ({ job, run }) => {
        const pipeline = new AbortController();
        const running = run({ notebookPath: '/Shared/never' }, { signal: pipeline.signal });
        await workspace.waitForRequest(look, { answered: true });
        pipeline.abort();
        await running;
        workspace.expireToken();
        const [cleanUp] = await job.finish();
        assert.equal(cleanUp?.result, 'SucceededWithIssues');
        assert.match(cleanUp?.issues[0]?.message ?? '', /Fix: Put a valid token/);
      },
    );
  });
});
