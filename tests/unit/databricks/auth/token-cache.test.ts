import assert from 'node:assert/strict';
import { fake, type SinonSpy } from 'sinon';
import { AccessToken } from '../../../../lib/databricks/auth/access-token';
import { TokenCache } from '../../../../lib/databricks/auth/token-cache';
import { VirtualClock } from '../../../kit/virtual-clock';

const MINUTE = 60_000;

interface Login {
  readonly clock: VirtualClock;
  readonly cache: TokenCache;
  /** How often a token was asked for. */
  readonly count: () => number;
  readonly onFailedRenewal: SinonSpy<[error: unknown], void>;
  /** What the next requests for a token do instead of giving one. */
  readonly faults: (Error | Promise<void>)[];
}

function login({ minutes = 60, earlyMs = 0 } = {}): Login {
  const clock = new VirtualClock({ start: 1_000_000 });
  const onFailedRenewal = fake<[error: unknown], void>();
  const faults: (Error | Promise<void>)[] = [];
  const fetchToken = fake(async (): Promise<AccessToken> => {
    const value = `token ${fetchToken.callCount}`;
    const fault = faults.shift();
    if (fault instanceof Error) {
      throw fault;
    }
    await fault;
    return new AccessToken(value, clock.now(), clock.now() + minutes * MINUTE);
  });
  const cache = new TokenCache(fetchToken, { clock, onFailedRenewal, earlyMs });
  return { clock, cache, onFailedRenewal, faults, count: () => fetchToken.callCount };
}

/** Lets work in the background go on until nothing is left to do. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function valueOf(cache: TokenCache): Promise<string> {
  const { value } = await cache.current();
  await settled();
  return value;
}

describe('TokenCache', () => {
  it('asks once for callers that come at the same time', async () => {
    const { cache, count } = login();
    const tokens = await Promise.all([cache.current(), cache.current(), cache.current()]);
    assert.deepEqual([new Set(tokens).size, count()], [1, 1]);
  });

  const WINDOWS: readonly { minutes: number; opensAfter: number }[] = [
    { minutes: 60, opensAfter: 40 },
    { minutes: 24 * 60, opensAfter: 24 * 60 - 20 },
    { minutes: 10, opensAfter: 5 },
  ];
  for (const { minutes, opensAfter } of WINDOWS) {
    it(`renews a token of ${minutes} min in the background after ${opensAfter} min`, async () => {
      const { cache, clock } = login({ minutes });
      await cache.current();
      clock.advance(opensAfter * MINUTE - 1);
      assert.equal(await valueOf(cache), 'token 1');
      assert.equal(await valueOf(cache), 'token 1');
      clock.advance(1);
      assert.equal(await valueOf(cache), 'token 1');
      assert.equal(await valueOf(cache), 'token 2');
    });
  }

  it('renews once, however many ask in the window', async () => {
    const { cache, clock, count } = login();
    await cache.current();
    clock.advance(50 * MINUTE);
    await Promise.all([cache.current(), cache.current(), cache.current()]);
    await settled();
    assert.equal(count(), 2);
  });

  it('reports a failed renewal once, for any number of callers in the window', async () => {
    const { cache, clock, faults, onFailedRenewal } = login();
    await cache.current();
    clock.advance(50 * MINUTE);
    faults.push(new Error('down'));
    await Promise.all([cache.current(), cache.current(), cache.current()]);
    await settled();
    assert.equal(onFailedRenewal.callCount, 1);
  });

  it('goes on with the token in hand when a renewal fails, and tries again a minute later', async () => {
    const { cache, clock, faults, onFailedRenewal, count } = login();
    await cache.current();
    clock.advance(50 * MINUTE);
    faults.push(new Error('down'));
    assert.equal(await valueOf(cache), 'token 1');
    clock.advance(MINUTE - 1);
    assert.equal(await valueOf(cache), 'token 1');
    assert.deepEqual([count(), onFailedRenewal.callCount], [2, 1]);
    clock.advance(1);
    await valueOf(cache);
    assert.equal(await valueOf(cache), 'token 3');
  });

  it('makes callers wait once the token has ended, and fail when the login does', async () => {
    const { cache, clock, faults, onFailedRenewal } = login();
    await cache.current();
    clock.advance(60 * MINUTE);
    faults.push(new Error('down'));
    await assert.rejects(cache.current(), /^Error: down$/);
    assert.equal(await valueOf(cache), 'token 3');
    assert.deepEqual(onFailedRenewal.args, []);
  });

  it('counts a token as expired as early as configured', async () => {
    const { cache, clock } = login({ earlyMs: 40_000 });
    await cache.current();
    clock.advance(60 * MINUTE - 40_000);
    assert.equal(await valueOf(cache), 'token 2');
  });

  it('forgets the token that was refused, and no newer one', async () => {
    const { cache, count } = login();
    await cache.current();
    cache.forget('token 1');
    assert.equal(await valueOf(cache), 'token 2');
    cache.forget('token 1');
    assert.equal(await valueOf(cache), 'token 2');
    assert.equal(count(), 2);
  });

  it('lets a caller go who is cancelled, and the others wait on', async () => {
    const { cache, faults } = login();
    let open = (): void => undefined;
    faults.push(new Promise((resolve) => (open = resolve)));
    const controller = new AbortController();
    const cancelled = cache.current(controller.signal);
    const other = cache.current();
    controller.abort(new Error('cancelled'));
    await assert.rejects(cancelled, /^Error: cancelled$/);
    open();
    assert.equal((await other).value, 'token 1');
  });

  it('asks for nothing on behalf of who is cancelled already', async () => {
    const { cache, count } = login();
    await assert.rejects(cache.current(AbortSignal.abort(new Error('cancelled'))), /cancelled/);
    assert.equal(count(), 0);
  });
});
