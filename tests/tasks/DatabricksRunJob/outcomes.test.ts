import assert from 'node:assert/strict';
import type { JsonObject } from '../../../lib/core/lossless-json';
import { describeOnNode } from '../../kit/tasks/nodes-under-test';
import { runStep } from '../../kit/tasks/pipeline';
import { GET_RUN, notebook, useWorkspaces } from '../../kit/tasks/workspace-under-test';
import { variants } from '../../kit/tier';

interface Case {
  readonly state: string;
  /** What the service says, both pairs. */
  readonly says: JsonObject;
  readonly resultState: string;
}

const ended = (type: string, code: string): JsonObject => ({
  state: 'TERMINATED',
  termination_details: { type, code, message: 'as told' },
});

const NOT_SUCCESS: readonly Case[] = [
  {
    state: 'SUCCESS_WITH_FAILURES',
    says: { status: ended('SUCCESS', 'SUCCESS_WITH_FAILURES'), state: { result_state: 'SUCCESS_WITH_FAILURES' } },
    resultState: 'SUCCESS_WITH_FAILURES',
  },
  {
    state: 'a success that the other pair denies',
    says: { status: ended('SUCCESS', 'SUCCESS'), state: { result_state: 'FAILED' } },
    resultState: 'FAILED',
  },
  {
    state: 'UPSTREAM_FAILED',
    says: { status: ended('CLIENT_ERROR', 'RUN_EXECUTION_ERROR'), state: { result_state: 'UPSTREAM_FAILED' } },
    resultState: 'UPSTREAM_FAILED',
  },
  {
    state: 'cloud failure in the new pair only',
    says: { status: ended('CLOUD_FAILURE', 'CLOUD_FAILURE'), state: null },
    resultState: 'INTERNAL_ERROR',
  },
  {
    state: 'SKIPPED',
    says: { status: ended('CLIENT_ERROR', 'SKIPPED'), state: { life_cycle_state: 'SKIPPED', result_state: null } },
    resultState: 'SKIPPED',
  },
  {
    state: 'MAXIMUM_CONCURRENT_RUNS_REACHED',
    says: {
      status: ended('CLIENT_ERROR', 'MAX_CONCURRENT_RUNS_EXCEEDED'),
      state: { life_cycle_state: 'SKIPPED', result_state: 'MAXIMUM_CONCURRENT_RUNS_REACHED' },
    },
    resultState: 'MAXIMUM_CONCURRENT_RUNS_REACHED',
  },
  {
    state: 'UPSTREAM_CANCELED',
    says: { status: ended('CLIENT_ERROR', 'CANCELED'), state: { result_state: 'UPSTREAM_CANCELED' } },
    resultState: 'UPSTREAM_CANCELED',
  },
  {
    state: 'EXCLUDED',
    says: { status: ended('CLIENT_ERROR', 'SKIPPED'), state: { result_state: 'EXCLUDED' } },
    resultState: 'EXCLUDED',
  },
  {
    state: 'DISABLED',
    says: { status: ended('CLIENT_ERROR', 'DISABLED'), state: { result_state: 'DISABLED' } },
    resultState: 'DISABLED',
  },
  {
    state: 'CANCELED',
    says: { status: ended('CLIENT_ERROR', 'USER_CANCELED'), state: { result_state: 'CANCELED' } },
    resultState: 'CANCELED',
  },
  {
    state: 'TIMEDOUT',
    says: { status: ended('CLIENT_ERROR', 'RUN_EXECUTION_ERROR'), state: { result_state: 'TIMEDOUT' } },
    resultState: 'TIMEDOUT',
  },
  {
    state: 'INTERNAL_ERROR without a result',
    says: {
      status: ended('INTERNAL_ERROR', 'DRIVER_ERROR'),
      state: { life_cycle_state: 'INTERNAL_ERROR', result_state: null },
    },
    resultState: 'INTERNAL_ERROR',
  },
  {
    state: 'a success without termination code',
    says: { status: { termination_details: { code: null } } },
    resultState: 'UNKNOWN',
  },
  {
    state: 'a result that nobody knows',
    says: { status: ended('NOVEL', 'NOVEL'), state: { result_state: null } },
    resultState: 'UNKNOWN',
  },
];

