import assert from 'node:assert/strict';
import { variants } from '../../../kit/tier';
import { runNotebook } from '../../../kit/workspace/runs';
import { gone, useWorkspaceServer } from '../../../kit/workspace/stand-in';
import { WAYS } from '../../../kit/workspace/test-server';

for (const { way, mark, prepared } of variants(WAYS)) {
  describe(`a notebook that behaves badly, ${way}`, function () {
    this.timeout(60_000);
    const addWorkspace = useWorkspaceServer();
    before(prepared);

    const rough: readonly { name: string; source: string; ending: 'success' | 'failed'; error?: RegExp }[] = [
      {
        name: 'prints megabytes',
        source: 'for _ in range(12): print("x" * 1024 * 1024)',
        ending: 'success',
      },
      { name: 'prints invalid UTF-8', source: 'import os\nos.write(1, b"\\xff\\xfe\\n")', ending: 'success' },
      {
        name: 'exits with half a character',
        source: 'dbutils.notebook.exit("\\ud800")',
        ending: 'success',
      },
      { name: 'closes its output', source: 'import sys\nsys.stdout.close()\nsys.stderr.close()', ending: 'success' },
      {
        name: 'closes its output and fails',
        source: 'import sys\nsys.stdout.close()\nsys.stderr.close()\nraise ValueError("late")',
        ending: 'failed',
        error: /^ValueError: late$/,
      },
      {
        name: 'closes all its files',
        source: 'import os\nos.closerange(0, 20)',
        ending: 'success',
      },
      {
        name: 'forks and lets the child run to the end',
        source:
          'import os\nchild = os.fork()\nif child: os.waitpid(child, 0)\ndbutils.notebook.exit("parent" if child else "child")',
        ending: 'success',
      },
      {
        name: 'ends with an exit code',
        source: 'import sys\nsys.exit(7)',
        ending: 'failed',
        error: /^SystemExit: 7$/,
      },
      {
        name: 'kills itself',
        source: 'import os, signal\nos.kill(os.getpid(), signal.SIGKILL)',
        ending: 'failed',
        error: /signal SIGKILL/,
      },
      {
        name: 'recurses without end',
        source: 'def f(): return f()\nf()',
        ending: 'failed',
        error: /^RecursionError: /,
      },
      {
        name: 'raises what cannot be printed',
        source: 'class Bad(Exception):\n  def __str__(self): raise ValueError("no text")\nraise Bad()',
        ending: 'failed',
        error: /^Bad: /,
      },
    ];
    for (const { name, source, ending, error } of rough) {
      it(`${name} ends as ${ending} and leaves the server well`, async () => {
        const workspace = addWorkspace();
        const { run, output } = await runNotebook(workspace, mark + source);
        assert.equal(run.tasks[0]?.ending, ending);
        assert.match((output['error'] ?? '') as string, error ?? /^$/);
        const after = await runNotebook(workspace, 'dbutils.notebook.exit("well")');
        assert.deepEqual(after.output['notebook_output'], { result: 'well', truncated: false });
      });
    }

    it('reports the parent when a fork comes to the end as well', async () => {
      const source =
        'import os\nchild = os.fork()\nif child: os.waitpid(child, 0)\ndbutils.notebook.exit("parent" if child else "child")';
      const { output } = await runNotebook(addWorkspace(), mark + source);
      assert.deepEqual(output['notebook_output'], { result: 'parent', truncated: false });
    });

    it('starts many processes, and none is left', async () => {
      const many = '[subprocess.Popen(["sleep", "60"]).pid for _ in range(20)]';
      const { run } = await runNotebook(addWorkspace(), `${mark}import subprocess, json\nprint(json.dumps(${many}))`);
      const pids = JSON.parse(run.tasks[0]?.stdout ?? '[]') as readonly number[];
      assert.equal(pids.length, 20);
      await Promise.all(pids.map(gone));
    });

    // Elsewhere such a process cannot be found: docs/quirks/workspace.md.
    if (process.platform === 'linux') {
      const OWN_SESSION = 'Popen(["sleep", "60"], start_new_session=True';
      const daemons: readonly { name: string; source: string }[] = [
        { name: 'in its own session', source: `print(${OWN_SESSION}).pid)` },
        { name: 'with its own environment too', source: `print(${OWN_SESSION}, env={}).pid)` },
        {
          name: 'whose parent is gone',
          source: 'print(check_output("setsid env -i sleep 60 > /dev/null & echo $!", shell=True, text=True))',
        },
        {
          name: 'and kills itself',
          source: `print(${OWN_SESSION}, env={}).pid, flush=True)\nimport os\nos.kill(os.getpid(), 9)`,
        },
      ];
      for (const { name, source } of daemons) {
        it(`starts a process ${name}, and it ends with the run`, async () => {
          const { run } = await runNotebook(
            addWorkspace(),
            `${mark}from subprocess import Popen, check_output\n${source}`,
          );
          const pid = Number(run.tasks[0]?.stdout);
          assert.ok(pid > 0, run.tasks[0]?.stdout);
          await gone(pid);
        });
      }
    }
  });
}
