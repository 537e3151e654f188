import assert from 'node:assert/strict';
import { restore, stub } from 'sinon';
import { exhaustively } from '../../../kit/tier';
import { notebook, runNotebook, runTask } from '../../../kit/workspace/runs';
import { call, useWorkspaceServer } from '../../../kit/workspace/stand-in';

describe('a notebook', () => {
  afterEach(() => restore());

  const addWorkspace = useWorkspaceServer();

  const results: readonly { name: string; source: string; parameters?: Record<string, string>; result: string }[] = [
    { name: 'returns its exit value', source: 'dbutils.notebook.exit("done")', result: 'done' },
    { name: 'hands back a number as text', source: 'dbutils.notebook.exit(7)', result: '7' },
    {
      name: 'shares its variables between cells',
      source: 'x = 2\n\n# COMMAND ----------\n\ndbutils.notebook.exit(x * 2)',
      result: '4',
    },
    {
      name: 'ends at exit, even inside a try block',
      source: 'try:\n  dbutils.notebook.exit("first")\nexcept Exception:\n  pass\ndbutils.notebook.exit("second")',
      result: 'first',
    },
    {
      name: 'ignores markdown',
      source: '# MAGIC %md\n# MAGIC # Not Python: (\n\n# COMMAND ----------\n\ndbutils.notebook.exit("md")',
      result: 'md',
    },
    {
      name: 'runs a %python cell',
      source: '# MAGIC %python\n# MAGIC dbutils.notebook.exit("python")',
      result: 'python',
    },
    {
      name: 'ignores cell titles',
      source: '# DBTITLE 1,Title\ndbutils.notebook.exit("title")',
      result: 'title',
    },
    {
      name: 'reads a parameter that it did not declare',
      source: 'dbutils.notebook.exit(dbutils.widgets.get("depth"))',
      parameters: { depth: '6' },
      result: '6',
    },
    {
      name: 'prefers a parameter to the default of its widget',
      source: 'dbutils.widgets.text("depth", "1")\ndbutils.notebook.exit(dbutils.widgets.get("depth"))',
      parameters: { depth: '6' },
      result: '6',
    },
    {
      name: 'falls back to the default of its widget',
      source: 'dbutils.widgets.dropdown("m", "a", ["a", "b"])\ndbutils.notebook.exit(getArgument("m"))',
      result: 'a',
    },
    {
      name: 'reads all parameters at once',
      source: 'dbutils.widgets.text("a", "1")\ndbutils.notebook.exit(sorted(dbutils.widgets.getAll().items()))',
      parameters: { b: '2' },
      result: "[('a', '1'), ('b', '2')]",
    },
    {
      name: 'is __main__, so that its classes can be pickled',
      source:
        'import pickle\nclass Model: pass\ndbutils.notebook.exit(pickle.loads(pickle.dumps(Model())).__class__.__module__)',
      result: '__main__',
    },
  ];
  for (const { name, source, parameters, result } of results) {
    it(name, async () => {
      const { output } = await runNotebook(addWorkspace(), source, parameters);
      assert.equal(output['error'], undefined);
      assert.deepEqual(output['notebook_output'], { result, truncated: false });
    });
  }

  it('sees nothing of the environment of the server', async () => {
    stub(process, 'env').value({ ...process.env, SECRET_OF_THE_LAPTOP: 'hidden' });
    const { output } = await runNotebook(addWorkspace(), 'import os\ndbutils.notebook.exit(dict(os.environ))');
    const { result } = output['notebook_output'] as { result: string };
    assert.doesNotMatch(result, /SECRET_OF_THE_LAPTOP|hidden/);
    assert.match(result, /'LANG': 'C.UTF-8'/);
  });

  it('runs another notebook in its own globals by %run, relative to itself', async () => {
    const workspace = addWorkspace();
    workspace.putNotebook('/Shared/lib/names', '# MAGIC %run ./inner/deep');
    workspace.putNotebook('/Shared/lib/inner/deep', 'name = "deep"');
    const source = '# MAGIC %run ../lib/names\n\n# COMMAND ----------\n\ndbutils.notebook.exit(name)';
    const { output } = await runNotebook(workspace, source);
    assert.deepEqual(output['notebook_output'], { result: 'deep', truncated: false });
  });

  it('runs a child with its own arguments and globals by dbutils.notebook.run', async () => {
    const workspace = addWorkspace();
    const child = 'x = "child"\ndbutils.notebook.exit(dbutils.widgets.get("n") + x)';
    workspace.putNotebook('/Shared/project/child', child);
    const source = 'x = "parent"\nr = dbutils.notebook.run("child", 60, {"n": 3})\ndbutils.notebook.exit(f"{r} {x}")';
    const { output } = await runNotebook(workspace, source);
    assert.deepEqual(output['notebook_output'], { result: '3child parent', truncated: false });
  });

  it('imports modules beside it and finds its folder as the current one', async () => {
    const workspace = addWorkspace();
    workspace.putFile('/Shared/project/features.py', 'RATE = 0.5');
    workspace.putFile('/Shared/project/rows.csv', 'a,b');
    const source = 'import features\ndbutils.notebook.exit(f"{features.RATE} {open(\'rows.csv\').read()}")';
    const { output } = await runNotebook(workspace, source);
    assert.deepEqual(output['notebook_output'], { result: '0.5 a,b', truncated: false });
  });

  it('starts Python processes that see its workspace, as those on a driver do', async () => {
    const workspace = addWorkspace();
    workspace.putFile('/Shared/project/rows.csv', 'a,b');
    const child =
      'import os; from dbruntime import UserNamespaceInitializer as u; g = u.getOrCreate().get_namespace_globals(); ' +
      'print(sorted(e.path for e in os.scandir("/Workspace/Shared/project") if e.is_file()), open("/Workspace/Shared/project/rows.csv").read(), "spark" in g)';
    const source = `import subprocess, sys\nr = subprocess.run([sys.executable, "-c", """${child}"""], capture_output=True, text=True)\ndbutils.notebook.exit(r.stdout + r.stderr)`;
    const { output } = await runNotebook(workspace, source);
    const seen = "['/Workspace/Shared/project/notebook', '/Workspace/Shared/project/rows.csv'] a,b True\n";
    assert.deepEqual(output['notebook_output'], { result: seen, truncated: false });
  });

  for (const { folder, result } of [
    { folder: '/Repos/dev/churn/app', result: 'success' },
    { folder: '/Shared/dev/churn/app', result: 'failed' },
  ]) {
    it(`${result === 'success' ? 'imports' : 'does not import'} from the root of ${folder}`, async () => {
      const workspace = addWorkspace();
      workspace.putFile(`${folder}/../conf/settings.py`.replace('/app/..', ''), '');
      workspace.putNotebook(`${folder}/train`, 'import conf.settings');
      const { run } = await runTask(workspace, notebook(`${folder}/train`));
      assert.equal(run.tasks[0]?.ending, result);
    });
  }

  it('runs the code cells of a Jupyter notebook', async () => {
    const workspace = addWorkspace();
    const cells = [
      { cell_type: 'markdown', source: ['# Title'] },
      { cell_type: 'code', source: ['x = 1\n', 'y = 2'] },
      { cell_type: 'code', source: 'dbutils.notebook.exit(x + y)' },
    ];
    const content = Buffer.from(JSON.stringify({ cells, metadata: {} })).toString('base64');
    await call(workspace, 'POST /api/2.0/workspace/import', { path: '/Shared/j', format: 'JUPYTER', content });
    const { output } = await runTask(workspace, notebook('/Shared/j'));
    assert.deepEqual(output['notebook_output'], { result: '3', truncated: false });
  });

  exhaustively('keeps the first 5 MB of its exit value', async () => {
    const { output } = await runNotebook(addWorkspace(), 'dbutils.notebook.exit("ä" * 3 * 1024 * 1024)');
    const { result, truncated } = output['notebook_output'] as { result: string; truncated: boolean };
    assert.equal(truncated, true);
    assert.equal(result, 'ä'.repeat((5 * 1024 * 1024) / 2));
  });

  it('shows no prints in its output', async () => {
    const { output, run } = await runNotebook(addWorkspace(), 'print("seen by nobody")\ndisplay(3)');
    assert.equal(output['logs'], undefined);
    assert.deepEqual(output['notebook_output'], {});
    assert.equal(run.tasks[0]?.stdout, 'seen by nobody\n3\n');
  });

  const failures: readonly { name: string; source: string; error: string }[] = [
    { name: 'an exception', source: 'raise ValueError("boom")', error: 'ValueError: boom' },
    { name: 'an exit code', source: 'import sys; sys.exit(3)', error: 'SystemExit: 3' },
    {
      name: 'a parameter nobody gave',
      source: 'dbutils.widgets.get("depth")',
      error: 'InputWidgetNotDefined: No input widget named depth is defined',
    },
    {
      name: 'a magic the stand-in does not know',
      source: '# MAGIC %sh\n# MAGIC ls',
      error: 'UnsupportedMagic: The workspace stand-in does not run %sh (cell 1 of /Shared/project/notebook).',
    },
    {
      name: 'a part of dbutils the stand-in does not know',
      source: 'dbutils.data.summarize(1)',
      error: 'AttributeError: The workspace stand-in has no dbutils.data.',
    },
    {
      name: 'a %run of nothing',
      source: '# MAGIC %run ./none',
      error: 'FileNotFoundError: Notebook not found: /Shared/project/none',
    },
    {
      name: 'a process that ends without a word',
      source: 'import os; os._exit(9)',
      error: 'The Python process ended without a result (exit code 9).',
    },
    {
      name: 'a process that is killed',
      source: 'import os, signal; os.kill(os.getpid(), signal.SIGKILL)',
      error: 'The Python process ended without a result (signal SIGKILL).',
    },
  ];
  for (const { name, source, error } of failures) {
    it(`fails by ${name}`, async () => {
      const { run, output } = await runNotebook(addWorkspace(), source);
      assert.equal(run.tasks[0]?.ending, 'failed');
      assert.equal(output['error'], error);
    });
  }

  it('marks the failing line of the failing cell in a trace without colors', async () => {
    const source = 'def fail():\n  return 1 / 0\n\n# COMMAND ----------\n\ntry:\n  fail()\nfinally:\n  print("end")';
    const { output } = await runNotebook(addWorkspace(), source);
    const trace = (output['error_trace'] as string).replaceAll(/<command-\d+(\d{3})>/g, '<command of cell $1>');
    assert.deepEqual(trace.split('\n'), [
      '-'.repeat(75),
      'ZeroDivisionError                         Traceback (most recent call last)',
      'File <command of cell 002>:2',
      '      1 try:',
      '----> 2   fail()',
      '      3 finally:',
      '      4   print("end")',
      'File <command of cell 001>:2, in fail()',
      '      1 def fail():',
      '----> 2   return 1 / 0',
      '',
      'ZeroDivisionError: division by zero',
    ]);
  });
});
