import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { readPlace } from '../../../lib/places/place';
import { receiptTag } from '../../../lib/places/place-tags';
import type { StepResult } from '../../../local/agent/job';
import type { Fault } from '../../../local/workspace/http/fault';
import { DIALECTS, type RegistryUnderTest } from '../../kit/registry/registries';
import { ready, usePromotionFixtures, type PromotionFixture } from '../../kit/tasks/promote-fixture';
import { complaint } from '../../kit/tasks/register-fixture';
import { variants } from '../../kit/tier';
import { answered } from '../../kit/workspace/stand-in';

const TAGGING = { method: 'POST', path: /set-tag/ } as const;
const DENIED = { status: 403, body: { error_code: 'PERMISSION_DENIED', message: 'not yours' } };
const ENDED_TOKEN = {
  status: 403,
  headers: { 'x-databricks-reason-phrase': 'Invalid access token.' },
  body: { error_code: 403, message: 'Invalid access token.' },
};

interface Survived {
  readonly what: string;
  readonly faults: (
    under: RegistryUnderTest,
    fixture: PromotionFixture,
  ) => readonly Fault[] | Promise<readonly Fault[]>;
}

const SURVIVED: readonly Survived[] = [
  {
    what: 'is throttled wherever it writes',
    faults: ({ moving }) => [
      { ...moving, status: 429, headers: { 'Retry-After': '2' } },
      { ...TAGGING, status: 429, headers: { 'Retry-After': '1' }, times: 2 },
    ],
  },
  {
    what: 'meets an unavailable service',
    faults: ({ moving, reading }) => [
      { ...reading, status: 503, times: 2 },
      { ...moving, status: 503, times: 2 },
      { ...TAGGING, status: 503, skip: 1 },
    ],
  },
  { what: 'loses its connection before the move', faults: ({ moving }) => [{ ...moving, reset: true }] },
  {
    what: 'loses the answers after each change',
    faults: ({ moving }) => [
      { ...moving, reset: true, after: true },
      { ...TAGGING, reset: true, after: true, times: 3 },
    ],
  },
  {
    what: 'is shown the former champion by the first reads after the move',
    faults: async ({ reading }, fixture) => {
      const body = await champion(fixture);
      return [{ ...reading, skip: 2, times: 3, status: 200, body }];
    },
  },
];

interface HalfWay {
  readonly what: string;
  readonly fault: (under: RegistryUnderTest) => Fault;
  readonly says: RegExp;
  readonly on?: (under: RegistryUnderTest) => boolean;
}

/** What stops a step after the move. */
const HALF_WAY: readonly HalfWay[] = [
  {
    what: 'that cannot be noted',
    // Before it: two of evidence, one of this run, one of the version to go back to.
    fault: () => ({ ...TAGGING, ...DENIED, skip: 4 }),
    says: /\(403 PERMISSION_DENIED\)/,
  },
  {
    what: 'its token ends right after the move',
    fault: ({ reading }) => ({ ...reading, ...ENDED_TOKEN, skip: 2 }),
    says: /Invalid access token[^]*\(TOKEN_REFUSED\)$/,
    on: ({ kind }) => kind !== 'mlflow',
  },
];

