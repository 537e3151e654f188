import assert from 'node:assert/strict';
import type { Receipt } from '../../../lib/contracts/contract';
import { evidenceFiles } from '../../../lib/evidence/evidence-files';
import { readPlace } from '../../../lib/places/place';
import { VERSION_TAGS } from '../../../lib/registry/version-tags';
import { runPromotion, type PipelineRun, type RunResult } from '../../kit/places/pipelines';
import { usePromotionRunFixtures, type PromotionRunFixture } from '../../kit/places/promotion-run-fixture';
import type { RequestFault } from '../../kit/places/remembered-registry';
import { numbers, REGISTRIES, type RegistryUnderTest } from '../../kit/registry/registries';

const FAULTS: readonly (RequestFault | 'cancelled')[] = [
  'refused',
  'throttled',
  'unavailable',
  'cutBefore',
  'cutAfter',
  'stale',
  'cancelled',
];
/** A step survives these by itself. */
const SURVIVED: ReadonlySet<string> = new Set(['throttled', 'unavailable', 'cutBefore', 'cutAfter']);

interface Way {
  readonly name: string;
  readonly begin: (fixture: PromotionRunFixture) => string;
  readonly inputs: NonNullable<PipelineRun['inputs']>;
  /** Whether candidates wait in a stage: a server with both has aliases unless the target is a stage. */
  readonly isByStage: (under: RegistryUnderTest) => boolean;
}

const WAYS: readonly Way[] = [
  {
    name: 'by itself',
    begin: (fixture) => fixture.begin().ours,
    inputs: { target: 'closeOut' },
    isByStage: ({ kind }) => kind === 'workspace',
  },
  {
    name: 'after it was found no better',
    begin: (fixture) => fixture.beginNotBetter(),
    inputs: {},
    isByStage: ({ champion }) => champion.type === 'stage',
  },
];

describe('a close-out that is disturbed at one of its requests', function () {
  this.timeout(480_000);
  const open = usePromotionRunFixtures();

  for (const under of REGISTRIES) {
    for (const { name, begin, inputs, isByStage } of WAYS) {
      it(`never touches the champion, and the next run completes it with a receipt: ${name}, ${under.name}`, async () => {
        const fixture = await open(under, 'a champion');
        const { model, endpoint } = fixture;
        const isStage = isByStage(under);
        const { pointer } = readPlace(isStage ? 'stage:Staging' : 'alias:challenger', 'target');
        const prepared = async (): Promise<string> => {
          const folder = begin(fixture);
          await model.movePointer({ pointer, version: 2, others: 'keep' });
          return folder;
        };
        const run = (folder: string, more: Partial<PipelineRun> = {}): Promise<RunResult> =>
          runPromotion(under, endpoint, { folder, version: 2, inputs, ...more });
        const undisturbed = await run(await prepared());
        assert.equal(undisturbed.outcome, 'kept', undisturbed.what);
        let cases = 0;
        for (const [at] of undisturbed.requests.entries()) {
          for (const fault of FAULTS) {
            const folder = await prepared();
            const said = `request ${at + 1} ${undisturbed.requests[at] ?? ''} ${fault}`;
            const ours = await run(folder, disturbed(at, fault));
            assert.ok(!SURVIVED.has(fault) || ours.outcome === 'kept', `${said}: ${ours.code} ${ours.what}`);
            assert.deepEqual(await fixture.holders(), [1], said);
            // Nothing claims a close-out that did not happen.
            const isThere = numbers(await model.pointer(pointer)).includes(2);
            assert.ok(!isThere || closeOutsIn(folder).length === 0, `${said}: a receipt before its effect`);

            const next = await run(folder);
            assert.equal(next.outcome, 'kept', `${said}, then ${next.code} ${next.what}`);
            assert.deepEqual(numbers(await model.pointer(pointer)), [], said);
            const why = (await model.tags(2)).get(VERSION_TAGS.closedOut);
            assert.notEqual(why, undefined, said);
            assert.ok(
              closeOutsIn(folder).some(({ reason }) => reason === why),
              `${said}: no receipt`,
            );
            cases += 1;
          }
        }
        assert.ok(cases >= 56, `${cases} cases`);
      });
    }
  }
});

function disturbed(at: number, fault: RequestFault | 'cancelled'): Partial<PipelineRun> {
  const cancellation = new AbortController();
  return {
    signal: cancellation.signal,
    intercept(index, _, send) {
      if (index !== at) {
        return send();
      }
      if (fault !== 'cancelled') {
        return send(fault);
      }
      cancellation.abort(new Error('the pipeline was cancelled'));
      return Promise.reject(cancellation.signal.reason as Error);
    },
  };
}

function closeOutsIn(folder: string): readonly Receipt[] {
  return evidenceFiles(folder)
    .map(({ text }) => JSON.parse(text) as Receipt)
    .filter(({ kind, action }) => kind === 'receipt' && action === 'closeOut');
}
