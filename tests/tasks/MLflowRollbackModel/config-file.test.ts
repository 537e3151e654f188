import assert from 'node:assert/strict';
import type { StepResult } from '../../../local/agent/job';
import { checkouts, projectOf } from '../../kit/tasks/project-files';
import { useRollbackFixtures } from '../../kit/tasks/rollback-fixture';
import { onDialect } from '../../kit/tasks/train-fixture';

const ASKED = { configFile: 'mlops.yml', environment: 'prod' };
const under = onDialect('unityCatalog');

function errorOf({ issues }: StepResult): string {
  return issues.find(({ type }) => type === 'error')?.message ?? '';
}

describe('MLflowRollbackModel with a configuration file', function () {
  this.timeout(180_000);
  const open = useRollbackFixtures();
  const checkout = checkouts();

  it('takes model and place from the file alone', async () => {
    const fixture = await open(under);
    const { variables } = checkout({ 'mlops.yml': projectOf(fixture.modelName) });
    const { result, log } = await fixture.rollBack(
      { ...ASKED, modelName: '', target: '' },
      { pipelineOptions: { variables } },
    );
    assert.equal(result, 'Succeeded', log.join('\n'));
    assert.deepEqual(await fixture.holders(), [1]);
  });

  it('takes inputs that agree with the file', async () => {
    const fixture = await open(under);
    const { variables } = checkout({ 'mlops.yml': projectOf(fixture.modelName) });
    const { result, log } = await fixture.rollBack(ASKED, { pipelineOptions: { variables } });
    assert.equal(result, 'Succeeded', log.join('\n'));
  });

  it('refuses a place that is not one of the two in the file', async () => {
    const fixture = await open(under);
    const text = projectOf(fixture.modelName).replace('{ problem: binary', '{ problem: binary, champion: "alias:best"');
    const { variables } = checkout({ 'mlops.yml': text });
    assert.match(
      errorOf(await fixture.rollBack(ASKED, { pipelineOptions: { variables } })),
      /^Input 'target' is 'alias:champion', and mlops\.yml:2:38 says 'alias:best'\.\nFix: Leave 'target' out/,
    );
    assert.deepEqual(await fixture.holders(), [2]);
  });
});
