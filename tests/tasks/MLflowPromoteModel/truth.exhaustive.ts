import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { readPlace } from '../../../lib/places/place';
import { receiptTag } from '../../../lib/places/place-tags';
import type { StepResult } from '../../../local/agent/job';
import type { Fault } from '../../../local/workspace/http/fault';
import { REGISTRIES } from '../../kit/registry/registries';
import { UNHEARD } from '../../kit/tasks/mishaps';
import { ready, usePromotionFixtures, type PromotionFixture } from '../../kit/tasks/promote-fixture';

const PROMOTED = { promoted: 'true', outcome: 'promoted', previousVersion: '1' };
const HELD_UP: Fault = { status: 429, headers: { 'Retry-After': '60' } };
const LATER = { 'System.PlanId': '00000000-0000-4000-8000-000000000002' };

for (const under of REGISTRIES) {
  describe(`MLflowPromoteModel with ${under.name}, cancelled while the place moves`, function () {
    // Each step is its own process.
    this.timeout(60_000);
    const open = usePromotionFixtures();

    it('says that it promoted when the move was made, writes nothing more, and its next attempt completes its own work', async () => {
      const fixture = await ready(await open(under));
      const step = await cancelled(fixture, { ...under.moving, nth: 1 }, UNHEARD);
      assert.deepEqual(outputsOf(step), PROMOTED, step.log.join('\n'));
      assert.match(
        step.log.join('\n'),
        /is at version 2, but its receipt is not complete\. If you re-run this stage, it completes/,
      );
      assert.deepEqual([await fixture.holders(), await noted(fixture)], [[2], undefined]);

      const next = await fixture.promote({ modelVersion: '2' });
      assert.deepEqual([next.result, outputsOf(next)], ['Succeeded', PROMOTED], next.log.join('\n'));
      assert.match((await noted(fixture)) ?? '', / v2$/);
    });

    it('says that it promoted when the pipeline ends between the move and the look that confirms it', async () => {
      const fixture = await ready(await open(under));
      const step = await cancelled(fixture, { ...under.reading, nth: 3 }, HELD_UP);
      assert.deepEqual(outputsOf(step), PROMOTED, step.log.join('\n'));
      assert.deepEqual(await fixture.holders(), [2]);
    });

    it('does not say that it promoted when the move was not made', async () => {
      const fixture = await ready(await open(under));
      const step = await cancelled(fixture, { ...under.moving, nth: 1 }, HELD_UP);
      assert.deepEqual(outputsOf(step), { promoted: 'false', outcome: undefined, previousVersion: '1' });
      assert.deepEqual(await fixture.holders(), [1]);
    });

    it('leaves the credit to the run that moved it when another one adds the receipt', async () => {
      const fixture = await ready(await open(under));
      await cancelled(fixture, { ...under.moving, nth: 1 }, UNHEARD);
      const next = await fixture.promote({ modelVersion: '2' }, { pipelineOptions: { variables: LATER } });
      assert.deepEqual(outputsOf(next), { promoted: 'false', outcome: 'alreadyThere', previousVersion: '1' });
    });
  });
}

interface Moment extends Pick<Fault, 'method' | 'path'> {
  /** Which of these requests it is, counted from 1. */
  readonly nth: number;
}

/** Disturbs one request, and cancels the pipeline when it arrives. */
async function cancelled(fixture: PromotionFixture, { nth, ...request }: Moment, fault: Fault): Promise<StepResult> {
  const before = arrived(fixture, request);
  fixture.addFault({ ...request, ...fault, skip: nth - 1 });
  const pipeline = new AbortController();
  const running = fixture.promote({ modelVersion: '2' }, { signal: pipeline.signal, pipelineOptions: { speed: 4 } });
  while (arrived(fixture, request) < before + nth) {
    await delay(5);
  }
  pipeline.abort();
  return running;
}

function arrived({ requests }: PromotionFixture, wanted: Pick<Fault, 'method' | 'path'>): number {
  return requests.filter(({ method, path }) => method === wanted.method && path === wanted.path).length;
}

function outputsOf({ outputs }: StepResult): Readonly<Record<string, string | undefined>> {
  const { promoted, outcome, previousVersion } = outputs;
  return { promoted, outcome, previousVersion };
}

async function noted({ model, target }: PromotionFixture): Promise<string | undefined> {
  return (await model.tags()).get(receiptTag(readPlace(target, 'target')));
}
