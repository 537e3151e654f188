import assert from 'node:assert/strict';
import type { Fault } from '../../../local/workspace/http/fault';
import { deployedObjects, recordedState } from '../../kit/deployment/deployed-objects';
import { expectedObjects, HEADER, type Tree } from '../../kit/deployment/source-tree';
import { deploy, deployed, DESTINATION, errorOf, IMPORT } from '../../kit/tasks/deploy-step';
import { describeOnNode } from '../../kit/tasks/nodes-under-test';
import { useWorkspaces } from '../../kit/tasks/workspace-under-test';
import { exhaustively, variants } from '../../kit/tier';

const LIST = '/api/2.0/workspace/list';
const EXPORT = '/api/2.0/workspace/export';
const DELETE = '/api/2.0/workspace/delete';
const MKDIRS = '/api/2.0/workspace/mkdirs';

const BEFORE: Tree = {
  'train.py': `${HEADER}print(1)\n`,
  'lib/a.py': 'A = 1\n',
  'old/b.py': 'B = 1\n',
  'old/c.txt': 'c',
};
const AFTER: Tree = { 'train.py': `${HEADER}print(2)\n`, 'lib/a.py': 'A = 2\n', 'new/d.txt': 'd', 'new/e/f.txt': 'f' };

interface Passing {
  readonly what: string;
  readonly fault: Fault;
}

const RETRY_AFTER = { 'Retry-After': '2' };

/** Each hits the deployment of a changed source once or twice, and it succeeds all the same. */
const PASSING: readonly Passing[] = [
  { what: 'a throttled upload', fault: { method: 'POST', path: IMPORT, status: 429, headers: RETRY_AFTER, skip: 2 } },
  { what: 'throttled uploads of every lane', fault: { method: 'POST', path: IMPORT, status: 429, times: 4, skip: 1 } },
  { what: 'a throttled list', fault: { method: 'GET', path: LIST, status: 429, headers: RETRY_AFTER } },
  { what: 'a throttled deletion', fault: { method: 'POST', path: DELETE, status: 429, headers: RETRY_AFTER } },
  { what: 'an upload while the service is unavailable', fault: { method: 'POST', path: IMPORT, status: 503, skip: 2 } },
  { what: 'an upload whose connection breaks off', fault: { method: 'POST', path: IMPORT, reset: true, skip: 2 } },
  {
    what: 'an upload whose answer is lost',
    fault: { method: 'POST', path: IMPORT, reset: true, after: true, skip: 2 },
  },
  { what: 'the first record whose answer is lost', fault: { method: 'POST', path: IMPORT, reset: true, after: true } },
  {
    what: 'the last record whose answer is lost',
    fault: { method: 'POST', path: IMPORT, status: 504, after: true, skip: 5 },
  },
  { what: 'a deletion whose answer is lost', fault: { method: 'POST', path: DELETE, reset: true, after: true } },
  {
    what: 'the deletion of a folder whose answer is lost',
    fault: { method: 'POST', path: DELETE, reset: true, after: true, skip: 2 },
  },
  { what: 'a new folder whose answer is lost', fault: { method: 'POST', path: MKDIRS, reset: true, after: true } },
  { what: 'the first read of the record that breaks off', fault: { method: 'GET', path: EXPORT, reset: true } },
  { what: 'a first read of the record of 503', fault: { method: 'GET', path: EXPORT, status: 503, times: 2 } },
  { what: 'a list that is as old as before', fault: { method: 'GET', path: LIST, status: 200, body: {} } },
  {
    what: 'a last read of the record that is as old as before',
    fault: { method: 'GET', path: EXPORT, skip: 1, status: 404, body: { error_code: 'RESOURCE_DOES_NOT_EXIST' } },
  },
];

