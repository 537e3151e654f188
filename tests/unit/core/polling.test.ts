import assert from 'node:assert/strict';
import { nextPollMs } from '../../../lib/core/polling';

const PACE = { shortestMs: 1000, longestMs: 20_000, share: 0.1, jitter: 0.1 };

describe('nextPollMs', () => {
  const CASES = [
    { when: 'at the start', waitedMs: 0, random: 0.5, waitMs: 1000 },
    { when: 'after a while, by its share', waitedMs: 60_000, random: 0.5, waitMs: 6000 },
    { when: 'after hours, by the longest', waitedMs: 7_200_000, random: 0.5, waitMs: 20_000 },
    { when: 'with the smallest jitter', waitedMs: 60_000, random: 0, waitMs: 5400 },
    { when: 'with the largest jitter', waitedMs: 60_000, random: 1, waitMs: 6600 },
  ];
  for (const { when, waitedMs, random, waitMs } of CASES) {
    it(`waits ${waitMs} ms ${when}`, () => assert.equal(nextPollMs(waitedMs, PACE, random), waitMs));
  }
});
