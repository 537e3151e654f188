import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../lib/core/lossless-json';
import { notebook } from '../../../kit/workspace/runs';
import { call, errorOf, useAccountServer } from '../../../kit/workspace/stand-in';

const RUN_AS = { service_principal_name: 'b5c1f0de-0000-4000-8000-000000000001' };
const SETTINGS: JsonObject = {
  name: 'train',
  timeout_seconds: 60,
  run_as: RUN_AS,
  tags: { team: 'a' },
  tasks: [notebook('/Shared/a', { task_key: 'a' }), notebook('/Shared/b', { task_key: 'b' })],
};

describe('a job that changes', () => {
  const addAccount = useAccountServer();

  async function changed(endpoint: string, fields: JsonObject) {
    const servicePrincipals = [{ applicationId: RUN_AS.service_principal_name }];
    const { firstWorkspace: workspace } = addAccount({ servicePrincipals });
    const jobId = BigInt(workspace.createJob(SETTINGS));
    const answer = await call(workspace, `POST /api/2.2/jobs/${endpoint}`, { job_id: jobId, ...fields });
    const { body: job } = await call(workspace, 'GET /api/2.2/jobs/get', { job_id: jobId });
    return { answer, job, settings: job['settings'] as JsonObject };
  }

  function keysOf({ tasks }: JsonObject): readonly unknown[] {
    return (tasks as readonly JsonObject[]).map(({ task_key }) => task_key);
  }

  it('takes over what update names, and merges tasks by their keys', async () => {
    const b = notebook('/Shared/other', { task_key: 'b' });
    const c = notebook('/Shared/c', { task_key: 'c' });
    const { settings } = await changed('update', { new_settings: { tags: { cost: '1' }, tasks: [b, c] } });
    assert.deepEqual([settings['name'], settings['timeout_seconds'], settings['tags']], ['train', 60, { cost: '1' }]);
    assert.deepEqual(keysOf(settings), ['a', 'b', 'c']);
    assert.deepEqual((settings['tasks'] as readonly JsonObject[])[1]?.['notebook_task'], {
      notebook_path: '/Shared/other',
    });
  });

  it('loses what update takes out', async () => {
    const { settings } = await changed('update', { fields_to_remove: ['tags', 'tasks/a'] });
    assert.deepEqual([settings['tags'], keysOf(settings)], [undefined, ['b']]);
  });

  it('is another one after reset, but runs as before', async () => {
    const { job, settings } = await changed('reset', {
      new_settings: { name: 'other', tasks: [notebook('/Shared/n')] },
    });
    assert.deepEqual([settings['name'], settings['timeout_seconds'], keysOf(settings)], ['other', undefined, ['main']]);
    assert.deepEqual([settings['run_as'], job['run_as_user_name']], [RUN_AS, RUN_AS.service_principal_name]);
  });

  const refused: readonly { name: string; endpoint: string; fields: JsonObject; error?: readonly [number, string] }[] =
    [
      {
        name: 'an identity that nobody has',
        endpoint: 'update',
        fields: { new_settings: { run_as: { user_name: 'nobody@example.com' } } },
        error: [404, 'RESOURCE_DOES_NOT_EXIST'],
      },
      { name: 'reset without settings', endpoint: 'reset', fields: {} },
      {
        name: 'settings of another type',
        endpoint: 'reset',
        fields: { new_settings: 'x' },
        error: [400, 'MALFORMED_REQUEST'],
      },
      { name: 'reset without tasks', endpoint: 'reset', fields: { new_settings: { name: 'x' } } },
      { name: 'an update that leaves no task', endpoint: 'update', fields: { fields_to_remove: ['tasks'] } },
      { name: 'an unknown job', endpoint: 'update', fields: { job_id: 7 } },
      { name: 'reset of an unknown job', endpoint: 'reset', fields: { job_id: 7, new_settings: SETTINGS } },
    ];
  for (const { name, endpoint, fields, error = [400, 'INVALID_PARAMETER_VALUE'] } of refused) {
    it(`stays as it is on ${name}`, async () => {
      const { answer, settings } = await changed(endpoint, fields);
      assert.deepEqual(errorOf(answer), error);
      assert.deepEqual([settings['name'], keysOf(settings)], ['train', ['a', 'b']]);
    });
  }
});
