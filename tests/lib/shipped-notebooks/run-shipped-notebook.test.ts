import assert from 'node:assert/strict';
import { UserError } from '../../../lib/core/errors';
import { systemClock } from '../../../lib/core/node/system-clock';
import { runShippedNotebook } from '../../../lib/shipped-notebooks/run-shipped-notebook';
import { computeInputs, waitingInputs } from '../../../lib/task/groups';
import { defaultsOf } from '../../kit/inputs';
import { RecordingHost } from '../../kit/recording-host';
import { exhaustively, variants } from '../../kit/tier';
import { workspaceClient } from '../../kit/workspace/client';
import { useWorkspaceServer, type Endpoint } from '../../kit/workspace/stand-in';

const INPUTS = defaultsOf({ ...computeInputs, ...waitingInputs });

/** With everything that could end a cell or a text too early. */
const MODULE = `from pathlib import Path
# COMMAND ----------
TEXT = """a "quoted" \\n line – 🙂"""
DEEPEST = int((Path(__file__).parent / "deepest.txt").read_text("utf-8"))
`;

function hostWithNotebook(source: string): RecordingHost {
  return new RecordingHost({
    clock: systemClock,
    shippedFile: (name) => {
      const files = new Map([
        ['answer.py', `# Databricks notebook source\n${source}\n`],
        ['depths.py', MODULE],
      ]);
      return files.get(name) ?? assert.fail(`nobody ships ${name}`);
    },
  });
}

describe('a notebook that ships with a task', function () {
  this.timeout(60_000);
  const addWorkspace = useWorkspaceServer();

  const run = (endpoint: Endpoint, source: string) => {
    const notebook = { name: 'answer', parameters: { depth: '6' } };
    const host = hostWithNotebook(source);
    const step = { host, workspace: workspaceClient(endpoint, host), report: () => undefined };
    return runShippedNotebook(notebook, INPUTS, step);
  };

  it("runs with its parameters from the identity's home folder, and returns its result", async () => {
    const workspace = addWorkspace();
    const source = 'import json\ndbutils.notebook.exit(json.dumps({"depth": dbutils.widgets.get("depth")}))';
    const { answer, runId } = await run(workspace, source);
    assert.deepEqual(answer, { depth: '6' });
    assert.equal(workspace.runs()[0]?.runId, runId);
    const submitted = JSON.stringify(workspace.requests.find(({ path }) => path.endsWith('/runs/submit'))?.body);
    assert.match(submitted, /"\/Users\/dev@example\.com\/\.mlops-for-databricks\/answer-[0-9a-f]{12}"/);
  });

  it('carries its files inside, so that they are one upload and lie on the disk of the machine', async () => {
    const workspace = addWorkspace();
    const source =
      'import json\nfrom depths import DEEPEST, TEXT\ndbutils.notebook.exit(json.dumps({"read": [DEEPEST, TEXT]}))';
    const host = hostWithNotebook(source);
    const { answer } = await runShippedNotebook(
      { name: 'answer', modules: ['depths'], files: { 'deepest.txt': '6' }, asOneFile: true, parameters: {} },
      INPUTS,
      { host, workspace: workspaceClient(workspace, host), report: () => undefined },
    );
    assert.deepEqual(answer, { read: [6, 'a "quoted" \n line – 🙂'] });
    const uploads = workspace.requests.filter(({ path, status }) => path.endsWith('/import') && status === 200);
    assert.equal(uploads.length, 1);
  });

  exhaustively('replaces a copy that somebody has changed', async () => {
    const workspace = addWorkspace();
    const source = 'dbutils.notebook.exit(\'{"from": "the task"}\')';
    await run(workspace, source);
    const path =
      /"notebook_path":"([^"]+)"/.exec(JSON.stringify(workspace.requests.map(({ body }) => body)))?.[1] ?? '';
    workspace.putNotebook(path, 'dbutils.notebook.exit(\'{"from": "somebody"}\')');
    assert.deepEqual((await run(workspace, source)).answer, { from: 'the task' });
  });

  const UNUSABLE = [
    ['hands back nothing', 'print("done")'],
    ['hands back a text', 'dbutils.notebook.exit("done")'],
    ['hands back a list', 'dbutils.notebook.exit("[1]")'],
    ['hands back more than the service keeps', 'dbutils.notebook.exit(\'{"a": "\' + "b" * 6_000_000 + \'"}\')'],
  ] as const;
  for (const [what, source] of variants(UNUSABLE, 2)) {
    it(`fails when it ${what}`, async () => {
      await assert.rejects(
        run(addWorkspace(), source),
        (error: unknown) => error instanceof UserError && ['NOTEBOOK_SILENT', 'RUN_FAILED'].includes(error.code),
      );
    });
  }

  it('fails with the cause when it fails', async () => {
    await assert.rejects(run(addWorkspace(), 'raise ValueError("no rows")'), /ended FAILED .*ValueError: no rows/);
  });
});
