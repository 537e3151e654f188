import assert from 'node:assert/strict';
import type { Fault } from '../../../local/workspace/http/fault';
import type { Workspace } from '../../../local/workspace/workspace';
import { describeOnNode } from '../../kit/tasks/nodes-under-test';
import { inPipeline, runStep } from '../../kit/tasks/pipeline';
import { count, RUN_NOW, SUBMIT, useWorkspaces } from '../../kit/tasks/workspace-under-test';
import { exhaustively, variants } from '../../kit/tier';

const CONFIRMED = /The pipeline was cancelled while run \d+ was alive; it was cancelled on Databricks and has ended\./;

interface Start {
  readonly kind: string;
  readonly path: string;
  readonly inputs: (workspace: Workspace) => Readonly<Record<string, string>>;
}

const ONE_TIME: Start = { kind: 'one-time run', path: SUBMIT, inputs: () => ({ notebookPath: '/Shared/sleeps' }) };
const OF_JOB: Start = {
  kind: 'run of a job',
  path: RUN_NOW,
  inputs: (workspace) => {
    const task = { task_key: 'main', notebook_task: { notebook_path: '/Shared/sleeps' } };
    workspace.createJob({ name: 'train', tasks: [task] });
    return { jobName: 'train' };
  },
};

/** The task's limits pass four times as fast as the clock of agent and workspace. */
const speed = 4;
const AT_ONCE = { PROCESS_SIGINT_TIMEOUT: '1', PROCESS_SIGTERM_TIMEOUT: '1' };

describeOnNode('DatabricksRunJob when the pipeline is cancelled during a slow start', (node) => {
  const newWorkspace = useWorkspaces();
  const phases = (workspace: Workspace): readonly string[] => workspace.runs().map(({ phase }) => phase);

  /** Runs one step, cancels the pipeline while the start is under way, and looks at the clean-up after the job. */
  async function cancelledStart(
    { path, inputs }: Start,
    { faults, variables = {} }: { faults: readonly Fault[]; variables?: Readonly<Record<string, string>> },
  ) {
    const workspace = newWorkspace();
    faults.forEach((fault) => workspace.addFault({ method: 'POST', path, ...fault }));
    return inPipeline({ workspace, node, speed, variables }, async ({ job, run }) => {
      const pipeline = new AbortController();
      const running = run(inputs(workspace), { signal: pipeline.signal });
      await workspace.waitForRequest({ method: 'POST', path }, { answered: false });
      pipeline.abort();
      const step = await running;
      const before = phases(workspace);
      const [cleanUp] = await job.finish();
      return { workspace, step, before, cleanUp };
    });
  }

  for (const start of variants([ONE_TIME, OF_JOB])) {
    exhaustively(`cancels a ${start.kind} whose start is answered after three seconds`, async () => {
      const { step, before } = await cancelledStart(start, { faults: [{ delayMs: 3000 / speed, times: 2 }] });
      assert.match(step.issues[0]?.message ?? '', CONFIRMED);
      assert.deepEqual(before, ['TERMINATED']);
    });

    exhaustively(`asks again, and cancels a ${start.kind} whose start was never answered`, async () => {
      const { step, before, workspace } = await cancelledStart(start, { faults: [{ hang: true, after: true }] });
      assert.match(step.issues[0]?.message ?? '', CONFIRMED);
      assert.deepEqual(before, ['TERMINATED']);
      assert.equal(count(workspace, 'POST', start.path), 2);
    });

    it(`leaves an unconfirmed ${start.kind} to the clean-up after the job, and says so`, async () => {
      const faults: readonly Fault[] = [{ hang: true, after: true, times: 2 }];
      const { step, before, cleanUp, workspace } = await cancelledStart(start, { faults });
      assert.match(
        step.issues[0]?.message ?? '',
        /a run may be alive\.\nFix: See the post-job step of this task, which asks again and cancels/,
      );
      assert.deepEqual(before, ['RUNNING']);
      assert.deepEqual(phases(workspace), ['TERMINATED']);
      assert.match(cleanUp?.issues[0]?.message ?? '', /Run \d+ was still alive .*it was cancelled on Databricks/);
    });

    exhaustively(
      `finds and cancels the ${start.kind} of a process that was killed while its start was under way`,
      async () => {
        const faults: readonly Fault[] = [{ hang: true, after: true }];
        const { cleanUp, workspace } = await cancelledStart(start, { faults, variables: AT_ONCE });
        assert.deepEqual(phases(workspace), ['TERMINATED']);
        assert.equal(cleanUp?.result, 'Succeeded');
      },
    );

    exhaustively(`leaves no ${start.kind} alive whose start never arrived`, async () => {
      const { workspace } = await cancelledStart(start, { faults: [{ hang: true }], variables: AT_ONCE });
      assert.ok(phases(workspace).every((phase) => phase === 'TERMINATED'));
    });
  }

  exhaustively('says that a run may be alive when nobody answers the clean-up after the job either', async () => {
    const faults: readonly Fault[] = [
      { hang: true, after: true },
      { status: 200, body: {}, times: Infinity },
    ];
    const { cleanUp } = await cancelledStart(ONE_TIME, { faults, variables: AT_ONCE });
    assert.equal(cleanUp?.result, 'SucceededWithIssues');
    assert.match(cleanUp.issues[0]?.message ?? '', /a run may be alive\.\nFix: .*\(START_UNCONFIRMED\)$/);
  });

  exhaustively('shows the request that it keeps for the clean-up in no log', async () => {
    const variables = { ...AT_ONCE, 'System.Debug': 'true' };
    const { step, cleanUp } = await cancelledStart(ONE_TIME, { faults: [{ hang: true, after: true }], variables });
    const kept = step.taskVariables['startToCancel'] ?? '';
    assert.ok(kept.length > 100);
    const shown = [...step.log, ...(cleanUp?.log ?? [])].filter((line) => line.includes(kept.slice(0, 40)));
    assert.deepEqual(shown, []);
  });

  exhaustively('keeps nothing once the start is answered', async () => {
    const workspace = newWorkspace();
    const step = await runStep({ workspace, node }, { notebookPath: '/Shared/ok' });
    assert.equal(step.taskVariables['startToCancel'], '');
  });
});
