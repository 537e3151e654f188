import assert from 'node:assert/strict';
import { LoginError } from '../../../lib/core/login-error';
import { loginRequest, type LoginAnswer, type LoginRetryPolicy } from '../../../lib/http/login-request';
import { VirtualClock } from '../../kit/virtual-clock';

interface Service {
  /** What is answered first, before a token is given. */
  readonly first: { readonly status: number; readonly retryAfter?: string };
  readonly times?: number;
  readonly retryPolicy?: LoginRetryPolicy;
}

interface Asking {
  readonly answer: Promise<LoginAnswer>;
  readonly clock: VirtualClock;
  readonly attempts: () => number;
}

function ask({ first, times = 1, retryPolicy }: Service): Asking {
  const clock = new VirtualClock();
  const { status, retryAfter } = first;
  const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
  let attempts = 0;
  const tools = {
    send: () => Promise.resolve(++attempts > times ? { status: 200, headers: {}, body: '{}' } : answer),
    clock,
    random: () => 0.5,
    onRetry: () => undefined,
    ...(retryPolicy !== undefined && { retryPolicy }),
  };
  const answer = { status, headers, body: '{"error":"server_error"}' };
  const request = { method: 'POST', url: 'https://login.test/t', headers: {} } as const;
  return { answer: loginRequest(request, tools), clock, attempts: () => attempts };
}

describe('a request for a token', () => {
  for (const status of [429, 500, 501, 502, 503, 504, 599]) {
    it(`is repeated after ${status}`, async () => {
      const { answer, attempts } = ask({ first: { status } });
      assert.deepEqual([(await answer).status, attempts()], [200, 2]);
    });
  }

  for (const status of [400, 401, 403, 404, 410]) {
    it(`stands with ${status}, which says no to who asks`, async () => {
      const { answer, attempts } = ask({ first: { status } });
      assert.deepEqual([(await answer).status, attempts()], [status, 1]);
    });
  }

  const GIVEN_UP: readonly { status: number; retryAfter?: string; attempts: RegExp; says: string }[] = [
    { status: 500, attempts: /^1\d$/, says: 'login.test answered 500 when asked for a token' },
    { status: 429, attempts: /^1\d$/, says: 'login.test answered 429 when asked for a token' },
    { status: 429, retryAfter: '30', attempts: /^3$/, says: 'login.test answered 429 when asked for a token' },
    {
      status: 429,
      retryAfter: '300',
      attempts: /^1$/,
      says: 'login.test answered 429 when asked for a token, and is not to be asked again for 5 min',
    },
  ];
  for (const { status, retryAfter, attempts, says } of GIVEN_UP) {
    const what = retryAfter === undefined ? '' : ` and a pause of ${retryAfter} s`;
    it(`is given up when a minute of ${status}${what} is over, or would be`, async () => {
      const first = { status, ...(retryAfter !== undefined && { retryAfter }) };
      const asking = ask({ first, times: Infinity });
      await assert.rejects(
        asking.answer,
        (error) => error instanceof LoginError && error.isPassing && error.message === says,
      );
      assert.match(String(asking.attempts()), attempts);
      assert.ok(asking.clock.now() <= 60_000);
    });
  }

  it('retries for as long as a slow service is known to need', async () => {
    const retryPolicy: LoginRetryPolicy = { isRetried: (status) => status === 404, budgetMs: 90_000 };
    const found = ask({ first: { status: 404 }, times: 18, retryPolicy });
    assert.equal((await found.answer).status, 200);
    assert.ok(found.clock.now() > 70_000, String(found.clock.now()));
    const asking = ask({ first: { status: 404 }, times: Infinity, retryPolicy });
    await assert.rejects(asking.answer, (error) => error instanceof LoginError && error.fault === 'unavailable');
  });
});
