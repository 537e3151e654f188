import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeOnNode } from '../../kit/tasks/nodes-under-test';
import { runStep, type PipelineOptions } from '../../kit/tasks/pipeline';
import { probeTask } from '../../kit/tasks/probe-task';
import { useWorkspaces } from '../../kit/tasks/workspace-under-test';
import { variants } from '../../kit/tier';

interface Ending {
  readonly what: string;
  /** Body of the task's `run`. */
  readonly run: string;
  readonly says: RegExp;
}

const SILENT_ENDINGS: readonly Ending[] = [
  {
    what: 'waits for something that never comes',
    run: 'await new Promise(() => {});',
    says: /^Internal error: the task ended without a result\.\nFix: /,
  },
  {
    what: 'throws an error that is not a UserError',
    run: 'throw new TypeError("x is not a function");',
    says: /^Internal error in Probe: x is not a function\nFix: Run the pipeline again with system\.debug/,
  },
  {
    what: 'loses a promise that is rejected later',
    run: 'void Promise.reject(new Error("lost")); await new Promise(() => {});',
    says: /^Internal error: Error: lost/,
  },
  {
    what: 'throws in a timer',
    run: 'setTimeout(() => { throw new Error("late"); }, 1); await new Promise(() => {});',
    says: /^Internal error: Error: late/,
  },
];

describeOnNode('A task on the agent', (node) => {
  const newWorkspace = useWorkspaces();
  const folder = mkdtempSync(join(tmpdir(), 'probe-'));
  after(() => rmSync(folder, { recursive: true }));

  const pipelineOptions = (): PipelineOptions => ({ workspace: newWorkspace(), node });

  for (const { what, run, says } of variants(SILENT_ENDINGS, 2)) {
    it(`fails, and never passes for a success, when it ${what}`, async () => {
      const step = await runStep(pipelineOptions(), {}, { taskFolder: await probeTask(folder, run) });
      assert.equal(step.result, 'Failed');
      assert.equal(step.exitCode, 0);
      assert.match(step.issues[0]?.message ?? '', says);
      assert.equal(step.rawLines.filter((line) => line.includes('task.complete')).length, 1);
    });
  }

  it('ends although something keeps its event loop alive', async () => {
    const step = await runStep(
      pipelineOptions(),
      {},
      { taskFolder: await probeTask(folder, 'setInterval(() => {}, 1000); return { seen: "1" };') },
    );
    assert.equal(step.result, 'Succeeded');
    assert.deepEqual(step.outputs, { seen: '1' });
  });

  it('keeps the outputs that it set before it failed', async () => {
    const taskFolder = await probeTask(folder, 'host.setOutputs({ seen: "early" }); throw new Error("later");');
    const step = await runStep(pipelineOptions(), {}, { taskFolder });
    assert.equal(step.result, 'Failed');
    assert.deepEqual(step.outputs, { seen: 'early' });
  });

  const UPLOADS = `
    host.progress(40, "scored");
    host.summary("# 3 of 4 checks passed\\u001b[2J");
    host.attach({ type: "report", name: "report.json", content: "{}" });
    host.uploadArtifact({ name: "evidence", path: host.temporaryFolder });
    host.publishTestResults({ title: "Checks", junit: "<testsuite><testcase name='a'/></testsuite>" });
    return { seen: "done" };`;

  it('shows progress, a summary, an attachment, an artifact and test results', async () => {
    const step = await runStep(pipelineOptions(), {}, { taskFolder: await probeTask(folder, UPLOADS) });
    assert.equal(step.result, 'Succeeded', step.log.join('\n'));
    assert.equal(step.progress[0]?.percent, 40);
    assert.deepEqual(
      step.summaries.map(({ content }) => String(content)),
      [String.raw`# 3 of 4 checks passed\u001b[2J`],
    );
    assert.deepEqual(
      step.attachments.map(({ type, name, content }) => [type, name, String(content)]),
      [['report', 'report.json', '{}']],
    );
    assert.deepEqual(
      step.uploadedArtifacts.map(({ name }) => name),
      ['evidence'],
    );
    assert.deepEqual(
      step.testResults.map(({ type, runTitle, files }) => [
        type,
        runTitle,
        ...files.map(({ content }) => String(content)),
      ]),
      [['JUnit', 'Checks', "<testsuite><testcase name='a'/></testsuite>"]],
    );
  });

  it('succeeds all the same where the pipeline restricts commands', async () => {
    const step = await runStep(
      pipelineOptions(),
      {},
      { taskFolder: await probeTask(folder, UPLOADS), target: { commands: 'restricted' } },
    );
    assert.equal(step.result, 'Succeeded');
    assert.deepEqual(step.outputs, { seen: 'done' });
    assert.deepEqual([...step.refused].toSorted(), [
      'artifact.upload',
      'results.publish',
      'task.addattachment',
      'task.uploadsummary',
    ]);
  });

  it('succeeds with issues when the task has raised some', async () => {
    const run = 'host.raiseIssue("one is missing"); host.raiseIssue("another"); return { seen: "1" };';
    const step = await runStep(pipelineOptions(), {}, { taskFolder: await probeTask(folder, run) });
    assert.equal(step.result, 'SucceededWithIssues');
    assert.deepEqual(
      step.issues.map(({ type, message }) => [type, message]),
      [['warning', 'one is missing\nanother']],
    );
  });

  it('fails, whatever issues it has raised before', async () => {
    const run = 'host.raiseIssue("one is missing"); throw new Error("broken");';
    const step = await runStep(pipelineOptions(), {}, { taskFolder: await probeTask(folder, run) });
    assert.equal(step.result, 'Failed');
  });

  it('folds groups, and shows warnings as issues', async () => {
    const step = await runStep(
      pipelineOptions(),
      {},
      {
        taskFolder: await probeTask(
          folder,
          'host.log.group("Plan", ["one", "two"]); host.log.warning("mind this"); return { seen: "1" };',
        ),
      },
    );
    assert.match(step.log.join('\n'), /##\[group\]Plan\none\ntwo\n##\[endgroup\]/);
    assert.deepEqual(
      step.issues.map(({ type, message }) => [type, message]),
      [['warning', 'mind this']],
    );
  });
});
