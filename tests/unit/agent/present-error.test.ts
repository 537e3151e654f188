import assert from 'node:assert/strict';
import { fake } from 'sinon';
import { presentable } from '../../../lib/agent/present-error';
import { UserError } from '../../../lib/core/errors';
import { LoginError, type LoginFault } from '../../../lib/core/login-error';
import { ApiError } from '../../../lib/databricks/api/api-error';
import { UnusableAnswer } from '../../../lib/databricks/wire/fields';
import { NetworkError, type NetworkFault } from '../../../lib/http/network-error';

const REQUEST = {
  method: 'GET',
  path: '/api/2.2/jobs/get',
  doing: 'Reading job 7',
  permission: "'Can View' on job 7",
} as const;

function answered(status: number, body: string, headers: Readonly<Record<string, string>> = {}): ApiError {
  return new ApiError(REQUEST, { status, headers, body });
}

const json = (error_code: string, message: string): string => JSON.stringify({ error_code, message });

async function shown(error: unknown): Promise<{ told: string | undefined; asked: number }> {
  const whoAmI = fake.resolves('ci-bot');
  const presented = await presentable(error, whoAmI);
  return { told: presented && `${presented.code} ${presented.lines}`, asked: whoAmI.callCount };
}

describe('presentable', () => {
  const ANSWERS: readonly { what: string; error: ApiError; told: RegExp }[] = [
    {
      what: 'a missing permission, with who lacks which',
      error: answered(403, json('PERMISSION_DENIED', 'no'), { 'x-request-id': 'r1', 'x-databricks-org-id': '9' }),
      told: /^PERMISSION_MISSING Reading job 7 failed \(403 PERMISSION_DENIED\): no \[GET \/api\/2\.2\/jobs\/get, request r1, workspace 9\]\nFix: Grant 'ci-bot' 'Can View' on job 7\. \(PERMISSION_MISSING\)$/,
    },
    {
      what: 'a wrong token',
      error: answered(403, '{"error_code":403,"message":"Invalid access token."}'),
      told: /^TOKEN_REFUSED Reading job 7 failed \(403\): Invalid access token\. \[GET [^\]]*\]\nFix: Put a valid token/,
    },
    {
      what: 'a login page',
      error: answered(302, ''),
      told: /^WRONG_NETWORK Reading job 7 failed \(302\): a web page came back.*\nFix: Check the address/,
    },
    { what: 'throttling', error: answered(429, ''), told: /^THROTTLED .*\nFix: Re-run this stage later/ },
    {
      what: 'an outage',
      error: answered(503, ''),
      told: /^SERVICE_UNAVAILABLE .*\nFix: Re-run this stage; if it happens again, give the request id/,
    },
    {
      what: 'an answer that says nothing',
      error: new ApiError(
        REQUEST,
        { status: 200, headers: {}, body: '{}' },
        { unusable: new UnusableAnswer("it has no 'job_id'") },
      ),
      told: /^ANSWER_UNREADABLE Reading job 7 failed \(200\): the answer cannot be used: it has no 'job_id' \[GET \/api\/2\.2\/jobs\/get\]\nFix: Re-run this stage; /,
    },
    {
      what: 'a thing that is absent',
      error: answered(404, json('RESOURCE_DOES_NOT_EXIST', 'no job')),
      told: /^REQUEST_REFUSED .*: no job \[.*\nFix: Correct what the message names/,
    },
    {
      what: 'a request that is refused',
      error: answered(400, json('MALFORMED_REQUEST', 'bad')),
      told: /^REQUEST_REFUSED .*\(400 MALFORMED_REQUEST\): bad/,
    },
  ];
  for (const { what, error, told } of ANSWERS) {
    it(`explains ${what}`, async () => assert.match((await shown(error)).told ?? '', told));
  }

  it('names whose credentials were shown where that is not the connection', async () => {
    const caller = { name: 'the owner of TOKEN', whenRefused: 'Map another TOKEN.' };
    const refusals = [json('PERMISSION_DENIED', 'no'), '{"error_code":403,"message":"Invalid access token."}'];
    const said = refusals.map((body) => shown(new ApiError(REQUEST, { status: 403, headers: {}, body }, { caller })));
    const [permission, token] = await Promise.all(said);
    assert.match(permission?.told ?? '', /\nFix: Grant the owner of TOKEN 'Can View' on job 7\. /);
    assert.match(token?.told ?? '', /\nFix: Map another TOKEN\. \(TOKEN_REFUSED\)$/);
    assert.equal(permission?.asked, 0);
  });

  it('quotes a name, but not a phrase instead of one', async () => {
    const refused = answered(403, json('PERMISSION_DENIED', 'no'));
    const presented = await presentable(refused, () => Promise.resolve(undefined));
    assert.equal(presented?.fix, "Grant the identity of the connection 'Can View' on job 7.");
  });

  it('asks who the connection is only where a permission is missing', async () => {
    const asked = await Promise.all(ANSWERS.map(async ({ error }) => (await shown(error)).asked));
    assert.deepEqual(asked, [1, 0, 0, 0, 0, 0, 0, 0]);
  });

  const FAULTS: readonly (readonly [fault: NetworkFault, told: RegExp])[] = [
    ['unreachable', /^HOST_UNREACHABLE gone\.\nFix: Check the address .*DNS/],
    ['refused', /^HOST_UNREACHABLE gone\.\nFix: Check the address and port/],
    ['proxy', /^HOST_UNREACHABLE gone\.\nFix: Check the agent's proxy/],
    ['lost', /^HOST_UNREACHABLE gone\.\nFix: Re-run this stage/],
    ['timeout', /^HOST_UNREACHABLE gone\.\nFix: Re-run this stage/],
    ['certificate', /^CERTIFICATE_REFUSED gone\.\nFix: Configure the agent with the CA/],
    ['clientCertificate', /^CERTIFICATE_REFUSED gone\.\nFix: Configure the agent with a client certificate/],
  ];
  for (const [fault, told] of FAULTS) {
    it(`explains the network fault '${fault}'`, async () => {
      assert.match((await shown(new NetworkError(fault, 'gone'))).told ?? '', told);
    });
  }

  const LOGIN_FAULTS: readonly (readonly [fault: LoginFault, told: RegExp])[] = [
    ['throttled', /^LOGIN_UNAVAILABLE gone\.\nFix: Re-run this stage later/],
    ['unavailable', /^LOGIN_UNAVAILABLE gone\.\nFix: Re-run this stage later/],
    ['malformed', /^LOGIN_UNAVAILABLE gone\.\nFix: Check that the address leads to/],
    ['page', /^WRONG_NETWORK gone\.\nFix: Check the address/],
    ['unreachable', /^HOST_UNREACHABLE gone\.\nFix: Let the agent reach the login service/],
  ];
  for (const [fault, told] of LOGIN_FAULTS) {
    it(`explains a login that is '${fault}'`, async () => {
      assert.match((await shown(new LoginError(fault, 'h', { message: 'gone' }))).told ?? '', told);
    });
  }

  it('explains the certificate of a login as any other', async () => {
    const cause = new NetworkError('certificate', 'untrusted');
    const error = new LoginError('unreachable', 'h', { message: 'gone', cause });
    assert.match((await shown(error)).told ?? '', /^CERTIFICATE_REFUSED untrusted\.\nFix: Configure the agent/);
  });

  it('says what the connection says where the workspace refuses who asks', async () => {
    const error = answered(401, '');
    const presented = await presentable(error, () => Promise.resolve('x'), 'Join the workspace.');
    assert.equal(presented?.fix, 'Join the workspace.');
  });

  it('passes on an error that is already explained', async () => {
    const error = new UserError('JOB_NOT_FOUND', { what: 'a', fix: 'b' });
    assert.equal(await presentable(error, () => Promise.resolve('x')), error);
  });

  for (const bug of [new TypeError('x is not a function'), 'text', undefined]) {
    it(`does not explain ${String(bug)}, which is a fault of ours`, async () => {
      assert.equal((await shown(bug)).told, undefined);
    });
  }
});
