import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { fake } from 'sinon';
import type { HttpResponse } from '../../../lib/http/message';
import { NetworkError, type NetworkFault } from '../../../lib/http/network-error';
import { retrying, type RetryPolicy } from '../../../lib/http/retry';
import { VirtualClock } from '../../kit/virtual-clock';

type Simple = number | NetworkFault | Error;
type Answer = Simple | { readonly status: number; readonly retryAfter: string };
const BUDGET_MS = 300_000;

interface Trial {
  readonly attempts: number;
  /** The answer, or what was thrown. */
  readonly end: unknown;
  readonly waits: readonly number[];
  readonly told: readonly string[];
}

/** Lets `answers` come one after the other, the last one again and again. */
async function trial(answers: readonly Answer[], policy: Partial<RetryPolicy> = {}): Promise<Trial> {
  const clock = new VirtualClock({ start: Date.parse('2026-11-21T10:00:00Z') });
  let attempts = 0;
  const attempt = (): Promise<HttpResponse> => play(answers[Math.min(attempts++, answers.length - 1)] ?? 200);
  const onRetry = fake<[because: string, waitMs: number], void>();
  const tools = { clock, random: () => 0.5, onRetry };
  const end: unknown = await retrying(attempt, { repeatable: true, budgetMs: BUDGET_MS, ...policy }, tools).catch(
    (error: unknown) => error,
  );
  return { attempts, end, waits: clock.slept, told: onRetry.args.map(([because]) => because) };
}

async function play(answer: Answer): Promise<HttpResponse> {
  if (typeof answer === 'string') {
    throw new NetworkError(answer, `fault: ${answer}`);
  }
  if (answer instanceof Error) {
    throw answer;
  }
  const { status, retryAfter } = typeof answer === 'number' ? { status: answer, retryAfter: undefined } : answer;
  return { status, headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter }, body: '' };
}

describe('retrying', () => {
  const RULES: readonly { first: Simple; repeatable: boolean; attempts: number }[] = [
    ...[true, false].flatMap((repeatable) => [
      { first: 200, repeatable, attempts: 1 },
      { first: 302, repeatable, attempts: 1 },
      { first: 400, repeatable, attempts: 1 },
      { first: 401, repeatable, attempts: 1 },
      { first: 404, repeatable, attempts: 1 },
      { first: 500, repeatable, attempts: 1 },
      { first: 501, repeatable, attempts: 1 },
      { first: 429, repeatable, attempts: 2 },
      { first: 'certificate' as const, repeatable, attempts: 1 },
      { first: 'refused' as const, repeatable, attempts: 2 },
      { first: 'unreachable' as const, repeatable, attempts: 2 },
      { first: 'proxy' as const, repeatable, attempts: 2 },
      { first: new TypeError('a fault of ours'), repeatable, attempts: 1 },
    ]),
    ...([502, 503, 504, 'lost', 'timeout'] as const).flatMap((first) => [
      { first, repeatable: true, attempts: 2 },
      { first, repeatable: false, attempts: 1 },
    ]),
  ];
  for (const { first, repeatable, attempts } of RULES) {
    const kind = repeatable ? 'repeatable' : 'unrepeatable';
    it(`makes ${attempts} attempts at a ${kind} request after ${String(first)}`, async () => {
      assert.equal((await trial([first, 200], { repeatable })).attempts, attempts);
    });
  }

  for (const fault of ['refused', 'unreachable', 'proxy'] as const) {
    it(`gives up after three attempts when the connection is ${fault}`, async () => {
      const { attempts, end } = await trial([fault]);
      assert.equal(attempts, 3);
      assert.ok(end instanceof NetworkError && end.fault === fault);
    });
  }

  const WAITS: readonly { asked: string; waitMs: number }[] = [
    { asked: '7', waitMs: 7000 },
    { asked: '0.5', waitMs: 500 },
    { asked: '3600', waitMs: 120_000 },
    { asked: '0', waitMs: 250 },
    { asked: '', waitMs: 250 },
    { asked: '-1', waitMs: 250 },
    { asked: 'soon', waitMs: 250 },
    { asked: 'Sat, 21 Nov 2026 10:00:09 GMT', waitMs: 9000 },
    { asked: 'Saturday, 21-Nov-26 10:00:09 GMT', waitMs: 9000 },
    { asked: 'Sat, 21 Nov 2026 11:00:00 GMT', waitMs: 120_000 },
    { asked: 'Sat, 21 Nov 2026 09:59:59 GMT', waitMs: 250 },
  ];
  for (const { asked, waitMs } of WAITS) {
    it(`waits ${waitMs} ms when the service asks for '${asked}'`, async () => {
      assert.deepEqual((await trial([{ status: 429, retryAfter: asked }, 200])).waits, [waitMs]);
    });
  }

  it('waits longer each time, up to a limit', async () => {
    const { waits } = await trial([503, 503, 503, 503, 503, 503, 503, 200]);
    assert.deepEqual(waits, [250, 500, 1000, 2000, 4000, 5000, 5000]);
  });

  it('gives the last answer once its time is used up', async () => {
    const { waits, end } = await trial([503]);
    const total = waits.reduce((sum, wait) => sum + wait, 0);
    assert.ok(total <= BUDGET_MS && total > BUDGET_MS - 10_000, String(total));
    assert.equal((end as HttpResponse).status, 503);
  });

  it('does not begin a wait that would end after its time', async () => {
    const { attempts, waits } = await trial([{ status: 429, retryAfter: '60' }], { budgetMs: 30_000 });
    assert.deepEqual({ attempts, waits }, { attempts: 1, waits: [] });
  });

  it('tells before each wait why', async () => {
    assert.deepEqual((await trial(['lost', 503, 200])).told, ['fault: lost', 'status 503']);
  });

  it('ends at once when aborted during a wait, and leaves nothing behind', async () => {
    const clock = new VirtualClock({ advance: 'manual' });
    const { signal, abort } = abortable();
    let attempts = 0;
    const ending = retrying(
      () => play([429][attempts++] ?? 200),
      { repeatable: true, budgetMs: BUDGET_MS },
      { clock, random: () => 0.5, signal, onRetry: () => setImmediate(abort) },
    );
    await assert.rejects(ending, /cancelled/);
    assert.deepEqual([attempts, clock.sleeping, getEventListeners(signal, 'abort').length], [1, 0, 0]);
  });
});

function abortable(): { signal: AbortSignal; abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort(new Error('cancelled')) };
}
