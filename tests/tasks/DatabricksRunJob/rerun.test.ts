import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClockAhead } from '../../kit/tasks/clock-ahead';
import { describeOnNode } from '../../kit/tasks/nodes-under-test';
import { inPipeline, type Pipeline } from '../../kit/tasks/pipeline';
import { GET_RUN, notebook, SUBMIT, useWorkspaces } from '../../kit/tasks/workspace-under-test';
import { exhaustively, variants } from '../../kit/tier';

/** The service tells the time in whole seconds. */
const A_SECOND_MS = 1000;
/** Two clocks may differ by two seconds before a living run counts as an earlier one. */
const A_WHILE_MS = 3100;

describeOnNode('DatabricksRunJob when its step is re-run', (node) => {
  const clock = new ClockAhead();
  const newWorkspace = useWorkspaces({ clock });
  const folder = mkdtempSync(join(tmpdir(), 'reruns-'));
  after(() => rmSync(folder, { recursive: true }));

  /** A notebook that exits with a text as soon as the file is there. */
  const waitingFor = (file: string, exit: string): string =>
    notebook(
      `import os, time\nwhile not os.path.exists(${JSON.stringify(file)}):\n    time.sleep(0.02)\ndbutils.notebook.exit("${exit}")`,
    );

  it('attaches to the run of the first attempt while that is alive', async () => {
    const workspace = newWorkspace();
    const file = join(folder, 'once');
    workspace.putNotebook('/Shared/once', waitingFor(file, 'first'));
    await inPipeline({ workspace, node, speed: 10 }, async ({ run }) => {
      const first = await run({ notebookPath: '/Shared/once', wait: 'false' });
      clock.advance(A_WHILE_MS);
      const look = workspace.waitForRequest({ method: 'GET', path: GET_RUN }, { isNew: true });
      const running = run({ notebookPath: '/Shared/once' });
      await look;
      writeFileSync(file, '');
      const second = await running;
      assert.equal(second.outputs['runId'], first.outputs['runId']);
      assert.equal(second.outputs['notebookResult'], 'first');
      assert.match(second.log.join('\n'), /attached; an earlier attempt of this step started it/);
      assert.equal(workspace.runs().length, 1);
    });
  });

  for (const { ended, notebookPath } of variants([
    { ended: 'failed', notebookPath: '/Shared/fails' },
    { ended: 'succeeded', notebookPath: '/Shared/ok' },
  ])) {
    it(`starts afresh after the run of the first attempt ${ended}`, async () => {
      const workspace = newWorkspace();
      await inPipeline({ workspace, node, speed: 10 }, async (pipeline) => {
        const first = await pipeline.run({ notebookPath });
        clock.advance(A_SECOND_MS);
        const second = await pipeline.run({ notebookPath });
        clock.advance(A_SECOND_MS);
        const third = await pipeline.run({ notebookPath });
        assert.equal(new Set([first, second, third].map(({ outputs }) => outputs['runId'])).size, 3);
        assert.equal(workspace.runs().length, 3);
        assert.match(
          third.log.join('\n'),
          /an earlier attempt of this step started it; it ended \w+, .* ago\. Starting another/,
        );
      });
    });
  }

  it('cancels the active run of the first attempt with onRerun: restart', async () => {
    const workspace = newWorkspace();
    await inPipeline({ workspace, node, speed: 10 }, async ({ run }) => {
      const first = await run({ notebookPath: '/Shared/sleeps', wait: 'false' });
      clock.advance(A_WHILE_MS);
      const second = await run({ notebookPath: '/Shared/sleeps', wait: 'false', onRerun: 'restart' });
      assert.notEqual(second.outputs['runId'], first.outputs['runId']);
      assert.deepEqual(
        workspace.runs().map(({ phase }) => phase),
        ['TERMINATED', 'RUNNING'],
      );
    });
  });

  exhaustively('does not confuse two steps, two jobs or two pipeline runs', async () => {
    const workspace = newWorkspace();
    const inputs = { notebookPath: '/Shared/sleeps', wait: 'false' };
    const start = async ({ run }: Pipeline): Promise<void> => {
      await run(inputs, { name: 'one' });
      await run(inputs, { name: 'two' });
    };
    await inPipeline({ workspace, node }, start);
    await inPipeline({ workspace, node, variables: { 'System.JobIdentifier': 'Train.Other.__default' } }, start);
    await inPipeline(
      { workspace, node, variables: { 'System.PlanId': '00000000-0000-4000-8000-000000000002' } },
      start,
    );
    assert.equal(workspace.runs().length, 6);
  });

  exhaustively('is one run for a step that the agent retries while the run is alive', async () => {
    const workspace = newWorkspace();
    const file = join(folder, 'slow');
    workspace.putNotebook('/Shared/slow', waitingFor(file, 'slow'));
    workspace.addFault({
      method: 'GET',
      path: GET_RUN,
      skip: 1,
      status: 400,
      body: { error_code: 'MALFORMED_REQUEST', message: 'broken' },
    });
    await inPipeline({ workspace, node, speed: 10 }, async ({ run }) => {
      const running = run({ notebookPath: '/Shared/slow' }, { retryCountOnTaskFailure: 1 });
      const start = { method: 'POST', path: SUBMIT };
      await workspace.waitForRequest(start, { answered: true });
      await workspace.waitForRequest(start, { isNew: true });
      writeFileSync(file, '');
      const step = await running;
      assert.equal(step.attempts, 2);
      assert.equal(step.outputs['notebookResult'], 'slow');
      assert.equal(workspace.runs().length, 1);
    });
  });
});
