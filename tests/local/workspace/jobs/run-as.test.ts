import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../lib/core/lossless-json';
import type { Workspace } from '../../../../local/workspace/workspace';
import { endedRun, getRun, notebook } from '../../../kit/workspace/runs';
import { answered, call, errorOf, idOf, useAccountServer, type Endpoint } from '../../../kit/workspace/stand-in';

const ROBOT = 'b5c1f0de-0000-4000-8000-000000000001';
const ADA = 'ada@example.com';
const DEV = 'dev@example.com';
const TASKS = [notebook('/Shared/who')];

/** Returns the identity in the notebook's context and the owner of its token. */
const WHO = [
  'import json, urllib.request',
  'context = dbutils.notebook.entry_point.getDbutils().notebook().getContext()',
  'address = context.apiUrl().get() + "/api/2.0/preview/scim/v2/Me"',
  'headers = {"Authorization": "Bearer " + context.apiToken().get()}',
  'me = json.load(urllib.request.urlopen(urllib.request.Request(address, headers=headers)))',
  'dbutils.notebook.exit(context.userName().get() + " " + me["userName"])',
].join('\n');

describe('the identity of a run', () => {
  const addAccount = useAccountServer();

  function newFixture(): { workspace: Workspace; ada: Endpoint } {
    const { firstWorkspace: workspace } = addAccount({ servicePrincipals: [{ applicationId: ROBOT }] });
    workspace.putNotebook('/Shared/who', WHO);
    const token = workspace.addToken({ userName: ADA, kind: 'user' });
    return { workspace, ada: { host: workspace.host, token } };
  }

  /** The creator and the identity of a run in the API, and what its notebook sees. */
  async function identitiesOf(workspace: Workspace, runId: string) {
    const { output } = await endedRun(workspace, runId);
    const { creator_user_name, run_as_user_name } = await getRun(workspace, runId);
    return [creator_user_name, run_as_user_name, (output['notebook_output'] as JsonObject)['result']];
  }

  const settings: readonly { name: string; more: JsonObject; ofJob: string; ofSubmit: string }[] = [
    { name: 'nobody', more: {}, ofJob: DEV, ofSubmit: ADA },
    { name: 'a service principal', more: { run_as: { service_principal_name: ROBOT } }, ofJob: ROBOT, ofSubmit: ROBOT },
    { name: 'a user', more: { run_as: { user_name: ADA } }, ofJob: ADA, ofSubmit: ADA },
    { name: 'the owner', more: { run_as: { user_name: DEV } }, ofJob: DEV, ofSubmit: DEV },
  ];
  for (const { name, more, ofJob, ofSubmit } of settings) {
    it(`is ${ofJob} if the job names ${name}, for every caller`, async () => {
      const { workspace, ada } = newFixture();
      const job = { job_id: BigInt(workspace.createJob({ tasks: TASKS, ...more })) };
      const runId = idOf(await answered(ada, 'POST /api/2.2/jobs/run-now', job));
      assert.deepEqual(await identitiesOf(workspace, runId), [ADA, ofJob, `${ofJob} ${ofJob}`]);
      assert.equal((await answered(workspace, 'GET /api/2.2/jobs/get', job))['run_as_user_name'], ofJob);
    });

    it(`is ${ofSubmit} when ${ADA} submits what names ${name}`, async () => {
      const { workspace, ada } = newFixture();
      const runId = idOf(await answered(ada, 'POST /api/2.2/jobs/runs/submit', { tasks: TASKS, ...more }));
      assert.deepEqual(await identitiesOf(workspace, runId), [ADA, ofSubmit, `${ofSubmit} ${ofSubmit}`]);
    });
  }

  it('decides what the run may read', async () => {
    const denials = [{ userName: ROBOT, path: '/Shared', permission: 'CAN_RUN' }] as const;
    const servicePrincipals = [{ applicationId: ROBOT }];
    const { firstWorkspace: workspace } = addAccount({ workspaces: { dev: { denials } }, servicePrincipals });
    workspace.putNotebook('/Shared/who', WHO);
    const body = { tasks: TASKS, run_as: { service_principal_name: ROBOT } };
    const runId = idOf(await answered(workspace, 'POST /api/2.2/jobs/runs/submit', body));
    await workspace.runEnded(runId);
    const { state } = await getRun(workspace, runId);
    const message = (state as JsonObject)['state_message'] as string;
    assert.ok(message.includes(`the identity used to run this job, ${ROBOT}, lacks the required permissions`));
  });

  it('is in a repair as the job says by then', async () => {
    const { workspace } = newFixture();
    workspace.putNotebook('/Shared/who', 'raise ValueError("boom")');
    const job = { job_id: BigInt(workspace.createJob({ tasks: TASKS })) };
    const runId = idOf(await answered(workspace, 'POST /api/2.2/jobs/run-now', job));
    await workspace.runEnded(runId);

    workspace.putNotebook('/Shared/who', WHO);
    const run_as = { service_principal_name: ROBOT };
    await answered(workspace, 'POST /api/2.2/jobs/update', { ...job, new_settings: { run_as } });
    const repair = { run_id: runId, rerun_all_failed_tasks: true };
    await answered(workspace, 'POST /api/2.2/jobs/runs/repair', repair);
    assert.deepEqual(await identitiesOf(workspace, runId), [DEV, ROBOT, `${ROBOT} ${ROBOT}`]);
  });

  const MISSING = [404, 'RESOURCE_DOES_NOT_EXIST'] as const;
  const INVALID = [400, 'INVALID_PARAMETER_VALUE'] as const;
  const refused: readonly { name: string; run_as: JsonObject; error: readonly [number, string] }[] = [
    { name: 'an unknown user', run_as: { user_name: 'nobody@example.com' }, error: MISSING },
    { name: 'a service principal as a user', run_as: { user_name: ROBOT }, error: MISSING },
    { name: 'a user as a service principal', run_as: { service_principal_name: ADA }, error: MISSING },
    { name: 'nobody', run_as: {}, error: INVALID },
    { name: 'two at once', run_as: { user_name: ADA, service_principal_name: ROBOT }, error: INVALID },
    { name: 'a group', run_as: { group_name: 'admins' }, error: INVALID },
  ];
  for (const { name, run_as, error } of refused) {
    it(`is refused when run_as names ${name}`, async () => {
      const { workspace } = newFixture();
      for (const endpoint of ['POST /api/2.2/jobs/create', 'POST /api/2.2/jobs/runs/submit']) {
        const answer = await call(workspace, endpoint, { tasks: TASKS, run_as });
        assert.deepEqual(errorOf(answer), error);
      }
      assert.deepEqual(workspace.runs(), []);
    });
  }
});
