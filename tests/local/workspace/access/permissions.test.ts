import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../lib/core/lossless-json';
import type { Denial } from '../../../../local/workspace/access/permissions';
import type { Workspace } from '../../../../local/workspace/workspace';
import { getRun, notebook, submit } from '../../../kit/workspace/runs';
import { call, errorOf, useWorkspaceServer } from '../../../kit/workspace/stand-in';

const userName = 'dev@example.com';

describe('a permission that is lacking', () => {
  const addWorkspace = useWorkspaceServer();

  const cases: readonly {
    name: string;
    denial: Denial;
    endpoint: string;
    fields: (workspace: Workspace) => JsonObject;
    permission?: string;
  }[] = [
    {
      name: 'keeps an import out of the folder',
      denial: { userName, path: '/Shared/prod', permission: 'CAN_EDIT' },
      endpoint: 'POST /api/2.0/workspace/import',
      fields: () => ({ path: '/Shared/prod/a.txt', format: 'AUTO', content: '' }),
      permission: 'CAN_EDIT permission on /Shared/prod/a.txt',
    },
    {
      name: 'keeps everything higher out too',
      denial: { userName, path: '/Shared/prod', permission: 'CAN_READ' },
      endpoint: 'POST /api/2.0/workspace/delete',
      fields: () => ({ path: '/Shared/prod', recursive: true }),
      permission: 'CAN_MANAGE permission on /Shared/prod',
    },
    {
      name: 'lets everything lower pass',
      denial: { userName, path: '/Shared/prod', permission: 'CAN_EDIT' },
      endpoint: 'GET /api/2.0/workspace/list',
      fields: () => ({ path: '/Shared/prod' }),
    },
    {
      name: 'lets a folder with a longer name pass',
      denial: { userName, path: '/Shared/pro', permission: 'CAN_READ' },
      endpoint: 'GET /api/2.0/workspace/list',
      fields: () => ({ path: '/Shared/prod' }),
    },
    {
      name: 'lets other users pass',
      denial: { userName: 'other@example.com', path: '/Shared/prod', permission: 'CAN_READ' },
      endpoint: 'GET /api/2.0/workspace/list',
      fields: () => ({ path: '/Shared/prod' }),
    },
    {
      name: 'keeps a job from being started',
      denial: { userName, jobName: 'train', permission: 'CAN_MANAGE_RUN' },
      endpoint: 'POST /api/2.2/jobs/run-now',
      fields: (workspace) => ({ job_id: jobIn(workspace) }),
      permission: 'CAN_MANAGE_RUN permission on job',
    },
    {
      name: 'lets a job be seen',
      denial: { userName, jobName: 'train', permission: 'CAN_MANAGE_RUN' },
      endpoint: 'GET /api/2.2/jobs/get',
      fields: (workspace) => ({ job_id: jobIn(workspace) }),
    },
  ];
  for (const { name, denial, endpoint, fields, permission } of cases) {
    it(name, async () => {
      const workspace = addWorkspace({ denials: [denial] });
      workspace.putFile('/Shared/prod/x.txt', '');
      const answer = await call(workspace, endpoint, fields(workspace));
      if (permission === undefined) {
        assert.equal(answer.status, 200);
      } else {
        assert.deepEqual(errorOf(answer), [403, 'PERMISSION_DENIED']);
        assert.ok((answer.body['message'] as string).startsWith(`User ${userName} does not have ${permission}`));
      }
    });
  }

  it('makes a run fail that may not read its notebook', async () => {
    const workspace = addWorkspace({ denials: [{ userName, path: '/Shared/n', permission: 'CAN_RUN' }] });
    workspace.putNotebook('/Shared/n', '');
    const runId = await submit(workspace, { tasks: [notebook('/Shared/n')] });
    assert.equal((await workspace.runEnded(runId)).tasks[0]?.ending, 'unavailable');
    const { state } = await getRun(workspace, runId);
    const message = (state as JsonObject)['state_message'] as string;
    assert.ok(message.includes(`the identity used to run this job, ${userName}, lacks the required permissions`));
  });
});

function jobIn(workspace: Workspace): bigint {
  return BigInt(workspace.createJob({ name: 'train', tasks: [notebook('/Shared/n')] }));
}