for (const under of variants(DIALECTS)) {
  describe(`MLflowPromoteModel with ${under.name}`, function () {
    // Each step is its own process.
    this.timeout(60_000);
    const open = usePromotionFixtures();

    for (const { what, faults } of variants(SURVIVED, 0)) {
      it(`promotes although it ${what}`, async () => {
        const fixture = await ready(await open(under));
        (await faults(under, fixture)).forEach((fault) => fixture.addFault(fault));
        const step = await fixture.promote({ modelVersion: '2' });
        assert.equal(step.result, 'Succeeded', step.log.join('\n'));
        assert.equal(step.outputs['outcome'], 'promoted');
        assert.deepEqual([await fixture.holders(), await recorded(fixture)], [[2], 2]);
      });
    }

    it('leaves the champion where it is, and names the missing permission, when the move is refused', async () => {
      const fixture = await ready(await open(under));
      fixture.addFault({ ...under.moving, ...DENIED });
      const step = await fixture.promote({ modelVersion: '2' });
      assert.match(complaint(step), /\(403 PERMISSION_DENIED\).*\nFix: Grant .*(?:MANAGE|Can Manage Production|EDIT)/s);
      assert.equal(step.outputs['promoted'], 'false');
      assert.deepEqual([await fixture.holders(), await recorded(fixture)], [[1], undefined]);
      await heals(fixture, 'promoted');
    });

    for (const { what, fault, says } of variants(
      HALF_WAY.filter(({ on }) => on?.(under) ?? true),
      0,
    )) {
      it(`says that the place is taken and its receipt is missing when ${what}, and the next run completes it`, async () => {
        const fixture = await ready(await open(under));
        fixture.addFault(fault(under));
        const step = await fixture.promote({ modelVersion: '2' });
        assert.match(complaint(step), says);
        assert.match(
          step.log.join('\n'),
          /is at version 2, but its receipt is not complete\. If you re-run this stage, it completes/,
        );
        assert.equal(step.outputs['promoted'], 'true');
        assert.deepEqual([await fixture.holders(), await recorded(fixture)], [[2], undefined]);
        await heals(fixture, 'promoted');
      });
    }

    it('writes nothing more once the pipeline is cancelled, says how far it got, and the next run completes it', async () => {
      const fixture = await ready(await open(under));
      fixture.addFault({ ...under.moving, delayMs: 1000 });
      const before = moves(fixture);
      const pipeline = new AbortController();
      const running = fixture.promote({ modelVersion: '2' }, { signal: pipeline.signal });
      while (moves(fixture) === before) {
        await delay(5);
      }
      pipeline.abort();
      const step = await running;
      assert.equal(step.result, 'Canceled', step.log.join('\n'));
      const isSeen = step.outputs['promoted'] === 'true';
      assert.match(
        step.log.join('\n'),
        isSeen
          ? /is at version 2, but its receipt is not complete/
          : /did not see the result\. If you re-run this stage, it looks/,
      );
      assert.equal(await recorded(fixture), undefined);
      // What was not seen may arrive later.
      assert.ok(isSeen ? (await fixture.holders()).join() === '2' : (await fixture.holders()).length === 1);
      const next = await fixture.promote({ modelVersion: '2' });
      assert.equal(next.result, 'Succeeded', next.log.join('\n'));
      assert.deepEqual([await fixture.holders(), await recorded(fixture)], [[2], 2]);
    });
  });
}

function moves({ requests, under: { moving } }: PromotionFixture): number {
  return requests.filter(({ method, path }) => method === moving.method && path === moving.path).length;
}

/** The version of the last receipt that is noted on the model. */
async function recorded({ model, target }: PromotionFixture): Promise<number | undefined> {
  const text = (await model.tags()).get(receiptTag(readPlace(target, 'target')));
  return text === undefined ? undefined : Number(text.split(' v')[1]);
}

async function heals(fixture: PromotionFixture, outcome: string): Promise<void> {
  const step: StepResult = await fixture.promote({ modelVersion: '2' });
  assert.equal(step.outputs['outcome'], outcome, step.log.join('\n'));
  assert.deepEqual([await fixture.holders(), await recorded(fixture)], [[2], 2]);
}

/** What the registry answers who asks for the champion. */
function champion({ endpoint, under }: PromotionFixture): ReturnType<typeof answered> {
  const { champion: pointer, modelName, reading, kind } = under;
  const fields =
    pointer.type === 'stage'
      ? { filter: `name='${modelName}'` }
      : kind === 'mlflow'
        ? { name: modelName, alias: pointer.name }
        : {};
  return answered(endpoint, `${reading.method ?? 'GET'} ${String(reading.path)}`, fields);
}
