import assert from 'node:assert/strict';
import type { StepResult } from '../../../local/agent/job';
import { HEADER, type Tree } from '../../kit/deployment/source-tree';
import { deploy, DESTINATION, errorOf, type Deployment } from '../../kit/tasks/deploy-step';
import { useWorkspaces } from '../../kit/tasks/workspace-under-test';
import { variants } from '../../kit/tier';

interface Refused extends Deployment {
  readonly what: string;
  readonly says: RegExp;
}

const TREE: Tree = { 'a.txt': 'a', 'lib/b.py': 'B = 1\n' };
const LARGE = 10 * 1024 * 1024 + 1;

/** Found before anything is asked of the workspace. */
const REFUSED: readonly Refused[] = [
  {
    what: 'a source that is missing',
    tree: TREE,
    inputs: { source: 'nowhere' },
    says: /Source '.*nowhere' is not a folder on this agent\.\nFix: Set 'source'.*\(SOURCE_REFUSED\)$/,
  },
  {
    what: 'patterns that leave nothing over',
    tree: TREE,
    inputs: { include: 'apps/**' },
    says: /contains no file to deploy: the patterns exclude 2 files.*\(NO_FILES\)$/s,
  },
  {
    what: 'a destination that is not absolute',
    tree: TREE,
    inputs: { destination: 'Shared/churn' },
    says: /'destination' is 'Shared\/churn', which is not an absolute path/,
  },
  {
    what: 'two notebooks of one name, a notebook beside a folder and the name of the record, all at once',
    tree: {
      'x.py': HEADER,
      'x.sql': '-- Databricks notebook source\n',
      'y.py': HEADER,
      'y/z': '',
      'deployment.json': '',
    },
    says: /- 'deployment\.json' has the name .*\n- 'x\.py' and 'x\.sql' would all become 'x'\.\n- 'y\.py' would become 'y', which is a folder too\.\nFix: /,
  },
  {
    what: 'symbolic links that lead out, nowhere, or into themselves',
    tree: TREE,
    links: { out: '/etc', nowhere: 'gone', 'lib/up': '..' },
    inputs: { symlinks: 'follow' },
    says: /- 'lib\/up' is a symbolic link to one of its own parent folders\.\n- 'nowhere' .* leads nowhere\.\n- 'out' .* leads out of the source\./,
  },
  {
    what: 'access to a volume',
    tree: TREE,
    inputs: { destination: '/Volumes/main/ml/code/churn', access: '- analysts' },
    says: /is in a volume.*\nFix: Remove 'access', and grant READ VOLUME and WRITE VOLUME on main\.ml\.code/,
  },
  {
    what: 'inputs of other modes',
    tree: TREE,
    inputs: { gitRef: 'refs/heads/main', gitUrl: 'https://x' },
    says: /2 problems .*\n- Input 'gitUrl' has no effect in mode 'files'.*\n- Input 'gitRef' has no effect/s,
  },
  {
    what: 'a source that is a file',
    tree: TREE,
    inputs: { source: 'a.txt' },
    says: /Source '.*a\.txt' is not a folder/,
  },
  { what: 'an empty source', tree: {}, says: /contains no file to deploy.*\(NO_FILES\)$/s },
  {
    what: 'a notebook beside a file of the same name',
    tree: { 'x.py': HEADER, x: '' },
    says: /'x' and 'x\.py' would all become 'x'/,
  },
  {
    what: 'a notebook that is too large',
    tree: { 'x.py': Buffer.concat([Buffer.from(HEADER), Buffer.alloc(LARGE, '#')]) },
    says: /'x\.py' has 10\.0 MiB; a notebook has at most 10: split it/,
  },
  {
    what: 'symbolic links',
    tree: TREE,
    links: { link: 'a.txt', 'lib/out': '/etc' },
    says: /- 'lib\/out' is a symbolic link; set 'symlinks: follow', or leave it out\.\n- 'link' is a symbolic link/,
  },
  {
    what: 'a source for a removal',
    inputs: { mode: 'remove', source: 'app' },
    says: /Input 'source' has no effect in mode 'remove'\.\nFix: Remove it, or set 'mode: files'/,
  },
  {
    what: 'no request at a time',
    tree: TREE,
    inputs: { parallelRequests: '0' },
    says: /'parallelRequests' is 0; the smallest value is 1/,
  },
];

