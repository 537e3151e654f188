import assert from 'node:assert/strict';
import { join } from 'node:path';
import { deployedObjects, recordedState } from '../../kit/deployment/deployed-objects';
import { expectedObjects, HEADER, type Tree } from '../../kit/deployment/source-tree';
import { deploy, deployed, DESTINATION } from '../../kit/tasks/deploy-step';
import { describeOnNode } from '../../kit/tasks/nodes-under-test';
import { useWorkspaces } from '../../kit/tasks/workspace-under-test';

const BEFORE: Tree = {
  'train.py': `${HEADER}print(1)\n`,
  'lib/a.py': 'A = 1\n',
  'lib/b.py': 'B = 1\n',
  'old/c.txt': 'c',
};
const AFTER: Tree = { 'train.py': 'print(2)\n', 'lib/a.py': 'A = 2\n', 'lib/b.py': 'B = 1\n', 'new/d.txt': 'd' };

/** The loop over every request runs in one process; this is a sample of it on the built task. */
const SAMPLE = [1, 2, 4, 6, 9];

describeOnNode('DatabricksDeployCode, killed', (node) => {
  const newWorkspace = useWorkspaces();

  for (const at of SAMPLE) {
    for (const moment of ['before', 'after']) {
      it(`heals after SIGKILL ${moment} the answer of request ${at}, by the new source and by the old one`, async () => {
        for (const next of [AFTER, BEFORE]) {
          const workspace = newWorkspace();
          await deployed(workspace, { tree: BEFORE }, node);
          const NODE_OPTIONS = `--require=${join(__dirname, '../../kit/preloaded/kill-at-request.cjs')}`;
          const machine = { NODE_OPTIONS, TEST_KILL_AT: String(at), TEST_KILL_MOMENT: moment };
          const killed = await deploy(workspace, { tree: AFTER, pipelineOptions: { machine } }, node);
          assert.deepEqual([killed.result, killed.exitCode], ['Failed', 137], killed.log.join('\n'));

          await deployed(workspace, { tree: next }, node);
          assert.deepEqual(await deployedObjects(workspace, DESTINATION), expectedObjects(next));
          assert.equal(await recordedState(workspace, DESTINATION), 'complete');
        }
      });
    }
  }
});