describeOnNode('DatabricksRunJob at the end of a run', (node) => {
  const newWorkspace = useWorkspaces();

  it('succeeds with every output when the run succeeded', async () => {
    const workspace = newWorkspace();
    const step = await runStep({ workspace, node }, { notebookPath: '/Shared/ok' });
    assert.equal(step.result, 'Succeeded');
    assert.deepEqual(Object.keys(step.outputs).toSorted(), [
      'durationSeconds',
      'errorMessage',
      'notebookResult',
      'resultState',
      'runId',
      'runUrl',
    ]);
    assert.equal(step.outputs['resultState'], 'SUCCESS');
    assert.equal(step.outputs['notebookResult'], 'done');
    assert.equal(step.outputs['errorMessage'], '');
    assert.equal(step.outputs['runId'], workspace.runs()[0]?.runId);
    assert.ok(BigInt(step.outputs['runId'] ?? '0') > 2n ** 53n, 'the id is too large for a number and arrives whole');
  });

  it('fails with the error, the trace, the failing cell and outputs when the notebook raised', async () => {
    const workspace = newWorkspace();
    const source = notebook('def rows():\n    return []', 'if not rows():\n    raise ValueError("no rows")');
    workspace.putNotebook('/Shared/two-cells', source);
    const step = await runStep({ workspace, node }, { notebookPath: '/Shared/two-cells' });
    const log = step.log.join('\n');
    assert.equal(step.result, 'Failed');
    assert.match(
      step.issues[0]?.message ?? '',
      /^Run \d+ ended FAILED \(task main: ValueError: no rows\)\.\nFix: Correct the cause .*http/,
    );
    assert.match(log, /Task main: failed in cell \d+, line 2 — http:\/\/\S+\/#notebook\/\d+\/command\/\d+/);
    assert.match(log, /##\[group\]Trace of task main[\s\S]*raise ValueError\("no rows"\)[\s\S]*##\[endgroup\]/);
    assert.equal(step.outputs['resultState'], 'FAILED');
    assert.match(step.outputs['errorMessage'] ?? '', /ValueError: no rows/);
  });

  for (const { state, says, resultState } of variants(NOT_SUCCESS, 2)) {
    it(`fails on ${state}`, async () => {
      const workspace = newWorkspace();
      workspace.addFault({
        method: 'GET',
        path: GET_RUN,
        skip: 1,
        times: Infinity,
        merge: { state: { life_cycle_state: 'TERMINATED' }, ...says },
      });
      const step = await runStep({ workspace, node, speed: 20 }, { notebookPath: '/Shared/ok' });
      assert.equal(step.result, 'Failed');
      assert.equal(step.outputs['resultState'], resultState);
      assert.match(step.issues[0]?.message ?? '', /^Run \d+ ended [A-Z_]+ \(.+\)\.\nFix: .+/);
    });
  }

  it('fails at once on a state that it does not know, and leaves the run to the clean-up', async () => {
    const workspace = newWorkspace();
    workspace.addFault({
      method: 'GET',
      path: GET_RUN,
      skip: 1,
      times: 1,
      merge: { status: { state: 'FROZEN' }, state: { life_cycle_state: 'FROZEN' } },
    });
    const step = await runStep({ workspace, node, speed: 20 }, { notebookPath: '/Shared/sleeps' });
    assert.equal(step.result, 'Failed');
    assert.match(
      step.issues[0]?.message ?? '',
      /state that this version of the extension does not know: status 'FROZEN'/,
    );
    assert.equal(step.taskVariables['runToCancel'], step.outputs['runId']);
  });

  it('names the task that failed, and not the ones that it took along, in a run of several tasks', async () => {
    const workspace = newWorkspace();
    const jobId = workspace.createJob({
      name: 'chain',
      tasks: [
        { task_key: 'first', notebook_task: { notebook_path: '/Shared/fails' } },
        { task_key: 'second', depends_on: [{ task_key: 'first' }], notebook_task: { notebook_path: '/Shared/ok' } },
      ],
    });
    const step = await runStep({ workspace, node, speed: 5 }, { jobId });
    assert.match(step.issues[0]?.message ?? '', /task first: ValueError: no rows/);
    assert.match(step.log.join('\n'), /Task second: UPSTREAM_FAILED/);
  });

  it('cancels a run that takes longer than timeoutMinutes and says so', async () => {
    const workspace = newWorkspace();
    const jobId = workspace.createJob({
      name: 'long',
      tasks: [{ task_key: 'main', notebook_task: { notebook_path: '/Shared/sleeps' } }],
    });
    const step = await runStep({ workspace, node, speed: 60 }, { jobId, timeoutMinutes: '1' });
    assert.equal(step.result, 'Failed');
    assert.match(
      step.issues[0]?.message ?? '',
      /was not over after 1 min.*'timeoutMinutes' \(1\); it was cancelled on Databricks and has ended/,
    );
    assert.equal(step.outputs['resultState'], 'CANCELED');
    assert.deepEqual(
      workspace.runs()[0]?.tasks.map(({ alive }) => alive),
      [false],
    );
  });
});
