import assert from 'node:assert/strict';
import { receiptTag } from '../../../lib/places/place-tags';
import { VERSION_TAGS } from '../../../lib/registry/version-tags';
import type { Fault } from '../../../local/workspace/http/fault';
import { DIALECTS, registerVersion, SIGNED_ML_MODEL } from '../../kit/registry/registries';
import { SETS_TAG } from '../../kit/tasks/mishaps';
import { promotionWorlds, ready } from '../../kit/tasks/promote-world';
import { complaint, registrationWorlds } from '../../kit/tasks/register-world';
import { rollbackWorlds } from '../../kit/tasks/rollback-world';

/** Something between the step and the registry says that it has done what it has not. */
const BELIEVED = { status: 200, body: {} } as const;
const TAGGING: Fault = { method: 'POST', path: SETS_TAG, ...BELIEVED };
const DESCRIBING: Fault = { method: 'PATCH', path: /\/model-versions\/update$/, ...BELIEVED };
const FAST = { setting: { speed: 50 } };
const NOT_KEPT = /was set to '[^']+', and the registry shows [^]+\nFix: [^]+\(WRITE_NOT_KEPT\)$/;

for (const under of DIALECTS) {
  describe(`A write that is answered and not done, with ${under.name}`, function () {
    // Each step is a process of its own.
    this.timeout(120_000);
    const openPromotion = promotionWorlds();
    const openRollback = rollbackWorlds();

    for (const [what, skip, holder] of [
      ['the evidence', 0, 1],
      ['the way back', 2, 1],
      ['the receipt', 3, 2],
    ] as const) {
      it(`fails the promotion when it is ${what}, and the next run completes it`, async () => {
        const world = await ready(await openPromotion(under));
        world.addFault({ ...TAGGING, skip });
        assert.match(complaint(await world.promote({ modelVersion: '2' }, FAST)), NOT_KEPT);
        assert.deepEqual(await world.occupants(), [holder]);
        const next = await world.promote({ modelVersion: '2' }, FAST);
        assert.equal(next.result, 'Succeeded', next.log.join('\n'));
        const tags = [...(await world.model.tags())].filter(([key]) => key.startsWith('mlops_previous_'));
        assert.deepEqual([await world.occupants(), tags.map(([, version]) => version)], [[2], ['1']]);
      });
    }

    for (const [what, skip, holder] of [
      ['the note of what was begun', 0, 2],
      ['the mark of the version that was bad', 1, 1],
      ['the receipt', 2, 1],
    ] as const) {
      it(`fails the rollback when it is ${what}, and the next run completes it`, async () => {
        const world = await openRollback(under);
        world.addFault({ ...TAGGING, skip });
        assert.match(complaint(await world.rollBack({}, FAST)), NOT_KEPT);
        assert.deepEqual(await world.occupants(), [holder]);
        const next = await world.rollBack({}, FAST);
        assert.equal(next.result, 'Succeeded', next.log.join('\n'));
        assert.equal((await world.model.tags(2)).get(VERSION_TAGS.rolledBack), 'scores drift');
        assert.match((await world.model.tags()).get(receiptTag(world.place)) ?? '', / v1$/);
      });
    }
  });
}

for (const under of DIALECTS.filter(({ kind }) => kind !== 'unityCatalog')) {
  describe(`A write that is answered and not done, at a registration with ${under.name}`, function () {
    this.timeout(120_000);
    const open = registrationWorlds();

    for (const [what, fault] of [
      ['a tag', TAGGING],
      ['the description', DESCRIBING],
    ] as const) {
      it(`fails it when it is ${what}, and the next run completes it`, async () => {
        const world = await open(under);
        const seed = { ...under, modelName: 'seed' } as const;
        await world.registry.model(seed.modelName).create('');
        const door = { host: world.registry.address, token: world.workspace.token };
        await registerVersion(seed, door, { mlModel: SIGNED_ML_MODEL });
        const inputs = { modelUri: 'models:/seed/1', tags: 'risk_tier: low', description: 'who leaves' };
        world.addFault(fault);
        assert.match(complaint(await world.register(inputs, FAST)), NOT_KEPT);
        assert.deepEqual(world.candidates(), []);
        const next = await world.register(inputs, FAST);
        assert.equal(next.result, 'Succeeded', next.log.join('\n'));
        const { description } = await world.model.version(1);
        assert.deepEqual([description, (await world.model.tags(1)).get('risk_tier')], ['who leaves', 'low']);
      });
    }
  });
}