describeOnNode('DatabricksDeployCode when something goes wrong', (node) => {
  const newWorkspace = useWorkspaces();
  const quick = { speed: 50 };

  for (const { what, fault } of variants(PASSING)) {
    it(`gets over ${what}`, async () => {
      const workspace = newWorkspace();
      await deployed(workspace, { tree: BEFORE }, node);
      workspace.addFault(fault);
      await deployed(workspace, { tree: AFTER, pipelineOptions: quick }, node);
      assert.deepEqual(await deployedObjects(workspace, DESTINATION), expectedObjects(AFTER));
      assert.equal(await recordedState(workspace, DESTINATION), 'complete');
    });
  }

  exhaustively('gets along with first reads that are out of date', async () => {
    const workspace = newWorkspace({ staleReads: true });
    for (const tree of [BEFORE, AFTER, BEFORE]) {
      await deployed(workspace, { tree, pipelineOptions: quick }, node);
    }
    await deployed(workspace, { tree: BEFORE, inputs: { verify: 'full' }, pipelineOptions: quick }, node);
    await deployed(workspace, { inputs: { mode: 'remove' }, pipelineOptions: quick }, node);
    assert.equal(await recordedState(workspace, DESTINATION), undefined);
  });

  it('names the one folder where a permission is missing, and who lacks it', async () => {
    const lib = { userName: 'dev@example.com', path: `${DESTINATION}/lib`, permission: 'CAN_EDIT' } as const;
    const workspace = newWorkspace({ denials: [lib] });
    const step = await deploy(workspace, { tree: BEFORE }, node);
    assert.match(
      errorOf(step),
      /\/Shared\/ci\/churn\/lib.* failed \(403 PERMISSION_DENIED\).*\nFix: Grant 'dev@example\.com' 'Can (?:Edit|Manage)'.*\(PERMISSION_MISSING\)$/,
    );
    assert.ok(step.issues.some(({ message }) => /half-way.*the next run repairs it/.test(message)));
    assert.equal(await recordedState(workspace, DESTINATION), 'inProgress');
  });

  const REFUSED: readonly (readonly [what: string, fault: Fault])[] = [
    ['an upload', { method: 'POST', path: IMPORT, status: 403, skip: 2 }],
    ['the last record', { method: 'POST', path: IMPORT, status: 403, skip: 5 }],
    ['a new folder', { method: 'POST', path: MKDIRS, status: 403 }],
    ['a deletion', { method: 'POST', path: DELETE, status: 403 }],
    ['the list that proves it', { method: 'GET', path: LIST, status: 403 }],
  ];
  for (const [what, fault] of variants(REFUSED)) {
    it(`fails and says so when ${what} is refused, and the next run repairs it`, async () => {
      const workspace = newWorkspace();
      await deployed(workspace, { tree: BEFORE }, node);
      workspace.addFault(fault);
      const step = await deploy(workspace, { tree: AFTER, pipelineOptions: quick }, node);
      assert.equal(step.result, 'Failed');
      assert.match(errorOf(step), /\(PERMISSION_MISSING\)$/);
      assert.equal(await recordedState(workspace, DESTINATION), 'inProgress');
      assert.equal(step.outputs['deployedPath'], `/Workspace${DESTINATION}`);

      await deployed(workspace, { tree: BEFORE, pipelineOptions: quick }, node);
      assert.deepEqual(await deployedObjects(workspace, DESTINATION), expectedObjects(BEFORE));
    });
  }

  exhaustively('fails when what was uploaded is not there, however often it looks', async () => {
    const workspace = newWorkspace();
    await deployed(workspace, { tree: BEFORE }, node);
    workspace.addFault({ method: 'GET', path: LIST, status: 200, body: {}, times: 100 });
    const step = await deploy(workspace, { tree: { ...BEFORE, 'lib/a.py': 'A = 2\n' }, pipelineOptions: quick }, node);
    assert.match(errorOf(step), /'lib\/a\.py' is missing in place of a file of 6 bytes.*\(DEPLOYMENT_UNVERIFIED\)$/s);
  });

  it('stops sending when the pipeline is cancelled, and the next run repairs the rest', async () => {
    const workspace = newWorkspace();
    workspace.addFault({ method: 'POST', path: IMPORT, skip: 1, delayMs: 400, times: 3 });
    const cancellation = new AbortController();
    const record = workspace.waitForRequest({ method: 'POST', path: IMPORT }, { answered: true });
    const running = deploy(workspace, { tree: AFTER, options: { signal: cancellation.signal } }, node);
    await record;
    cancellation.abort();
    const step = await running;
    assert.equal(step.result, 'Canceled', step.log.join('\n'));
    assert.equal(await recordedState(workspace, DESTINATION), 'inProgress');
    assert.ok(
      step.issues.some(({ message }) => /half-way/.test(message)),
      step.log.join('\n'),
    );

    await deployed(workspace, { tree: AFTER }, node);
    assert.deepEqual(await deployedObjects(workspace, DESTINATION), expectedObjects(AFTER));
  });
});
