import assert from 'node:assert/strict';
import { receiptTag } from '../../../lib/places/place-tags';
import { VERSION_TAGS } from '../../../lib/registry/version-tags';
import type { Fault } from '../../../local/workspace/http/fault';
import { DIALECTS, registerVersion, SIGNED_ML_MODEL } from '../../kit/registry/registries';
import { SETS_TAG } from '../../kit/tasks/mishaps';
import { ready, usePromotionFixtures } from '../../kit/tasks/promote-fixture';
import { complaint, useRegistrationFixtures } from '../../kit/tasks/register-fixture';
import { useRollbackFixtures } from '../../kit/tasks/rollback-fixture';

/** Something between the step and the registry says that it has done what it has not. */
const BELIEVED = { status: 200, body: {} } as const;
const TAGGING: Fault = { method: 'POST', path: SETS_TAG, ...BELIEVED };
const DESCRIBING: Fault = { method: 'PATCH', path: /\/model-versions\/update$/, ...BELIEVED };
const FAST = { pipelineOptions: { speed: 50 } };
const NOT_KEPT = /was set to '[^']+', and the registry shows [^]+\nFix: [^]+\(WRITE_NOT_KEPT\)$/;

for (const under of DIALECTS) {
  describe(`A write that is answered and not done, with ${under.name}`, function () {
    // Each step is its own process.
    this.timeout(120_000);
    const openPromotion = usePromotionFixtures();
    const openRollback = useRollbackFixtures();

    for (const [what, skip, holder] of [
      ['the receipt', 4, 2],
      ['the evidence', 0, 1],
      ['the way back', 3, 1],
    ] as const) {
      it(`fails the promotion when it is ${what}, and the next run completes it`, async () => {
        const fixture = await ready(await openPromotion(under));
        fixture.addFault({ ...TAGGING, skip });
        assert.match(complaint(await fixture.promote({ modelVersion: '2' }, FAST)), NOT_KEPT);
        assert.deepEqual(await fixture.holders(), [holder]);
        const next = await fixture.promote({ modelVersion: '2' }, FAST);
        assert.equal(next.result, 'Succeeded', next.log.join('\n'));
        const tags = [...(await fixture.model.tags())].filter(([key]) => key.startsWith('mlops_previous_'));
        assert.deepEqual([await fixture.holders(), tags.map(([, version]) => version)], [[2], ['1']]);
      });
    }

    for (const [what, skip, holder] of [
      ['the mark of the version that was bad', 1, 1],
      ['the note of what was begun', 0, 2],
      ['the receipt', 2, 1],
    ] as const) {
      it(`fails the rollback when it is ${what}, and the next run completes it`, async () => {
        const fixture = await openRollback(under);
        fixture.addFault({ ...TAGGING, skip });
        assert.match(complaint(await fixture.rollBack({}, FAST)), NOT_KEPT);
        assert.deepEqual(await fixture.holders(), [holder]);
        const next = await fixture.rollBack({}, FAST);
        assert.equal(next.result, 'Succeeded', next.log.join('\n'));
        assert.equal((await fixture.model.tags(2)).get(VERSION_TAGS.rolledBack), 'scores drift');
        assert.match((await fixture.model.tags()).get(receiptTag(fixture.place)) ?? '', / v1$/);
      });
    }
  });
}

for (const under of DIALECTS.filter(({ kind }) => kind !== 'unityCatalog')) {
  describe(`A write that is answered and not done, at a registration with ${under.name}`, function () {
    this.timeout(120_000);
    const open = useRegistrationFixtures();

    for (const [what, fault] of [
      ['the description', DESCRIBING],
      ['a tag', TAGGING],
    ] as const) {
      it(`fails it when it is ${what}, and the next run completes it`, async () => {
        const fixture = await open(under);
        const seed = { ...under, modelName: 'seed' } as const;
        await fixture.registry.model(seed.modelName).create('');
        const endpoint = { host: fixture.registry.address, token: fixture.workspace.token };
        await registerVersion(seed, endpoint, { mlModel: SIGNED_ML_MODEL });
        const inputs = { modelUri: 'models:/seed/1', tags: 'risk_tier: low', description: 'who leaves' };
        fixture.addFault(fault);
        assert.match(complaint(await fixture.register(inputs, FAST)), NOT_KEPT);
        assert.deepEqual(fixture.candidates(), []);
        const next = await fixture.register(inputs, FAST);
        assert.equal(next.result, 'Succeeded', next.log.join('\n'));
        const { description } = await fixture.model.version(1);
        assert.deepEqual([description, (await fixture.model.tags(1)).get('risk_tier')], ['who leaves', 'low']);
      });
    }
  });
}
