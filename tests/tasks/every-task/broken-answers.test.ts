import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fault } from '../../../local/workspace/http/fault';
import type { Workspace } from '../../../local/workspace/workspace';
import { describeOnNode } from '../../kit/tasks/nodes-under-test';
import { inPipeline, runStep } from '../../kit/tasks/pipeline';
import { count, GET_RUN, OUTPUT, RUN_NOW, STATUS, SUBMIT, useWorkspaces } from '../../kit/tasks/workspace-under-test';
import { variants } from '../../kit/tier';

const ME = '/api/2.0/preview/scim/v2/Me';
const GET_JOB = '/api/2.2/jobs/get';
const JSON_TYPE = { 'Content-Type': 'application/json' };

type Answer = Pick<Fault, 'status' | 'headers' | 'body'>;

/** Answers of a good status that say nothing, as a gateway in between may make them. */
const BROKEN: readonly (readonly [what: string, answer: Answer])[] = [
  ['is empty', { status: 200, headers: JSON_TYPE, body: '' }],
  ['is {}', { status: 200, body: {} }],
  ['is a web page', { status: 200, body: '<html><title>Gateway</title></html>' }],
  ['is cut off', { status: 200, headers: JSON_TYPE, body: '{"run_id": 12' }],
];

interface Target {
  readonly kind: string;
  readonly path: string;
  readonly inputs: (workspace: Workspace) => Readonly<Record<string, string>>;
}

const NOTEBOOK: Target = { kind: 'one-time run', path: SUBMIT, inputs: () => ({ notebookPath: '/Shared/ok' }) };
const JOB: Target = {
  kind: 'job',
  path: RUN_NOW,
  inputs: (workspace) => {
    const task = { task_key: 'main', notebook_task: { notebook_path: '/Shared/ok' } };
    return { jobId: workspace.createJob({ name: 'train', tasks: [task] }) };
  },
};

