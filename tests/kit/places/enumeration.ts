import { overlapping } from './overlap';
import { runPromotion, type Befalls, type Ended } from './pipelines';
import type { PromotionRunFixture } from './promotion-run-fixture';
import type { Befalling } from './remembered-registry';

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

export interface Case {
  readonly at: number;
  readonly event: Event;
}

/** How it ended, for all who took part. */
export interface Story {
  readonly ours: Ended;
  /** The pipeline that promoted version 3 meanwhile. */
  readonly theirs: Ended | undefined;
  readonly between: readonly number[];
  /** The run after it, which nothing disturbs. */
  readonly next: Ended;
  readonly atLast: readonly number[];
  readonly folder: string;
}

/** Every event at every request that a promotion makes when nothing befalls it. */
export async function casesOf(fixture: PromotionRunFixture): Promise<readonly Case[]> {
  const { ours } = fixture.begin();
  const { requests } = await runPromotion(fixture.under, fixture.endpoint, { folder: ours, version: 2 });
  return requests.flatMap((request, at) =>
    EVENTS.filter((event) => event !== 'stale' || request.startsWith('GET ')).map((event) => ({ at, event })),
  );
}

export async function play(fixture: PromotionRunFixture, { at, event }: Case): Promise<Story> {
  const { under, endpoint, holders } = fixture;
  const { ours: folder, theirs: theirFolder } = fixture.begin();
  const pipeline = new AbortController();
  let theirs: Ended | undefined;
  let isDead = false;
  const overlap = event === 'secondOverlaps' ? overlapping(fixture, theirFolder) : undefined;
  await overlap?.arrives();
  const does: Readonly<Record<Exclude<Event, Befalling>, Befalls>> = {
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
  const befalls: Befalls = (index, request, send) => {
    if (isDead) {
      return Promise.reject(new Error('The step is dead.'));
    }
    if (index !== at) {
      return send();
    }
    return event in does ? does[event as keyof typeof does](index, request, send) : send(event as Befalling);
  };
  const ours = await runPromotion(under, endpoint, { folder, version: 2, befalls, signal: pipeline.signal });
  theirs = overlap === undefined ? theirs : await overlap.ends();
  const between = await holders();
  const next = await runPromotion(under, endpoint, { folder, version: 2 });
  return { ours, theirs, between, next, atLast: await holders(), folder };
}
