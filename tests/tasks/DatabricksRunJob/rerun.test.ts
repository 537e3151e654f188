import assert from 'node:assert/strict';
import { describeOnNode } from '../../kit/tasks/nodes-under-test';
import { inPipeline, type Pipeline } from '../../kit/tasks/pipeline';
import { GET_RUN, notebook, useWorkspaces } from '../../kit/tasks/workspace-under-test';

describeOnNode('DatabricksRunJob when its step is re-run', (node) => {
  const newWorkspace = useWorkspaces();

  it('attaches to the run of the first attempt while that is alive', async () => {
    const workspace = newWorkspace();
    workspace.putNotebook('/Shared/once', notebook('import time\ntime.sleep(5)\ndbutils.notebook.exit("first")'));
    await inPipeline({ workspace, node, speed: 4 }, async ({ run }) => {
      const first = await run({ notebookPath: '/Shared/once', wait: 'false' });
      await aWhile();
      const second = await run({ notebookPath: '/Shared/once' });
      assert.equal(second.outputs['runId'], first.outputs['runId']);
      assert.equal(second.outputs['notebookResult'], 'first');
      assert.match(second.log.join('\n'), /attached; an earlier attempt of this step started it/);
      assert.equal(workspace.runs().length, 1);
    });
  });

  for (const { ended, notebookPath } of [
    { ended: 'failed', notebookPath: '/Shared/fails' },
    { ended: 'succeeded', notebookPath: '/Shared/ok' },
  ]) {
    it(`starts afresh after the run of the first attempt ${ended}`, async () => {
      const workspace = newWorkspace();
      await inPipeline({ workspace, node }, async (pipeline) => {
        const first = await pipeline.run({ notebookPath });
        await nextSecond();
        const second = await pipeline.run({ notebookPath });
        await nextSecond();
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
    await inPipeline({ workspace, node }, async ({ run }) => {
      const first = await run({ notebookPath: '/Shared/sleeps', wait: 'false' });
      await aWhile();
      const second = await run({ notebookPath: '/Shared/sleeps', wait: 'false', onRerun: 'restart' });
      assert.notEqual(second.outputs['runId'], first.outputs['runId']);
      assert.deepEqual(
        workspace.runs().map(({ phase }) => phase),
        ['TERMINATED', 'RUNNING'],
      );
    });
  });

  it('does not confuse two steps, two jobs or two pipeline runs', async () => {
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

  it('is one run for a step that the agent retries while the run is alive', async () => {
    const workspace = newWorkspace();
    workspace.putNotebook('/Shared/slow', notebook('import time\ntime.sleep(4)\ndbutils.notebook.exit("slow")'));
    workspace.addFault({
      method: 'GET',
      path: GET_RUN,
      skip: 1,
      status: 400,
      body: { error_code: 'MALFORMED_REQUEST', message: 'broken' },
    });
    await inPipeline({ workspace, node }, async ({ run }) => {
      const step = await run({ notebookPath: '/Shared/slow' }, { retryCountOnTaskFailure: 1 });
      assert.equal(step.attempts, 2);
      assert.equal(step.outputs['notebookResult'], 'slow');
      assert.equal(workspace.runs().length, 1);
    });
  });
});

/** The service's clock is read to the second, and the agent waits at least one before it retries. */
function nextSecond(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1000));
}

/** Two clocks may differ by two seconds before a living run counts as an earlier one. */
function aWhile(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 3100));
}
