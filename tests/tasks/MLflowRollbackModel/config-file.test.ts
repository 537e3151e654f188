import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Receipt } from '../../../lib/contracts/contract';
import { sha256Hex } from '../../../lib/core/node/hash';
import { DIALECTS } from '../../kit/registry/registries';
import { checkouts, projectIn, projectOf } from '../../kit/tasks/project-files';
import { useRollbackFixtures, type RollbackFixture } from '../../kit/tasks/rollback-fixture';
import { onDialect } from '../../kit/tasks/train-fixture';
import { exhaustively, variants } from '../../kit/tier';

const ASKED = { configFile: 'mlops.yml', environment: 'prod' };

describe('MLflowRollbackModel with a configuration file', function () {
  this.timeout(180_000);
  const open = useRollbackFixtures();
  const checkout = checkouts();

  for (const under of variants(DIALECTS)) {
    describe(`with ${under.name}`, () => {
      const textOf = ({ registry }: RollbackFixture): string => projectIn({ under, address: registry.address });

      for (const [what, inputs] of variants([
        ['model and place from the file alone', { ...ASKED, modelName: '', target: '', trackingUri: '' }],
        ['inputs that agree with the file', ASKED],
      ] as const)) {
        it(`takes ${what}, and its receipt names the policy`, async () => {
          const fixture = await open(under);
          const text = textOf(fixture);
          const { variables } = checkout({ 'mlops.yml': text });
          const { result, outputs, log } = await fixture.rollBack(inputs, { pipelineOptions: { variables } });
          assert.equal(result, 'Succeeded', log.join('\n'));
          assert.deepEqual(await fixture.holders(), [1]);
          const receipt = JSON.parse(readFileSync(outputs['receiptFile'] ?? '', 'utf8')) as Receipt;
          assert.equal(receipt.policy?.fileSha256, sha256Hex(text));
        });
      }

      exhaustively('takes inputs alone, and then no policy', async () => {
        const fixture = await open(under);
        const { result, outputs, log } = await fixture.rollBack();
        assert.equal(result, 'Succeeded', log.join('\n'));
        const receipt = JSON.parse(readFileSync(outputs['receiptFile'] ?? '', 'utf8')) as Receipt;
        assert.equal(receipt.policy, undefined);
      });

      it('refuses inputs that contradict the file', async () => {
        const fixture = await open(under);
        const { variables } = checkout({ 'mlops.yml': textOf(fixture) });
        const { issues } = await fixture.rollBack(
          { ...ASKED, modelName: 'main.default.other' },
          { pipelineOptions: { variables } },
        );
        assert.match(
          issues[0]?.message ?? '',
          /^Input 'modelName' is 'main\.default\.other', and mlops\.yml:8:22 says '/,
        );
        assert.deepEqual(await fixture.holders(), [2]);
      });
    });
  }

  exhaustively('refuses a place that is not one of the two in the file', async () => {
    const fixture = await open(onDialect('unityCatalog'));
    const text = projectOf(fixture.modelName).replace('{ problem: binary', '{ problem: binary, champion: "alias:best"');
    const { variables } = checkout({ 'mlops.yml': text });
    const { issues } = await fixture.rollBack(ASKED, { pipelineOptions: { variables } });
    const message = issues[0]?.message ?? '';
    assert.match(
      message,
      /^Input 'target' is 'alias:champion', and mlops\.yml:2:38 says 'alias:best'\.\nFix: Leave 'target' out/,
    );
    assert.deepEqual(await fixture.holders(), [2]);
  });
});
