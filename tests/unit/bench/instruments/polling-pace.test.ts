import assert from 'node:assert/strict';
import { watchAdaptively, watchEvery } from '../../../../bench/instruments/polling-pace';

describe('watching a run to its end', () => {
  for (const { durationMs, watch } of [
    { durationMs: 2000, watch: { lagMs: 3000, polls: 2 } },
    { durationMs: 5000, watch: { lagMs: 0, polls: 2 } },
    { durationMs: 12_000, watch: { lagMs: 3000, polls: 4 } },
  ]) {
    it(`every 5 s takes ${watch.polls} looks at a run of ${durationMs} ms and notices its end ${watch.lagMs} ms late`, () => {
      assert.deepEqual(watchEvery(5000, durationMs), watch);
    });
  }

  it('as the tasks do it takes no real time and gives the same for the same seed', async () => {
    const watch = await watchAdaptively(7_200_000, 3);
    assert.deepEqual(watch, await watchAdaptively(7_200_000, 3));
    assert.notDeepEqual(watch, await watchAdaptively(7_200_000, 4));
  });

  it('as the tasks do it is late by no more than the longest wait, and asks at least once per wait', async () => {
    const { lagMs, polls } = await watchAdaptively(600_000, 1);
    assert.ok(lagMs >= 0 && lagMs <= 22_000, `${lagMs} ms`);
    assert.ok(polls > 600_000 / 22_000, `${polls} looks`);
  });
});