describe('DatabricksDeployCode with input that cannot be', () => {
  const newWorkspace = useWorkspaces();

  for (const { what, says, ...deployment } of variants(REFUSED, 7)) {
    it(`refuses ${what} before it asks the workspace anything`, async () => {
      const workspace = newWorkspace();
      const step = await deploy(workspace, deployment);
      assert.equal(step.result, 'Failed');
      assert.match(errorOf(step), says, step.log.join('\n'));
      assert.equal(workspace.requests.length, 0);
    });
  }

  it('names a file of others where a folder must be, and the reverse', async () => {
    const workspace = newWorkspace();
    workspace.putFile(`${DESTINATION}/lib`, 'a file of others');
    workspace.putFile(`${DESTINATION}/a.txt/of-others.txt`, 'in a folder of others');
    const step = await deploy(workspace, { tree: TREE });
    assert.match(errorOf(step), /'lib' is a file, and a folder has to be there.*\(DESTINATION_BLOCKED\)$/s);
  });

  it('names what others have put in the way of a file that comes later', async () => {
    const workspace = newWorkspace();
    assert.equal((await deploy(workspace, { tree: TREE })).result, 'Succeeded');
    workspace.putNotebook(`${DESTINATION}/new`, 'print(1)');
    workspace.putFile(`${DESTINATION}/folder`, 'of others');
    for (const [path, says] of [
      ['new', /'new' is a notebook of somebody else/],
      ['folder/x.txt', /'folder' is a file, and a folder has to be there/],
    ] as const) {
      const step = await deploy(workspace, { tree: { ...TREE, [path]: 'mine' } });
      assert.match(errorOf(step), says);
      assert.match(errorOf(step), /\(DESTINATION_BLOCKED\)$/);
    }
  });

  it('names the file that the workspace refuses', async () => {
    const workspace = newWorkspace();
    const step = await deploy(workspace, { tree: { ...TREE, 'broken.ipynb': 'no notebook' } });
    assert.match(
      errorOf(step),
      /\/Workspace\/Shared\/ci\/churn\/broken was refused \(400 INVALID_PARAMETER_VALUE\).*\nFix: Rename or correct the file/,
    );
  });

  it("refuses another repository's deployment, a folder inside of one, and to delete one inside", async () => {
    const workspace = newWorkspace();
    const other = { 'Build.Repository.Name': 'other' };
    assert.equal((await deploy(workspace, { tree: TREE, pipelineOptions: { variables: other } })).result, 'Succeeded');
    const inside = { destination: `${DESTINATION}/inside` };
    const above = { destination: '/Shared/ci', deleteExtraneous: 'true' };
    for (const [inputs, says] of [
      [{}, /holds a deployment of repository 'other'/],
      [{ mode: 'remove' }, /holds a deployment of repository 'other'/],
      [inside, /is inside \/Workspace\/Shared\/ci\/churn, a deployment of repository 'other'/],
      [above, /would delete other deployments inside \/Workspace\/Shared\/ci: churn\/deployment\.json/],
    ] as const) {
      const tree = 'mode' in inputs ? {} : { tree: TREE };
      const step = await deploy(workspace, { ...tree, inputs });
      assert.match(errorOf(step), says);
      assert.match(errorOf(step), /\(DESTINATION_TAKEN\)$/);
    }
  });

  it('takes its own deployment again when its organization has another port, and no other collection', async () => {
    const workspace = newWorkspace();
    const from = (collection: string): Promise<StepResult> =>
      deploy(workspace, { tree: TREE, pipelineOptions: { variables: { 'System.CollectionUri': collection } } });
    assert.equal((await from('http://127.0.0.1:4711/local/')).result, 'Succeeded');
    const again = await from('http://127.0.0.1:4712/local/');
    assert.equal(again.outputs['filesUploaded'], '0', again.log.join('\n'));
    assert.match(errorOf(await from('http://127.0.0.1:4712/other/')), /\(DESTINATION_TAKEN\)$/);
  });
});
