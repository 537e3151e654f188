import assert from 'node:assert/strict';
import { JOB, PLAN, REPOSITORY, RunFixture } from '../../kit/azure-devops/run-fixture';

const PROJECT = encodeURIComponent("Jan's churn");
const VERSION = 'api-version=7.1';
const ENVIRONMENT = { type: 'environment', id: '3' };
const APPROVAL = { id: '8c6f20a7-a545-4486-9777-f762fafe0d4d', name: 'Approval' };

// No official client for JavaScript covers approvals and checks: these shapes come from the documentation alone.
describe('requests without an official client', () => {
  let fixture: RunFixture;
  beforeEach(async () => {
    fixture = await RunFixture.open();
  });
  afterEach(() => fixture.close());

  it('list approvals and decide them once, all or none', async () => {
    const first = fixture.run.requestApproval(['ada@contoso.example'], 'Read the report');
    const second = fixture.run.requestApproval(['bob@contoso.example'], '');
    const approvals = `${PROJECT}/_apis/pipelines/approvals`;
    const listed = await fixture.request('GET', `${approvals}?state=pending&${VERSION}`);
    assert.equal(listed.body['count'], 2);

    const decide = (...updates: readonly object[]) =>
      fixture.request('PATCH', `${approvals}?${VERSION}`, { body: JSON.stringify(updates) });
    const none = await decide({ approvalId: first.id, status: 'approved' }, { approvalId: PLAN, status: 'approved' });
    assert.equal(none.status, 404);
    assert.equal(first.status, 'pending');

    const decided = await decide({ approvalId: first.id, status: 'approved', comment: 'good' });
    assert.deepEqual(decided.body['value'], [
      {
        id: first.id,
        status: 'approved',
        instructions: 'Read the report',
        blockedApprovers: [],
        executionOrder: 'anyOrder',
        minRequiredApprovers: 1,
        steps: [
          {
            assignedApprover: { displayName: 'ada@contoso.example', uniqueName: 'ada@contoso.example' },
            order: 1,
            status: 'approved',
            actualApprover: { displayName: 'ada@contoso.example' },
            comment: 'good',
          },
        ],
        pipeline: { id: '7', name: 'train', owner: { id: 214 } },
      },
    ]);
    assert.equal((await decide({ approvalId: first.id, status: 'rejected' })).status, 400);
    assert.equal((await decide({ approvalId: second.id, status: 'maybe' })).status, 400);
    assert.equal((await decide()).status, 400);
    assert.equal((await fixture.request('GET', `${approvals}/${second.id}`)).body['status'], 'pending');
    assert.equal((await fixture.request('GET', `${approvals}/${PLAN}`)).status, 404);
  });

  it('write, read and delete checks, and show settings only when asked to', async () => {
    const checks = `${PROJECT}/_apis/pipelines/checks/configurations`;
    const body = JSON.stringify({ type: APPROVAL, resource: ENVIRONMENT, settings: { approvers: [] }, timeout: 60 });
    const made = await fixture.request('POST', `${checks}?${VERSION}`, { body });
    assert.deepEqual([made.body['id'], made.body['version'], made.body['settings']], [1, 1, { approvers: [] }]);
    assert.equal((await fixture.request('GET', `${checks}/1`)).body['settings'], undefined);
    const changed = await fixture.request('PATCH', `${checks}/1?${VERSION}`, { body });
    assert.equal(changed.body['version'], 2);
    const asked = await fixture.request('GET', `${checks}?resourceType=environment&resourceId=3&$expand=settings`);
    assert.deepEqual((asked.body['value'] as { settings: unknown }[])[0]?.settings, { approvers: [] });
    assert.equal((await fixture.request('GET', `${checks}?resourceType=endpoint&resourceId=3`)).body['count'], 0);
    assert.equal((await fixture.request('DELETE', `${checks}/1?${VERSION}`)).status, 204);
    assert.equal((await fixture.request('GET', `${checks}/1`)).status, 404);
    assert.equal((await fixture.request('POST', `${checks}?${VERSION}`, { body })).body['id'], 2);
    const long = JSON.stringify({ type: APPROVAL, resource: ENVIRONMENT, timeout: 43_201 });
    assert.equal((await fixture.request('POST', `${checks}?${VERSION}`, { body: long })).status, 400);
    assert.equal((await fixture.request('POST', `${checks}?${VERSION}`, { body: '{}' })).status, 400);
  });

  const oidc = `${PROJECT}/_apis/distributedtask/hubs/build/plans/${PLAN}/jobs/${JOB}/oidctoken`;
  const REFUSED: readonly (readonly [
    what: string,
    method: string,
    path: string,
    init: RequestInit,
    refusal: readonly [number, string],
  ])[] = [
    ['an unknown route', 'GET', `${PROJECT}/_apis/wiki/wikis`, {}, [404, 'HttpException']],
    ['a path outside of the organization', 'GET', '../other/_apis', {}, [404, 'HttpException']],
    [
      'a method that a route does not have',
      'DELETE',
      `${PROJECT}/_apis/build/builds/214?${VERSION}`,
      {},
      [405, 'HttpException'],
    ],
    ['a change without a version', 'POST', oidc, {}, [400, 'VssVersionNotSpecifiedException']],
    ['a body that is not JSON', 'POST', `${oidc}?${VERSION}`, { body: '{' }, [400, 'InvalidArgumentValueException']],
    [
      'no token',
      'POST',
      `${oidc}?${VERSION}`,
      { headers: { authorization: '' } },
      [401, 'UnauthorizedRequestException'],
    ],
    [
      'a plan of another run',
      'POST',
      `${oidc.replace(PLAN, JOB)}?${VERSION}`,
      {},
      [404, 'TaskOrchestrationPlanNotFoundException'],
    ],
    ['a build of another run', 'GET', `${PROJECT}/_apis/build/builds/1`, {}, [404, 'BuildNotFoundException']],
    ['another project', 'GET', 'other/_apis/build/builds/214', {}, [404, 'ProjectDoesNotExistWithNameException']],
    ['an unknown test run', 'GET', `${PROJECT}/_apis/test/runs/9`, {}, [404, 'TestObjectNotFoundException']],
    [
      'an unknown connection',
      'POST',
      `${oidc}?${VERSION}&serviceConnectionId=${PLAN}`,
      {},
      [404, 'ServiceEndpointNotFoundException'],
    ],
    [
      'a test run without a name',
      'POST',
      `${PROJECT}/_apis/test/runs?${VERSION}`,
      { body: '{}' },
      [400, 'InvalidArgumentValueException'],
    ],
    [
      'an artifact without a name',
      'POST',
      `${PROJECT}/_apis/build/builds/214/artifacts?${VERSION}`,
      { body: '[]' },
      [400, 'InvalidArgumentValueException'],
    ],
  ];
  for (const [what, method, path, init, [status, typeKey]] of REFUSED) {
    it(`refuse ${what} in the form of the service`, async () => {
      const answer = await fixture.request(method, path, init);
      assert.deepEqual([answer.status, answer.body['typeKey']], [status, typeKey]);
      assert.equal(typeof answer.body['message'], 'string');
    });
  }

  it('list builds in pages, and refuse a filter that they do not apply', async () => {
    const builds = `${PROJECT}/_apis/build/builds`;
    fixture.earlier = ['1', '2', '3'].map((id) => ({ ...fixture.run.build, id }));
    const page = async (query: string): Promise<readonly [ids: readonly number[], next: string | null]> => {
      const { body, headers } = await fixture.request('GET', `${builds}?${query}`);
      return [(body['value'] as { id: number }[]).map(({ id }) => id), headers.get('x-ms-continuationtoken')];
    };
    assert.deepEqual(await page('definitions=7&$top=3'), [[214, 3, 2], '3']);
    assert.deepEqual(await page('definitions=7&$top=3&continuationToken=3'), [[1], null]);
    assert.deepEqual(await page(`repositoryId=${REPOSITORY}&repositoryType=GitHub`), [[], null]);
    for (const query of ['tagFilters=a', 'queryOrder=FinishTimeAscending']) {
      assert.equal((await fixture.request('GET', `${builds}?${query}`)).status, 400);
    }
  });

  it('refuse the token of a job that has ended', async () => {
    fixture.run.closeJob(fixture.token);
    assert.equal((await fixture.request('GET', `${PROJECT}/_apis/build/builds/214`)).status, 401);
  });
});