describeOnNode('DatabricksRunJob when an answer of status 200 cannot be used', (node) => {
  const newWorkspace = useWorkspaces();

  for (const { kind, path, inputs } of variants([NOTEBOOK, JOB])) {
    for (const [what, answer] of variants(BROKEN)) {
      it(`asks again with the same token when the answer to the start of a ${kind} ${what}, and has one run`, async () => {
        const workspace = newWorkspace();
        workspace.addFault({ method: 'POST', path, after: true, ...answer });
        const step = await runStep({ workspace, node, speed: 20 }, inputs(workspace));
        assert.equal(step.result, 'Succeeded', step.log.join('\n'));
        assert.equal(workspace.runs().length, 1);
        assert.equal(count(workspace, 'POST', path), 2);
      });

      it(`says that a run may be alive when every answer to the start of a ${kind} ${what}`, async () => {
        const workspace = newWorkspace();
        workspace.addFault({ method: 'POST', path, after: true, ...answer, times: Infinity });
        const step = await runStep({ workspace, node, speed: 20 }, inputs(workspace));
        assert.equal(step.result, 'Failed');
        assert.match(
          step.issues[0]?.message ?? '',
          /asked to start a run, but there was no usable answer .*; a run may be alive\.\nFix: Re-run this stage: it attaches .*\(START_UNCONFIRMED\)$/,
        );
        assert.equal(workspace.runs().length, 1);
      });
    }
  }

  it('leaves the run alone after the job, so that a re-run can attach to it', async () => {
    const workspace = newWorkspace();
    workspace.addFault({ method: 'POST', path: SUBMIT, after: true, status: 200, body: {}, times: 3 });
    await inPipeline({ workspace, node, speed: 20 }, async ({ job, run }) => {
      await run({ notebookPath: '/Shared/sleeps' });
      await job.finish();
      assert.equal(workspace.runs()[0]?.phase, 'RUNNING');
      const again = await run({ notebookPath: '/Shared/sleeps', wait: 'false' });
      assert.equal(again.outputs['runId'], workspace.runs()[0]?.runId);
    });
  });

  const folder = mkdtempSync(join(tmpdir(), 'run-file-'));
  const runFile = join(folder, 'run.yml');
  before(() => writeFileSync(runFile, 'tasks: [{ task_key: one, notebook_task: { notebook_path: /Shared/ok } }]'));
  after(() => rmSync(folder, { recursive: true }));
  const READS = [
    { path: ME, lacks: 'userName', inputs: () => ({ runFile }) },
    { path: STATUS, lacks: 'object_type', inputs: NOTEBOOK.inputs },
    { path: GET_JOB, lacks: 'job_id', inputs: JOB.inputs },
  ];
  for (const { path, lacks, inputs } of variants(READS)) {
    it(`names method, path and member when every answer from ${path} lacks '${lacks}', having started nothing`, async () => {
      const workspace = newWorkspace();
      workspace.addFault({ method: 'GET', path, status: 200, body: {}, times: Infinity });
      const step = await runStep({ workspace, node, speed: 20 }, inputs(workspace));
      assert.equal(step.result, 'Failed');
      const [what = '', fix = ''] = (step.issues[0]?.message ?? '').split('\n');
      assert.ok(what.includes(`it has no '${lacks}' [GET ${path}, request `), what);
      assert.match(fix, /^Fix: .*\(ANSWER_UNREADABLE\)$/);
      assert.equal(workspace.runs().length, 0);
    });
  }

  it('takes a look whose answer is empty for a look without contact', async () => {
    const workspace = newWorkspace();
    workspace.addFault({ method: 'GET', path: GET_RUN, skip: 1, times: 5, status: 200, body: {} });
    const step = await runStep({ workspace, node, speed: 40 }, { notebookPath: '/Shared/ok' });
    assert.equal(step.result, 'Succeeded', step.log.join('\n'));
    assert.match(step.log.join('\n'), /no contact \(.*it has no 'run_id'/);
  });
});

const NO_OUTPUT: readonly (readonly [what: string, fault: Fault])[] = [
  ['is empty', { status: 200, headers: JSON_TYPE, body: '' }],
  ['is {}', { status: 200, body: {} }],
  ['holds a number as its result', { merge: { notebook_output: { result: 7 } } }],
  ['holds a text in place of the output', { merge: { notebook_output: 'done' } }],
];

describeOnNode('DatabricksRunJob when the output of a run that succeeded cannot be used', (node) => {
  const newWorkspace = useWorkspaces();

  for (const [what, fault] of variants(NO_OUTPUT)) {
    it(`asks again when the answer ${what}`, async () => {
      const workspace = newWorkspace();
      workspace.addFault({ method: 'GET', path: OUTPUT, ...fault });
      const step = await runStep({ workspace, node, speed: 20 }, { notebookPath: '/Shared/ok' });
      assert.equal(step.outputs['notebookResult'], 'done');
    });

    it(`fails when every answer ${what}: what the notebook exited with is lost`, async () => {
      const workspace = newWorkspace();
      workspace.addFault({ method: 'GET', path: OUTPUT, ...fault, times: Infinity });
      const step = await runStep({ workspace, node, speed: 20 }, { notebookPath: '/Shared/ok' });
      assert.equal(step.result, 'Failed');
      assert.match(
        step.issues[0]?.message ?? '',
        /Reading the output of run \d+ failed \(200\).*runs\/get-output.*\nFix: .*\(ANSWER_UNREADABLE\)$/,
      );
      assert.equal(step.outputs['resultState'], 'SUCCESS');
    });
  }

  it('warns when it is the output of a Python file, which can only be shown', async () => {
    const workspace = newWorkspace();
    workspace.putFile('/Shared/prints.py', 'print("hello")\n');
    workspace.addFault({ method: 'GET', path: OUTPUT, status: 200, body: {}, times: Infinity });
    const step = await runStep({ workspace, node, speed: 20 }, { pythonFile: '/Shared/prints.py', logOutput: 'tail' });
    assert.equal(step.result, 'Succeeded', step.log.join('\n'));
    assert.match(step.issues[0]?.message ?? '', /The output of run \d+ is not shown: .*it is empty/);
  });

  it('is green, with an empty result, when a notebook exits without a value', async () => {
    const workspace = newWorkspace();
    workspace.putNotebook('/Shared/silent', '# Databricks notebook source\nx = 1\n');
    const step = await runStep({ workspace, node }, { notebookPath: '/Shared/silent' });
    assert.equal(step.result, 'Succeeded', step.log.join('\n'));
    assert.equal(step.outputs['notebookResult'], '');
  });
});
