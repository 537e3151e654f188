import assert from 'node:assert/strict';
import { describeOnNode } from '../../kit/tasks/nodes-under-test';
import {
  EXPECT,
  GRANTS,
  GROUP,
  LEVELS,
  ME,
  runPreflight,
  usePreflightFixtures,
} from '../../kit/tasks/preflight-fixture';
import { variants } from '../../kit/tier';

describe('DatabricksPreflight, when one thing is missing', () => {
  const newFixture = usePreflightFixtures();

  for (const holder of variants([ME, GROUP])) {
    for (const left of variants(GRANTS)) {
      it(`names ${left.privilege} on ${left.on} and no other, with the rest granted to ${holder}`, async () => {
        const fixture = await newFixture();
        await fixture.permitAllBut(left, holder);
        const step = await runPreflight(fixture, { expect: EXPECT });
        assert.equal(step.result, 'Failed', step.log.join('\n'));
        assert.equal(step.outputs['missingGrants'], left.sql);
      });
    }
    for (const left of variants(LEVELS)) {
      it(`names ${left.level} on ${left.on} and no other, with the rest granted to ${holder}`, async () => {
        const fixture = await newFixture();
        await fixture.permitAllBut(left, holder);
        const step = await runPreflight(fixture, { expect: EXPECT });
        assert.equal(step.result, 'Failed', step.log.join('\n'));
        const [line = '', ...more] = (step.outputs['missingGrants'] ?? '').split('\n');
        assert.ok(line.startsWith(left.ask), line);
        assert.deepEqual(more, []);
      });
    }
  }
});

describeOnNode('DatabricksPreflight', (node) => {
  const newFixture = usePreflightFixtures();

  for (const holder of variants([GROUP, ME])) {
    it(`is content when all is granted to ${holder}`, async () => {
      const fixture = await newFixture();
      await fixture.permitAllBut(undefined, holder);
      const step = await runPreflight({ ...fixture, node }, { expect: EXPECT });
      assert.equal(step.result, 'Succeeded', step.log.join('\n'));
      assert.deepEqual(step.outputs, { identity: ME, registryKind: '', missingGrants: '', signOffRun: '' });
    });
  }

  it('names everything at once when nothing is granted, and the Tests tab has it too', async () => {
    const { workspace } = await newFixture();
    const step = await runPreflight({ workspace, node }, { expect: EXPECT });
    assert.equal(step.result, 'Failed');
    assert.deepEqual(
      (step.outputs['missingGrants'] ?? '')
        .split('\n')
        .filter((line) => line.startsWith('GRANT'))
        .toSorted(),
      GRANTS.map(({ sql }) => sql).toSorted(),
    );
    const [results] = step.testResults;
    const xml = String(results?.files[0]?.content);
    const all = GRANTS.length + LEVELS.length;
    assert.equal(xml.match(/<failure /g)?.length, all);
    assert.equal(xml.match(/<testcase /g)?.length, all + 3);
    assert.ok(xml.includes(`<testcase name="SELECT on table main.ml.customers" classname="Preflight"`), xml);
    assert.match(
      step.issues[0]?.message ?? '',
      /not ready for this pipeline.*17 of the checks failed[\s\S]*\(NOT_READY\)$/,
    );
  });
});
