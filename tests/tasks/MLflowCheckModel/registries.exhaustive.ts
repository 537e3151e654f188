import assert from 'node:assert/strict';
import { DIALECTS, REGISTRIES } from '../../kit/registry/registries';
import { hostileCall, pickle } from '../../kit/serialization/pickle-bytes';
import { complianceOf, useCheckFixtures } from '../../kit/tasks/check-fixture';

describe('MLflowCheckModel on each registry', function () {
  this.timeout(120_000);
  const open = useCheckFixtures();

  for (const under of DIALECTS) {
    it(`passes a good version in ${under.name}, which then becomes challenger`, async () => {
      const fixture = await open(under);
      const version = await fixture.addChecked();
      const before = fixture.requests.length;
      const step = await fixture.check(version);
      assert.equal(step.result, 'Succeeded', step.log.join('\n'));
      assert.ok(fixture.requests.length - before <= 30, `${fixture.requests.length - before} requests`);
      assert.equal(complianceOf(step).model.registry, under.kind);
      const { result, log } = await fixture.promote(version);
      assert.equal(result, 'Succeeded', log.join('\n'));
      assert.deepEqual(await fixture.challengers(), [version]);
    });

    it(`finds a hostile pickle in ${under.name}, and the version does not become challenger`, async () => {
      const fixture = await open(under);
      const version = await fixture.addChecked({ files: { 'model.pkl': pickle(hostileCall()) } });
      const { outputs, log } = await fixture.check(version);
      assert.equal(outputs['failedChecks'], 'pickle', log.join('\n'));
      assert.equal((await fixture.promote(version)).result, 'Failed');
      assert.deepEqual(await fixture.challengers(), []);
    });
  }

  for (const under of DIALECTS) {
    it(`compares the signature with the champion's in ${under.name}`, async () => {
      const fixture = await open(under);
      await fixture.addChecked({
        mlModel: `flavors: { sklearn: {} }\nsignature:\n  inputs: '[{"name": "city", "type": "string"}]'\n  outputs: '[{"type": "double"}]'\n`,
      });
      await fixture.model.movePointer({ pointer: under.champion, version: 1, others: 'archive' });
      const step = await fixture.check(await fixture.addChecked());
      assert.equal(step.outputs['failedChecks'], 'signature', step.log.join('\n'));
      const { seen, checks } = complianceOf(step);
      assert.equal(seen.champion?.version, '1');
      assert.match(checks.find(({ check }) => check === 'signature')?.message ?? '', /input 'city' \(string\) is gone/);
    });
  }

  it('checks a version twice at once, and either evidence will do', async () => {
    const fixture = await open(DIALECTS[0] ?? REGISTRIES[0]);
    const version = await fixture.addChecked();
    const steps = await Promise.all([fixture.check(version), fixture.check(version)]);
    assert.deepEqual(
      steps.map(({ result }) => result),
      ['Succeeded', 'Succeeded'],
    );
    assert.equal((await fixture.promote(version)).result, 'Succeeded');
  });
});
