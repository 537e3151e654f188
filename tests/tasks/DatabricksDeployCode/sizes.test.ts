import assert from 'node:assert/strict';
import { deployedObjects, recordedState } from '../../kit/deployment/deployed-objects';
import { expectedObjects, HEADER, type Tree } from '../../kit/deployment/source-tree';
import { deploy, deployed, DESTINATION, errorOf, IMPORT } from '../../kit/tasks/deploy-step';
import { describeOnNode } from '../../kit/tasks/nodes-under-test';
import { makeVolume } from '../../kit/tasks/workspace-content';
import { useWorkspaces } from '../../kit/tasks/workspace-under-test';
import { variants } from '../../kit/tier';

const EXPORT = '/api/2.0/workspace/export';
const MIB = 1024 * 1024;

const TREE: Tree = {
  'train.py': `${HEADER}print(1)\n`,
  'lib/a.py': 'A = "ä"\n',
  'lib/empty.txt': '',
  'data/weights.bin': Buffer.from([0xff, 0x00, 0xfe, 0x0a]),
};

describeOnNode('DatabricksDeployCode where the workspace tells no size of files', (node) => {
  const newWorkspace = useWorkspaces();
  const newUnsized = () => newWorkspace({ fileSizes: 'untold' });
  const pipelineOptions = { speed: 50 };

  it('compares the content of the uploaded files, says so, and succeeds', async () => {
    const workspace = newUnsized();
    const step = await deployed(workspace, { tree: TREE, pipelineOptions }, node);
    assert.deepEqual(await deployedObjects(workspace, DESTINATION), expectedObjects(TREE));
    assert.equal(await recordedState(workspace, DESTINATION), 'complete');
    assert.match(step.log.join('\n'), /The workspace tells no size of 3 files: comparing their content/);
  });

  it('takes files for unchanged afterwards, also with verify: full', async () => {
    const workspace = newUnsized();
    await deployed(workspace, { tree: TREE, pipelineOptions }, node);
    const again = await deployed(workspace, { tree: TREE, pipelineOptions, inputs: { verify: 'full' } }, node);
    assert.deepEqual([again.outputs['filesUploaded'], again.outputs['filesUnchanged']], ['0', '4']);
  });

  for (const [what, content] of variants([
    ['differs', Buffer.from('A = 2\n').toString('base64')],
    ['is gone', ''],
  ])) {
    it(`is red and names the file when the content ${what}`, async () => {
      const workspace = newUnsized();
      workspace.addFault({ method: 'GET', path: EXPORT, times: Infinity, merge: { content } });
      const step = await deploy(workspace, { tree: { 'lib/a.py': 'A = 1\n' }, pipelineOptions }, node);
      assert.equal(step.result, 'Failed');
      assert.match(
        errorOf(step),
        /- 'lib\/a\.py' holds other content than was uploaded\.\nFix: .*\(DEPLOYMENT_UNVERIFIED\)$/s,
      );
      assert.equal(await recordedState(workspace, DESTINATION), 'inProgress');
    });
  }

  it('gets over a first look at a content that is as old as before', async () => {
    const workspace = newUnsized();
    const running = deploy(workspace, { tree: { 'lib/a.py': 'A = 1\n' }, pipelineOptions }, node);
    await workspace.waitForRequest({ method: 'POST', path: IMPORT });
    workspace.addFault({ method: 'GET', path: EXPORT, merge: { content: 'bm8=' } });
    const step = await running;
    assert.equal(step.result, 'Succeeded', step.log.join('\n'));
  });

  it('is red for a file of a volume without a size: its content is not read', async () => {
    const workspace = newWorkspace();
    await makeVolume(workspace);
    const listed = { path: '/Volumes/main/default/code/churn/a.txt', name: 'a.txt', is_directory: false };
    workspace.addFault({
      method: 'GET',
      path: '/api/2.0/fs/directories/Volumes/main/default/code/churn',
      skip: 1,
      times: Infinity,
      body: { contents: [listed] },
    });
    const inputs = { destination: '/Volumes/main/default/code/churn' };
    const step = await deploy(workspace, { tree: { 'a.txt': 'a' }, pipelineOptions, inputs }, node);
    assert.match(errorOf(step), /- 'a\.txt' has no size in the list, and its content cannot be read\./);
  });

  it('is red for a file that is too large to be compared, and says what to do', async () => {
    const workspace = newUnsized();
    const step = await deploy(workspace, { tree: { 'model.bin': Buffer.alloc(11 * MIB, 7) }, pipelineOptions }, node);
    assert.match(
      errorOf(step),
      /- 'model\.bin' cannot be compared: .*\(400 MAX_NOTEBOOK_SIZE_EXCEEDED\).*deploy it to a volume/,
    );
  });
});
