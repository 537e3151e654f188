import assert from 'node:assert/strict';
import { exhaustively } from '../../../kit/tier';
import { pythonFile, runTask } from '../../../kit/workspace/runs';
import { gone, useWorkspaceServer } from '../../../kit/workspace/stand-in';

describe('a Python file', () => {
  const addWorkspace = useWorkspaceServer();

  const logged: readonly { name: string; source: string; parameters?: readonly string[]; logs: string }[] = [
    { name: 'logs its output', source: 'print("a")\nprint("b")', logs: 'a\nb\n' },
    {
      name: 'gets its parameters as arguments',
      source: 'import sys; print(sys.argv[1:])',
      parameters: ['--depth=6', 'two words', ''],
      logs: "['--depth=6', 'two words', '']\n",
    },
    { name: 'is __main__', source: 'if __name__ == "__main__": print(__file__.rsplit("/", 1)[1])', logs: 'main.py\n' },
    { name: 'ends well with exit code 0', source: 'print("x")\nraise SystemExit(0)', logs: 'x\n' },
  ];
  for (const { name, source, parameters, logs } of logged) {
    it(name, async () => {
      const workspace = addWorkspace();
      workspace.putFile('/Shared/p/main.py', source);
      const { run, output } = await runTask(workspace, pythonFile('/Workspace/Shared/p/main.py', parameters));
      assert.equal(run.ending, 'success');
      assert.deepEqual([output['logs'], output['logs_truncated']], [logs, false]);
      assert.equal(output['notebook_output'], undefined);
    });
  }

  exhaustively('keeps the last 5 MB of its log', async () => {
    const workspace = addWorkspace();
    workspace.putFile('/Shared/main.py', 'print("first" + "x" * 6 * 1024 * 1024 + "last", end="")');
    const { output } = await runTask(workspace, pythonFile('/Shared/main.py'));
    const logs = output['logs'] as string;
    assert.equal(logs.length, 5 * 1024 * 1024);
    assert.match(logs.slice(-10), /xlast$/);
    assert.equal(output['logs_truncated'], true);
  });

  for (const { name, source, error } of [
    { name: 'an exception, with the log up to it', source: 'print("up")\nraise KeyError("k")', error: "KeyError: 'k'" },
    { name: 'an exit code, with the log up to it', source: 'print("up")\nexit("no")', error: 'SystemExit: no' },
    {
      name: 'text that is not Python',
      source: 'print("up"',
      error: "SyntaxError: '(' was never closed (main.py, line 1)",
    },
  ]) {
    it(`fails by ${name}`, async () => {
      const workspace = addWorkspace();
      workspace.putFile('/Shared/main.py', source);
      const { run, output } = await runTask(workspace, pythonFile('/Shared/main.py'));
      assert.equal(run.ending, 'runFailed');
      assert.equal(output['error'], error);
      assert.equal(output['logs'], name.includes('log') ? 'up\n' : '');
    });
  }

  for (const { name, path } of [
    { name: 'is not there', path: '/dbfs/none.py' },
    { name: 'is not there in the workspace', path: '/Workspace/none.py' },
    { name: 'has a name longer than any', path: `/dbfs/${'x'.repeat(300)}.py` },
  ]) {
    it(`fails when it ${name}`, async () => {
      const workspace = addWorkspace();
      const { run } = await runTask(workspace, pythonFile(path));
      assert.equal(run.tasks[0]?.ending, 'unavailable');
    });
  }

  it('ends together with its background processes', async () => {
    const workspace = addWorkspace();
    const child = 'subprocess.Popen(["sleep", "60"]).pid';
    workspace.putFile('/Shared/main.py', `import subprocess\nprint(${child})`);
    const { run } = await runTask(workspace, pythonFile('/Shared/main.py'));
    const pid = Number(run.tasks[0]?.stdout);
    assert.ok(pid > 0);
    await gone(pid);
  });
});
