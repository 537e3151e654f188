import assert from 'node:assert/strict';
import { parseJson, type JsonObject } from '../../../../lib/core/lossless-json';
import type { AccountSeed } from '../../../../local/workspace/account-seed';
import { VirtualClock } from '../../../kit/virtual-clock';
import { notebook } from '../../../kit/workspace/runs';
import { call, errorOf, idOf, useAccountServer, useWorkspaceServer } from '../../../kit/workspace/stand-in';

const ME = '/api/2.0/preview/scim/v2/Me';

describe('workspace access', () => {
  const addWorkspace = useWorkspaceServer();
  const addAccount = useAccountServer();

  it('answers a wrong token with 403 and a numeric error code', async () => {
    const { host } = addWorkspace();
    const answer = await call({ host, token: 'dapi0' }, `GET ${ME}`);
    assert.deepEqual(errorOf(answer), [403, 403]);
    const requestId = answer.headers.get('x-request-id');
    assert.equal(answer.body['message'], `Invalid access token. [ReqId: ${requestId}]`);
    assert.equal(answer.headers.get('x-databricks-reason-phrase'), 'Invalid access token.');
  });

  for (const authorization of [undefined, 'Basic dXNlcjpwYXNz', 'Bearer ']) {
    it(`answers the credential '${authorization ?? '(none)'}' with 401`, async () => {
      const { host } = addWorkspace();
      const headers = authorization === undefined ? {} : { authorization };
      const response = await fetch(`${host}${ME}`, { headers });
      assert.equal(response.status, 401);
      assert.match(await response.text(), /"error_code":401,"message":"Credential was not sent/);
    });
  }

  it('answers an expired token as a wrong one', async () => {
    const workspace = addWorkspace();
    workspace.expireToken();
    assert.deepEqual(errorOf(await call(workspace, `GET ${ME}`)), [403, 403]);
  });

  it('keeps a second token alive when the first one expires', async () => {
    const workspace = addWorkspace();
    const identity = { userName: 'b5c1f0de-0000-4000-8000-000000000001', kind: 'servicePrincipal' } as const;
    const second = workspace.addToken(identity);
    workspace.expireToken();
    const { status, body } = await call({ host: workspace.host, token: second }, `GET ${ME}`);
    assert.equal(status, 200);
    assert.equal(body['userName'], identity.userName);
    assert.equal(body['active'], true);
    assert.equal(body['emails'], undefined);
  });

  it('makes the first identity an administrator, unless the seed has said who is one', async () => {
    const groupsOfFirst = async (seed: AccountSeed) => {
      const { body } = await call(addAccount(seed).firstWorkspace, `GET ${ME}`);
      return (body['groups'] as readonly JsonObject[]).map(({ display }) => display);
    };
    assert.deepEqual(await groupsOfFirst({}), ['users', 'admins']);
    assert.deepEqual(await groupsOfFirst({ groups: [{ displayName: 'admins', members: [] }] }), ['users']);
  });

  it('sends request id and workspace id with every reply, refusals included', async () => {
    const workspace = addWorkspace();
    for (const endpoint of [`GET ${ME}`, 'GET /api/2.0/workspace/get-status']) {
      const { headers } = await call(workspace, endpoint);
      assert.match(headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/);
      assert.equal(headers.get('x-databricks-org-id'), workspace.orgId);
      assert.ok(headers.has('date'));
    }
  });

  it('repeats the request id in the details of an error', async () => {
    const { headers, body } = await call(addWorkspace(), 'GET /api/2.0/workspace/get-status', { path: '/none' });
    const requestInfo = 'type.googleapis.com/google.rpc.RequestInfo';
    assert.deepEqual(body['details'], [
      { '@type': requestInfo, request_id: headers.get('x-request-id'), serving_data: '' },
    ]);
  });

  it('shows a workspace nothing of another one', async () => {
    const [one, other] = [addWorkspace(), addWorkspace()];
    one.putFile('/Shared/secret.txt', 'one');
    one.putNotebook('/Shared/n', '');
    const { body } = await call(one, 'POST /api/2.2/jobs/runs/submit', { tasks: [notebook('/Shared/n')] });
    await one.runEnded(idOf(body));

    const elsewhere = await call(other, 'GET /api/2.0/workspace/get-status', { path: '/Shared/secret.txt' });
    const run = await call(other, 'GET /api/2.2/jobs/runs/get', { run_id: body['run_id'] });
    assert.deepEqual(errorOf(elsewhere), [404, 'RESOURCE_DOES_NOT_EXIST']);
    assert.deepEqual(errorOf(run), [400, 'INVALID_PARAMETER_VALUE']);
    assert.deepEqual(
      other.requests.map(({ path }) => path),
      ['/api/2.0/workspace/get-status', '/api/2.2/jobs/runs/get'],
    );
    assert.equal(other.runs().length, 0);
  });
});

describe('workspace time', () => {
  const clock = new VirtualClock({ advance: 'manual' });
  const addWorkspace = useWorkspaceServer({ clock });

  it('is the time of the given clock, in replies and on objects', async () => {
    const workspace = addWorkspace();
    workspace.putFile('/Shared/a.txt', 'a');
    const { headers, body } = await call(workspace, 'GET /api/2.0/workspace/get-status', { path: '/Shared/a.txt' });
    assert.equal(headers.get('date'), 'Thu, 01 Jan 1970 00:00:00 GMT');
    assert.equal(body['modified_at'], 0);
  });
});

describe('workspace routes', () => {
  const addWorkspace = useWorkspaceServer();
  const unknown = ['GET /api/2.0/no/such', 'POST /api/2.2/jobs/get', 'GET /api/3.0/jobs/list', 'GET /'];

  for (const endpoint of unknown) {
    it(`refuses ${endpoint} and remembers it`, async () => {
      const workspace = addWorkspace();
      const answer = await call(workspace, endpoint);
      assert.deepEqual(errorOf(answer), [404, 'ENDPOINT_NOT_FOUND']);
      assert.equal(answer.body['message'], `No API found for '${endpoint}'`);
      assert.deepEqual(workspace.findings.unknownRoutes, [endpoint]);
      assert.throws(() => workspace.findings.assertNone(), new RegExp(`${endpoint}\\.\nFix: `));
      workspace.findings.acceptUnknownRoutes();
      workspace.findings.assertNone();
    });
  }

  for (const body of ['not json', '"text"', '[1]']) {
    it(`refuses the body ${body} as malformed`, async () => {
      const workspace = addWorkspace();
      const headers = { authorization: `Bearer ${workspace.token}` };
      const response = await fetch(`${workspace.host}/api/2.0/workspace/mkdirs`, { method: 'POST', headers, body });
      assert.equal(response.status, 400);
      assert.match(await response.text(), /"error_code":"MALFORMED_REQUEST"/);
      assert.deepEqual(workspace.requests[0]?.body, body === 'not json' ? body : parseJson(body));
    });
  }
});
