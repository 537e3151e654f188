import { overlapping } from './overlap';
import { runPromotion, type Interceptor, type RunResult } from './pipelines';
import type { PromotionRunFixture } from './promotion-run-fixture';
import type { RequestFault } from './remembered-registry';

/** What happens at one request of a promotion of version 2. */
export const EVENTS = [
  'refused',
  'throttled',
  'unavailable',
  'cutBefore',
  'cutAfter',
  'stale',
  'diesBefore',
  'diesAfter',
  'cancelled',
  'personMoves',
  'secondPipeline',
  'secondOverlaps',
] as const;
export type Event = (typeof EVENTS)[number];

export interface EventCase {
  readonly at: number;
  readonly event: Event;
}

/** How it ended, for all who took part. */
export interface CaseOutcome {
  readonly ours: RunResult;
  /** The pipeline that promoted version 3 meanwhile. */
  readonly theirs: RunResult | undefined;
  readonly between: readonly number[];
  /** The run after it, which nothing disturbs. */
  readonly next: RunResult;
  readonly atLast: readonly number[];
  readonly folder: string;
}

/** Every event at every request that an undisturbed promotion makes. */
export async function casesOf(fixture: PromotionRunFixture): Promise<readonly EventCase[]> {
  const { ours } = fixture.begin();
  const { requests } = await runPromotion(fixture.under, fixture.endpoint, { folder: ours, version: 2 });
  return requests.flatMap((request, at) =>
    EVENTS.filter((event) => event !== 'stale' || request.startsWith('GET ')).map((event) => ({ at, event })),
  );
}

export async function runCase(fixture: PromotionRunFixture, { at, event }: EventCase): Promise<CaseOutcome> {
  const { under, endpoint, holders } = fixture;
  const { ours: folder, theirs: theirFolder } = fixture.begin();
  const pipeline = new AbortController();
  let theirs: RunResult | undefined;
  let isDead = false;
  const overlap = event === 'secondOverlaps' ? overlapping(fixture, theirFolder) : undefined;
  await overlap?.arrives();
  const does: Readonly<Record<Exclude<Event, RequestFault>, Interceptor>> = {
    diesBefore: () => {
      isDead = true;
      return Promise.reject(new Error('The step is dead.'));
    },
    diesAfter: async (_, __, send) => {
      await send();
      isDead = true;
      throw new Error('The step is dead.');
    },
    cancelled: (_, __, send) => {
      pipeline.abort(new Error('The pipeline was cancelled.'));
      return send();
    },
    personMoves: async (_, __, send) => {
      await fixture.model.movePointer({ pointer: fixture.place.pointer, version: 3, others: 'archive' });
      return send();
    },
    secondPipeline: async (_, __, send) => {
      theirs = await runPromotion(under, endpoint, { folder: theirFolder, version: 3 });
      return send();
    },
    secondOverlaps: async (_, __, send) => {
      await overlap?.moves();
      return send();
    },
  };
  const intercept: Interceptor = (index, request, send) => {
    if (isDead) {
      return Promise.reject(new Error('The step is dead.'));
    }
    if (index !== at) {
      return send();
    }
    return event in does ? does[event as keyof typeof does](index, request, send) : send(event as RequestFault);
  };
  const ours = await runPromotion(under, endpoint, { folder, version: 2, intercept, signal: pipeline.signal });
  theirs = overlap === undefined ? theirs : await overlap.ends();
  const between = await holders();
  const next = await runPromotion(under, endpoint, { folder, version: 2 });
  return { ours, theirs, between, next, atLast: await holders(), folder };
}
