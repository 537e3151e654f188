import assert from 'node:assert/strict';
import { scalarText, type JsonObject } from '../../../lib/core/lossless-json';
import type { Workspace } from '../../../local/workspace/workspace';
import { recordedState } from '../../kit/deployment/deployed-objects';
import { deploy, deployed, DESTINATION, errorOf } from '../../kit/tasks/deploy-step';
import { call, useAccountServer } from '../../kit/workspace/stand-in';

const TREE = { 'a.txt': 'a' };
const ACCESS = '- scorers\n- ada@example.com';

describe('DatabricksDeployCode with access', () => {
  const addAccount = useAccountServer();

  function newWorkspace(): Workspace {
    const groups = ['scorers', 'writers'].map((displayName) => ({ displayName, members: [] }));
    return addAccount({ groups, users: ['ada@example.com'] }).firstWorkspace;
  }

  async function permissionsOf(workspace: Workspace, path: string): Promise<string> {
    const { body } = await call(workspace, 'GET /api/2.0/workspace/get-status', { path });
    return `/api/2.0/permissions/directories/${scalarText(body['object_id'])}`;
  }

  async function ownLevels(workspace: Workspace): Promise<readonly string[]> {
    const { body } = await call(workspace, `GET ${await permissionsOf(workspace, DESTINATION)}`);
    const entries = body['access_control_list'] as unknown as readonly (JsonObject & {
      all_permissions: readonly { permission_level: string; inherited: boolean }[];
    })[];
    return entries.flatMap(({ display_name: name, all_permissions: levels }) =>
      levels.filter(({ inherited }) => !inherited).map((level) => `${scalarText(name)} ${level.permission_level}`),
    );
  }

  function writes(workspace: Workspace): number {
    return workspace.requests.filter(({ method, path }) => method === 'PUT' && path.includes('/permissions/')).length;
  }

  it('lets exactly the named read and nobody but itself change the folder, and writes nothing when that holds', async () => {
    const workspace = newWorkspace();
    await deployed(workspace, { tree: TREE, inputs: { access: ACCESS } });
    const wanted = ['ada@example.com CAN_READ', 'dev@example.com CAN_MANAGE', 'scorers CAN_READ'];
    assert.deepEqual((await ownLevels(workspace)).toSorted(), wanted);
    assert.equal(writes(workspace), 1);

    await deployed(workspace, { tree: TREE, inputs: { access: ACCESS } });
    assert.equal(writes(workspace), 1);
    await deployed(workspace, { tree: TREE, inputs: { access: '- scorers' } });
    assert.deepEqual((await ownLevels(workspace)).toSorted(), wanted.slice(1));
  });

  it('refuses a folder that others may edit all the same, and says who and from where, before it uploads', async () => {
    const workspace = newWorkspace();
    workspace.putFile('/Shared/ci/readme.txt', '');
    await call(workspace, `PUT ${await permissionsOf(workspace, '/Shared/ci')}`, {
      access_control_list: [{ group_name: 'writers', permission_level: 'CAN_EDIT' }],
    });
    const step = await deploy(workspace, { tree: TREE, inputs: { access: ACCESS } });
    assert.match(
      errorOf(step),
      /- 'writers' has CAN_EDIT from \/Workspace\/Shared\/ci\.\nFix: .*\(ACCESS_NOT_EXCLUSIVE\)$/,
    );
    assert.equal(await recordedState(workspace, DESTINATION), undefined);
  });

  it('names unknown readers', async () => {
    const step = await deploy(newWorkspace(), { tree: TREE, inputs: { access: '- nobody-of-this-name' } });
    assert.match(errorOf(step), /Setting the permissions of .*Principal: nobody-of-this-name does not exist/);
  });

  it('fails when the permissions do not become what was set', async () => {
    const workspace = newWorkspace();
    workspace.addFault({ method: 'PUT', path: /\/permissions\/directories\//, status: 200, body: {} });
    const step = await deploy(workspace, { tree: TREE, inputs: { access: ACCESS }, pipelineOptions: { speed: 50 } });
    assert.match(errorOf(step), /were set, but read back as: none.*\(ACCESS_NOT_EXCLUSIVE\)$/s);
  });

  it('names the permission that setting permissions takes', async () => {
    const workspace = newWorkspace();
    workspace.addFault({ method: 'PUT', path: /\/permissions\/directories\//, status: 403 });
    const step = await deploy(workspace, { tree: TREE, inputs: { access: ACCESS } });
    assert.match(errorOf(step), /Grant 'dev@example\.com' 'Can Manage' on \/Workspace\/Shared\/ci\/churn/);
  });
});
