import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parseJson, scalarText, type JsonObject } from '../../../lib/core/lossless-json';
import { sha256Hex } from '../../../lib/core/node/hash';
import { openEvidence } from '../../../lib/evidence/run-evidence';
import { previousTag, receiptTag } from '../../../lib/places/place-tags';
import { announce, moverOf, settle } from '../../../lib/places/roll-back/carry-out';
import { VERSION_TAGS } from '../../../lib/registry/version-tags';
import { FIRST_RECEIPT, useRollbackRunFixtures, type RollbackRunFixture } from '../../kit/places/rollback-run-fixture';
import { DIALECTS, isTestedWhole, SIGNED_ML_MODEL } from '../../kit/registry/registries';
import { DENIED, READS_ML_MODEL } from '../../kit/tasks/mishaps';
import { exhaustively, variants } from '../../kit/tier';

const BROKEN_SIGNATURE = SIGNED_ML_MODEL.replace(/inputs: .*/, "inputs: 'age: long'");
const NEEDS_MORE = SIGNED_ML_MODEL.replace('"age"', '"income"');

describe('a rollback', function () {
  // The first request waits for MLflow's server to start.
  this.timeout(60_000);
  const open = useRollbackRunFixtures();

  for (const under of variants(DIALECTS, 2)) {
    describe(`in ${under.name}`, () => {
      it('gives the place back, marks the replaced version and leaves a receipt', async () => {
        const { run, holders, registryFixture, place, host, breaks } = await open(under, [
          SIGNED_ML_MODEL,
          SIGNED_ML_MODEL,
        ]);
        const outputs = await run();
        assert.deepEqual([outputs.rolledBackFrom, outputs.rolledBackTo], ['2', '1']);
        assert.deepEqual(await holders(), [1]);
        assert.equal((await registryFixture.model.tags(2)).get(VERSION_TAGS.rolledBack), 'scores drift');
        const receipt = parseJson(readFileSync(outputs.receiptFile, 'utf8')) as JsonObject;
        assert.deepEqual(
          [
            receipt['action'],
            receipt['fromVersion'],
            receipt['toVersion'],
            receipt['reason'],
            receipt['previousReceipt'],
          ],
          ['rollback', '2', '1', 'scores drift', FIRST_RECEIPT],
        );
        assert.equal(
          (await registryFixture.model.tags()).get(receiptTag(place)),
          `${scalarText(receipt['sha256'])} v1`,
        );
        assert.deepEqual([breaks(), host.raiseIssue.args], [[], []]);
      });

      if (!isTestedWhole(under)) {
        return;
      }

      it('says that it was done when it is run again', async () => {
        const { run, registryFixture } = await open(under);
        await run();
        const tags = await registryFixture.model.tags();
        assert.deepEqual(await run(), { rolledBackFrom: '2', rolledBackTo: '1', receiptFile: '' });
        assert.deepEqual(await registryFixture.model.tags(), tags);
      });

      exhaustively('is completed although the replaced version has been deleted since the switch', async () => {
        const { run, registryFixture, host, newHost, holders } = await open(under);
        registryFixture.addFault({ path: /model-versions\/set-tag$|model-versions\/tags$/, status: 403 });
        await assert.rejects(run({}, newHost()), { kind: 'permission' });
        await registryFixture.model.deleteVersion(2);
        assert.deepEqual((await run()).rolledBackFrom, '2');
        assert.match(host.warnings.join(), /Version 2 of \S+, which was replaced, has been deleted/);
        assert.deepEqual(await holders(), [1]);
      });

      it('refuses a version whose signature callers cannot use', async () => {
        const { run, holders } = await open(under, [NEEDS_MORE, SIGNED_ML_MODEL]);
        await assert.rejects(run(), { code: 'SIGNATURE_INCOMPATIBLE', message: /needs the input 'income'/ });
        assert.deepEqual(await holders(), [2]);
      });

      exhaustively('raises an issue when signatures cannot be compared', async () => {
        const { run, host } = await open(under, [SIGNED_ML_MODEL]);
        await run();
        assert.match(
          host.raiseIssue.args.join(),
          /did not compare the signature of version 1 of \S+ with the current one: The file MLmodel of version 2/,
        );
      });

      exhaustively('raises an issue when a signature cannot be read, and gives the place back', async () => {
        const { run, host, holders } = await open(under, [SIGNED_ML_MODEL, BROKEN_SIGNATURE]);
        await run();
        assert.match(
          host.raiseIssue.args.join(),
          /did not compare the signature of version 1 of \S+ with the current one: the signature of version 2 cannot be read: its inputs are/,
        );
        assert.deepEqual(await holders(), [1]);
      });

      exhaustively('raises an issue when the files may not be read, and gives the place back', async () => {
        const { run, host, holders, registryFixture } = await open(under, [SIGNED_ML_MODEL, SIGNED_ML_MODEL]);
        registryFixture.addFault({ method: 'GET', path: READS_ML_MODEL, times: Infinity, ...DENIED });
        await run();
        assert.match(
          host.raiseIssue.args.join(),
          /did not compare the signature of version 1 of \S+ with the current one: Reading .*MLmodel.* failed \(403 PERMISSION_DENIED\)/,
        );
        assert.deepEqual(await holders(), [1]);
      });

      describe('leaves everything in place and', () => {
        let fixture: RollbackRunFixture;
        before(async () => {
          fixture = await open(under);
        });

        it('changes nothing when only the plan is wanted', async () => {
          const { run, holders, registryFixture, host } = fixture;
          const writes = () => registryFixture.requests.filter(({ path }) => /set-tag/.test(path)).length;
          const before = writes();
          const tags = await registryFixture.model.tags();
          assert.equal((await run({ planOnly: true })).receiptFile, '');
          assert.deepEqual(await holders(), [2]);
          assert.deepEqual(await registryFixture.model.tags(), tags);
          assert.equal(writes(), before);
          assert.ok(
            host.lines.some((line) => /version 2 +version 1/.test(line)),
            host.lines.join('\n'),
          );
        });

        it('writes nothing once the pipeline is cancelled', async () => {
          const { run, holders, registryFixture, newHost } = fixture;
          const host = newHost();
          const tags = await registryFixture.model.tags();
          host.cancel();
          await assert.rejects(run({}, host), /cancelled/);
          assert.deepEqual([await holders(), await registryFixture.model.tags()], [[2], tags]);
          assert.match(host.warnings.join(), /If you re-run this stage, it looks who holds the place/);
        });

        it('lists similar names if the model does not exist', async () => {
          const { run } = fixture;
          const fix = new RegExp(`Set 'modelName' to one of: ${under.modelName}`);
          await assert.rejects(run({ modelName: under.modelName.replace('churn', 'chrun') }), {
            code: 'MODEL_NOT_FOUND',
            fix,
          });
        });

        const REFUSED: readonly (readonly [what: string, toVersion: number, code: string])[] = [
          ['that does not exist', 9, 'VERSION_NOT_FOUND'],
          ['that holds the place', 2, 'NOTHING_TO_ROLL_BACK'],
          ['that a pull request trained', 1, 'PULL_REQUEST_MODEL'],
          ['that is newer than all that were there', 3, 'NOT_A_ROLLBACK'],
        ];
        for (const [what, toVersion, code] of variants(REFUSED, 2)) {
          it(`refuses a version ${what}`, async () => {
            const { run, holders, registryFixture } = fixture;
            if (code === 'PULL_REQUEST_MODEL') {
              await registryFixture.model.setTags({ [VERSION_TAGS.trainedByPullRequest]: 'true' }, 1);
            }
            if (code === 'NOT_A_ROLLBACK') {
              await registryFixture.addVersion({ files: 'none' });
            }
            await assert.rejects(run({ toVersion }), { code });
            assert.deepEqual(await holders(), [2]);
          });
        }
      });

      exhaustively('goes to the version that is named', async () => {
        const { run, holders, registryFixture, place } = await open(under);
        await registryFixture.model.deleteTag(previousTag(place));
        await assert.rejects(run(), { code: 'PREVIOUS_UNKNOWN' });
        await run({ toVersion: 1 });
        assert.deepEqual(await holders(), [1]);
      });

      exhaustively('restores a champion that disappeared when the version is named', async () => {
        const { run, holders, registryFixture, place } = await open(under);
        await registryFixture.model.clearPointer({ pointer: place.pointer, version: 2 });
        await assert.rejects(run(), { code: 'CHAMPION_DISAPPEARED', message: /the last one known is version 2/ });
        assert.equal((await run({ toVersion: 2 })).rolledBackFrom, '');
        assert.deepEqual(await holders(), [2]);
      });

      it('does not replace a version that somebody else put there meanwhile', async () => {
        const rollback = await open(under);
        const { registryFixture, place, holders } = rollback;
        const { number } = await registryFixture.addVersion({ files: 'none' });
        await registryFixture.model.movePointer({ pointer: place.pointer, version: number, others: 'archive' });
        const { fixture, facts } = rollbackUnderWay(rollback);
        await announce(fixture, MOVE, facts);
        await assert.rejects(moverOf(fixture, MOVE, facts).move(), { code: 'PLACE_MOVED' });
        assert.deepEqual(await holders(), [number]);
      });

      exhaustively(
        'does not write over the receipt of a promotion that came between its last look and its move',
        async () => {
          const rollback = await open(under);
          const { registryFixture, place } = rollback;
          const { fixture, facts } = rollbackUnderWay(rollback);
          await announce(fixture, MOVE, facts);
          const mover = moverOf(fixture, MOVE, facts);
          await mover.move();
          const other = { [receiptTag(place)]: `${sha256Hex('the receipt of another run')} v3` };
          await registryFixture.model.setTags(other);
          await assert.rejects(settle(fixture, MOVE, mover), {
            code: 'PLACE_CONTESTED',
            message: /Another run moved \S+ of \S+ to version 3 while this step moved it from version 2 to version 1\./,
          });
          assert.equal((await registryFixture.model.tags()).get(receiptTag(place)), other[receiptTag(place)]);
        },
      );

      exhaustively('says so when the place has moved on by the time that its receipt is noted', async () => {
        const rollback = await open(under);
        const { registryFixture, place } = rollback;
        const { fixture, facts } = rollbackUnderWay(rollback);
        await announce(fixture, MOVE, facts);
        const mover = moverOf(fixture, MOVE, facts);
        await mover.move();
        await registryFixture.model.movePointer({ pointer: place.pointer, version: 2, others: 'archive' });
        await assert.rejects(settle(fixture, MOVE, mover), {
          code: 'PLACE_MOVED',
          message: /Version 1 of \S+ took \S+, but somebody else moved it on: version 2 holds it now\./,
        });
      });

      it('refuses to go back to what was rolled back itself', async () => {
        const { run, registryFixture } = await open(under);
        await registryFixture.model.setTags({ [VERSION_TAGS.rolledBack]: 'scores drift' }, 1);
        await assert.rejects(run(), { code: 'ROLLED_BACK_MODEL', message: /itself: scores drift/ });
      });

      it('refuses a version that is not ready', async () => {
        const { run, registryFixture, holders } = await open(under);
        const status = under.kind === 'unityCatalog' ? 'FAILED_REGISTRATION' : 'PENDING_REGISTRATION';
        const path = under.kind === 'unityCatalog' ? /versions\/1$/ : /model-versions\/get$/;
        const merge = under.kind === 'unityCatalog' ? { status } : { model_version: { status } };
        registryFixture.addFault({ method: 'GET', path, merge, times: 100 });
        await assert.rejects(run(), { code: 'VERSION_NOT_READY' });
        assert.deepEqual(await holders(), [2]);
      });

      it('is refused when a tag of ours was changed by hand', async () => {
        const { run, registryFixture, place } = await open(under);
        await registryFixture.model.setTags({ [previousTag(place)]: 'the good one' });
        await assert.rejects(run(), { code: 'REGISTRY_UNCLEAR' });
        await registryFixture.model.setTags({ [receiptTag(place)]: 'none' });
        await assert.rejects(run(), { code: 'EVIDENCE_BROKEN' });
      });
    });
  }
});

const MOVE = { from: 2, to: 1 };

/** A rollback that has looked around and decided, before it acts. */
function rollbackUnderWay({ registryFixture: { model }, place, host, clientsFor }: RollbackRunFixture): {
  readonly fixture: Parameters<typeof settle>[0];
  readonly facts: Parameters<typeof announce>[2];
} {
  const receipt = { sha256: FIRST_RECEIPT, version: 2 };
  return {
    fixture: { clients: clientsFor(host), model, place, reason: 'scores drift', evidence: openEvidence(host, {}) },
    facts: { model: model.name, place, holders: [2], receipt, previous: 1, mark: undefined },
  };
}
