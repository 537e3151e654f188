import assert from 'node:assert/strict';
import { fake } from 'sinon';
import { UserError } from '../../../../lib/core/errors';
import type { AccessToken } from '../../../../lib/databricks/auth/access-token';
import type { TokenTools } from '../../../../lib/databricks/auth/login';
import { tokenForSecret } from '../../../../lib/databricks/auth/oauth-secret';
import { TokenCache } from '../../../../lib/databricks/auth/token-cache';
import { exchangedToken } from '../../../../lib/databricks/auth/token-exchange';
import { answering, recordedLogin } from '../../../kit/logins/login-tools';
import { VirtualClock } from '../../../kit/virtual-clock';

const endpoint = (): Promise<string> => Promise.resolve('https://w/t');
const claims = { iss: 'https://i', sub: 'sc://a/b/c', aud: 'api://x', exp: 9_000_000_000 };
const jwt = ['{}', JSON.stringify(claims), 'x'].map((part) => Buffer.from(part).toString('base64url')).join('.');

type Way = (tools: TokenTools) => Promise<AccessToken>;
const federation: Way = (tools) =>
  exchangedToken({ endpoint, clientId: 'app', assertion: () => Promise.resolve(jwt) }, tools);
const secret: Way = (tools) => tokenForSecret({ endpoint, clientId: 'app', secret: 's' }, tools);

interface Refusal {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

async function told(way: Way, { status, body }: Refusal): Promise<UserError> {
  const { tools } = recordedLogin(answering({ status, body: JSON.stringify(body) }));
  const error: unknown = await way(tools).catch((thrown: unknown) => thrown);
  return error instanceof UserError ? error : assert.fail(String(error));
}

const oauth = (status: number, error: string): Refusal => ({ status, body: { error, error_description: 'No.' } });
const BLOCKED: Refusal = { status: 403, body: { error_code: 403, message: 'Source IP address is blocked.' } };
const NOWHERE: Refusal = { status: 404, body: { error_code: 'ENDPOINT_NOT_FOUND', message: 'No API found' } };

describe('a refusal by the token endpoint of a workspace', () => {
  const ELSEWHERE: readonly { refusal: Refusal; fix: RegExp }[] = [
    { refusal: BLOCKED, fix: /^Have the agent's outgoing address added to the IP access lists/ },
    { refusal: oauth(403, 'access_denied'), fix: /^Have the agent's outgoing address added/ },
    { refusal: NOWHERE, fix: /^Correct the workspace URL/ },
    { refusal: oauth(400, 'unsupported_grant_type'), fix: /^Correct what the reason names/ },
  ];
  for (const [name, way] of Object.entries({ federation, secret })) {
    for (const { refusal, fix } of ELSEWHERE) {
      it(`does not blame the ${name} for ${refusal.status} ${JSON.stringify(refusal.body)}`, async () => {
        const error = await told(way, refusal);
        assert.equal(error.code, 'LOGIN_REFUSED');
        assert.match(
          error.message,
          new RegExp(`^Databricks gave service principal app no token \\(${refusal.status} `),
        );
        assert.match(error.fix, fix);
        assert.deepEqual(error.details, []);
      });
    }
  }

  for (const refusal of [oauth(401, 'invalid_client'), oauth(400, 'invalid_client'), oauth(401, 'other')]) {
    it(`leads to the application ID, and to the secret where there is one, for ${JSON.stringify(refusal)}`, async () => {
      const errors = [await told(federation, refusal), await told(secret, refusal)];
      assert.match(errors[0]?.fix ?? '', /^Correct the application ID in the service connection/);
      assert.match(errors[1]?.fix ?? '', /application ID .*generate an OAuth secret/);
      assert.deepEqual(new Set(errors.map(({ code }) => code)), new Set(['LOGIN_REFUSED']));
    });
  }

  for (const code of ['invalid_grant', 'invalid_request']) {
    it(`comes with the policy that the token lacks for 400 ${code}`, async () => {
      const error = await told(federation, oauth(400, code));
      assert.equal(error.code, 'FEDERATION_REFUSED');
      assert.match(error.message, /\[iss 'https:\/\/i', sub 'sc:\/\/a\/b\/c', aud 'api:\/\/x'\]$/);
      const policy = '{"oidc_policy":{"issuer":"https://i","audiences":["api://x"],"subject":"sc://a/b/c"}}';
      assert.ok(error.details.includes(`  ${policy}`), error.details.join('\n'));
    });
  }

  it('bothers nobody with the policy while the token in hand is good', async () => {
    const clock = new VirtualClock();
    const onRetry = fake<[line: string], void>();
    const onFailedRenewal = fake<[error: unknown], void>();
    let isTrusted = true;
    const token = { status: 200, headers: {}, body: '{"access_token":"a.b.c","expires_in":3600}' };
    const { tools } = recordedLogin((request) =>
      isTrusted ? Promise.resolve(token) : answering({ status: 400, body: '{"error":"invalid_grant"}' })(request),
    );
    const cache = new TokenCache(() => federation({ ...tools, clock, onRetry }), { clock, onFailedRenewal });
    await cache.current();
    isTrusted = false;
    clock.advance(45 * 60_000);
    assert.equal((await cache.current()).value, 'a.b.c');
    await new Promise((resolve) => setImmediate(resolve));
    const [error] = onFailedRenewal.firstCall.args;
    assert.ok(error instanceof UserError && error.details.length > 0);
    assert.deepEqual([onFailedRenewal.callCount, onRetry.args], [1, []]);
  });
});
