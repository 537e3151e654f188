import assert from 'node:assert/strict';
import { LoginError } from '../../../../lib/core/login-error';
import { isPassing } from '../../../../lib/databricks/api/passing';
import { managedIdentityToken } from '../../../../lib/databricks/auth/entra/managed-identity';
import type { TokenTools } from '../../../../lib/databricks/auth/login';
import { recordedLogin } from '../../../kit/logins/login-tools';
import { VirtualClock } from '../../../kit/virtual-clock';

const PASSING: readonly { status: number; body: string }[] = [
  { status: 404, body: '' },
  { status: 404, body: '{"error":"not_found","error_description":"The service is updating"}' },
  { status: 410, body: '' },
  { status: 410, body: '{"error":"gone","error_description":"The service is updating"}' },
  { status: 500, body: '{"error":"unknown"}' },
  { status: 502, body: '<html>' },
];

/** A service that answers so for a while, with waits as short or as long as chance may make them. */
function updating(answer: (typeof PASSING)[number], { ms = Infinity, chance = 0.5 } = {}): TokenTools {
  const clock = new VirtualClock();
  const token = { status: 200, body: '{"access_token":"a.b.c","expires_in":"60"}' };
  const send: TokenTools['send'] = () => Promise.resolve({ headers: {}, ...(clock.now() < ms ? answer : token) });
  return { ...recordedLogin(send).tools, clock, random: () => chance };
}

describe('the identity service of a machine', () => {
  for (const answer of PASSING) {
    const what = `${answer.status} '${answer.body}'`;
    for (const chance of [0.2, 0.5, 1]) {
      it(`may answer ${what} for 70 s, whatever the waits in between (${chance})`, async () => {
        const tools = updating(answer, { ms: 70_000, chance });
        assert.equal((await managedIdentityToken('r', undefined, tools)).value, 'a.b.c');
      });
    }

    it(`is unavailable, not absent, when it answers ${what} for longer`, async () => {
      await assert.rejects(managedIdentityToken('r', undefined, updating(answer)), (error) => {
        assert.ok(error instanceof LoginError && isPassing(error));
        const reason = `169.254.169.254 answered ${answer.status} when asked for a token`;
        assert.equal(error.message, `The identity service of this agent's machine gave no token: ${reason}`);
        assert.match(error.fix ?? '', /^Re-run this stage later\. .* Run the job on a self-hosted agent/);
        return true;
      });
    });
  }

  it('is not retried if it says that there is no identity', async () => {
    const answer = { status: 400, body: '{"error":"invalid_request","error_description":"Identity not found"}' };
    const tools = updating(answer, { ms: 1 });
    await assert.rejects(
      managedIdentityToken('r', undefined, tools),
      /^UserError: The machine of this agent has no managed identity to use \(400 invalid_request\): Identity not found$/,
    );
    assert.equal(tools.clock.now(), 0);
  });
});
