import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scalarText, type JsonObject } from '../../../lib/core/lossless-json';
import type { StepResult } from '../../../local/agent/job';
import type { Workspace } from '../../../local/workspace/workspace';
import { describeOnNode } from '../../kit/tasks/nodes-under-test';
import { inPipeline, runStep } from '../../kit/tasks/pipeline';
import { notebook, RUN_NOW, SUBMIT, useWorkspaces } from '../../kit/tasks/workspace-under-test';
import { variants } from '../../kit/tier';

const PRINTS_ARGUMENTS = 'import sys\nprint(sys.argv[1:])\n';

describeOnNode('DatabricksRunJob with each kind of target', (node) => {
  const newWorkspace = useWorkspaces();

  it('runs a notebook with its parameters as text, whatever their YAML type, and drops an ending', async () => {
    const workspace = newWorkspace();
    workspace.putNotebook(
      '/Shared/widgets',
      notebook('dbutils.notebook.exit("|".join(dbutils.widgets.get(n) for n in ("depth", "rate", "flag", "id")))'),
    );
    const parameters = 'depth: 6\nrate: 0.1\nflag: true\nid: 9007199254740993';
    const step = await runStep({ workspace, node }, { notebookPath: '/Shared/widgets.py', parameters });
    assert.equal(step.outputs['notebookResult'], '6|0.1|true|9007199254740993');
  });

  for (const { kind, parameters, seen } of variants([
    { kind: 'a map', parameters: 'depth: 6\nname: a b', seen: "['--depth=6', '--name=a b']" },
    { kind: 'a list', parameters: '["--depth", 6, "x y"]', seen: "['--depth', '6', 'x y']" },
  ])) {
    it(`runs a Python file with ${kind} as its arguments`, async () => {
      const workspace = newWorkspace();
      workspace.putFile('/Shared/arguments.py', PRINTS_ARGUMENTS);
      const step = await runStep(
        { workspace, node },
        { pythonFile: '/Shared/arguments.py', parameters, logOutput: 'tail' },
      );
      assert.equal(step.result, 'Succeeded');
      assert.ok(step.log.includes(seen), step.log.join('\n'));
    });
  }

  interface JobCase {
    readonly what: string;
    readonly settings: JsonObject;
    readonly parameters: string;
    readonly sends: JsonObject;
  }
  const notebookTask = { task_key: 'main', notebook_task: { notebook_path: '/Shared/ok' } };
  const pythonTask = {
    task_key: 'main',
    spark_python_task: { python_file: '/Shared/arguments.py' },
    existing_cluster_id: '0923-x',
  };
  const JOBS: readonly JobCase[] = [
    {
      what: 'that defines parameters',
      settings: { parameters: [{ name: 'depth', default: '1' }], tasks: [notebookTask] },
      parameters: 'depth: 6',
      sends: { job_parameters: { depth: '6' } },
    },
    {
      what: 'of notebooks',
      settings: { tasks: [notebookTask] },
      parameters: 'depth: 6',
      sends: { notebook_params: { depth: '6' } },
    },
    {
      what: 'of a Python file',
      settings: { tasks: [pythonTask] },
      parameters: 'depth: 6',
      sends: { python_params: ['--depth=6'] },
    },
  ];
  for (const { what, settings, parameters, sends } of variants(JOBS)) {
    it(`sends parameters in the one field that a job ${what} accepts`, async () => {
      const workspace = newWorkspace();
      workspace.putFile('/Shared/arguments.py', PRINTS_ARGUMENTS);
      const jobId = workspace.createJob({ name: 'train', ...settings });
      const step = await runStep({ workspace, node }, { jobId, parameters });
      assert.equal(step.result, 'Succeeded', step.log.join('\n'));
      const { idempotency_token: token, job_id: sentId, ...sent } = bodyOf(workspace, RUN_NOW);
      assert.equal(scalarText(token).length, 64);
      assert.equal(scalarText(sentId), jobId);
      assert.deepEqual(sent, sends);
    });
  }

  it('finds a job by its exact name, and warns of a parameter that the job does not define', async () => {
    const workspace = newWorkspace();
    ['Train', 'train', 'trainer'].forEach((name) =>
      workspace.createJob({ name, parameters: [{ name: 'depth', default: '1' }], tasks: [notebookTask] }),
    );
    const step = await runStep({ workspace, node }, { jobName: 'train', parameters: 'dept: 6' });
    assert.equal(step.result, 'Succeeded');
    assert.match(step.issues[0]?.message ?? '', /defines no parameter 'dept'; it defines depth/);
    assert.equal(workspace.runs().length, 1);
  });

  it('refuses parameters for a job that has no single field for them', async () => {
    const workspace = newWorkspace();
    workspace.putFile('/Shared/arguments.py', PRINTS_ARGUMENTS);
    const jobId = workspace.createJob({ name: 'mixed', tasks: [notebookTask, { ...pythonTask, task_key: 'other' }] });
    const step = await runStep({ workspace, node }, { jobId, parameters: 'a: 1' });
    assert.match(
      step.issues[0]?.message ?? '',
      /has tasks of the kinds notebook_task, spark_python_task.*\nFix: Define job parameters/,
    );
    assert.equal(workspace.runs().length, 0);
  });

  it("runs the body that a file gives, with comments, several tasks and the step's own name and timeout", async () => {
    const workspace = newWorkspace();
    const folder = mkdtempSync(join(tmpdir(), 'run-file-'));
    const runFile = join(folder, 'run.yml');
    const text =
      '# two tasks\ntasks:\n  - task_key: one\n    notebook_task: { notebook_path: /Shared/ok }\n  - task_key: two\n    depends_on: [{ task_key: one }]\n    notebook_task: { notebook_path: /Shared/ok }\n';
    writeFileSync(runFile, text);
    const step = await runStep({ workspace, node }, { runFile, runName: 'nightly', timeoutMinutes: '5' });
    rmSync(folder, { recursive: true });
    assert.equal(step.result, 'Succeeded', step.log.join('\n'));
    const body = bodyOf(workspace, SUBMIT);
    assert.equal(body['run_name'], 'nightly');
    assert.equal(body['timeout_seconds'], 300);
    assert.match(step.log.join('\n'), /Task one: .*SUCCESS[\s\S]*Task two: .*SUCCESS/);
  });

  it('waits for a run that an earlier step started', async () => {
    const workspace = newWorkspace();
    await inPipeline({ workspace, node, speed: 10 }, async ({ run }) => {
      const started = await run({ notebookPath: '/Shared/ok', wait: 'false' }, { name: 'start' });
      assert.equal(started.outputs['resultState'], 'PENDING');
      const awaited = await run({ runId: '$(start.runId)' }, { name: 'await' });
      assert.equal(awaited.outputs['resultState'], 'SUCCESS');
      assert.equal(awaited.outputs['notebookResult'], 'done');
      assert.equal(workspace.runs().length, 1);
    });
  });

  it('says so when the run to wait for does not exist', async () => {
    const step = await runStep({ workspace: newWorkspace(), node }, { runId: '77' });
    assert.match(step.issues[0]?.message ?? '', /There is no run 77 in http.*\nFix: Correct 'runId'/);
    assert.equal(step.outputs['resultState'], 'UNKNOWN');
  });

  interface ComputeCase {
    readonly what: string;
    readonly inputs: Readonly<Record<string, string>>;
    readonly task: JsonObject;
    readonly environments?: JsonObject;
  }
  const work = { task_key: 'main', notebook_task: { notebook_path: '/Shared/ok', source: 'WORKSPACE' } };
  const COMPUTE: readonly ComputeCase[] = [
    {
      what: 'serverless with libraries as dependencies',
      inputs: { libraries: '[{pypi: {package: a==1}}, {whl: /Volumes/m/s/v/b.whl}, {requirements: /Workspace/r.txt}]' },
      task: { ...work, environment_key: 'default' },
      environments: { environment_version: '4', dependencies: ['a==1', '/Volumes/m/s/v/b.whl', '-r /Workspace/r.txt'] },
    },
    {
      what: 'an existing cluster with libraries',
      inputs: { existingClusterId: '0923-x', libraries: '- pypi: {package: a==1}' },
      task: { ...work, existing_cluster_id: '0923-x', libraries: [{ pypi: { package: 'a==1' } }] },
    },
    {
      what: 'a new cluster with tags',
      inputs: { newCluster: 'num_workers: 1\ncustom_tags: {owner: ml}', runTags: 'team: growth\ncost: 7' },
      task: { ...work, new_cluster: { num_workers: 1, custom_tags: { owner: 'ml', team: 'growth', cost: '7' } } },
    },
  ];
  for (const { what, inputs, task, environments } of variants(COMPUTE)) {
    it(`asks for ${what}`, async () => {
      const workspace = newWorkspace();
      await runStep({ workspace, node }, { notebookPath: '/Shared/ok', wait: 'false', ...inputs });
      const body = bodyOf(workspace, SUBMIT);
      assert.deepEqual(body['tasks'], [task]);
      assert.deepEqual(
        body['environments'],
        environments === undefined ? undefined : [{ environment_key: 'default', spec: environments }],
      );
    });
  }

  it('works where the pipeline restricts commands', async () => {
    const step = await runStep(
      { workspace: newWorkspace(), node },
      { notebookPath: '/Shared/ok' },
      { target: { commands: 'restricted' } },
    );
    assert.equal(step.result, 'Succeeded');
    assert.equal(step.outputs['notebookResult'], 'done');
  });

  describe('in a plain run', () => {
    let workspace: Workspace;
    let step: StepResult;
    before(async () => {
      workspace = newWorkspace();
      const viewers = '[data-scientists, ann@example.com, 5f0b3f6e-1d1e-4d37-9a5e-0d9b6b3f9a01]';
      step = await runStep({ workspace, node }, { notebookPath: '/Shared/ok', parameters: 'a: 1', viewers });
    });

    it('lets the named viewers open the run page', () => {
      assert.deepEqual(bodyOf(workspace, SUBMIT)['access_control_list'], [
        { group_name: 'data-scientists', permission_level: 'CAN_VIEW' },
        { user_name: 'ann@example.com', permission_level: 'CAN_VIEW' },
        { service_principal_name: '5f0b3f6e-1d1e-4d37-9a5e-0d9b6b3f9a01', permission_level: 'CAN_VIEW' },
      ]);
    });

    it('names itself, its task and the pipeline service to Databricks', () => {
      assert.match(
        workspace.requests[0]?.headers['user-agent'] ?? '',
        /^mlops-for-databricks\/\d+\.\d+\.\d+ DatabricksRunJob\/1 node\/\d.* cicd\/azure-devops$/,
      );
    });

    it('prints the request that starts the run, so that a person can repeat it', () => {
      assert.match(
        step.log.join('\n'),
        /##\[group\]Request: POST http\S+\/api\/2\.2\/jobs\/runs\/submit\n\{[\s\S]*"notebook_path": "\/Shared\/ok"[\s\S]*"a": "1"[\s\S]*##\[endgroup\]/,
      );
    });

    it('shows no warning about Node or deprecated interfaces', () => {
      assert.equal(step.result, 'Succeeded', step.log.join('\n'));
      assert.equal(step.node?.version, node);
      assert.deepEqual(
        step.rawLines.filter((line) => /deprecat|experimental|\(node:\d+\)/i.test(line)),
        [],
      );
      assert.deepEqual(step.issues, []);
    });
  });
});

function bodyOf(workspace: Workspace, path: string): JsonObject {
  const body = workspace.requests.find((request) => request.path === path)?.body;
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as JsonObject) : {};
}
