import assert from 'node:assert/strict';
import type { StepResult } from '../../../local/agent/job';
import { checkouts, projectOf } from '../../kit/tasks/project-files';
import { useRegistrationFixtures } from '../../kit/tasks/register-fixture';
import { onDialect } from '../../kit/tasks/train-fixture';

const ASKED = { configFile: 'mlops.yml', environment: 'prod' };
const under = onDialect('unityCatalog');

function errorOf({ issues }: StepResult): string {
  return issues.find(({ type }) => type === 'error')?.message ?? '';
}

describe('MLflowRegisterModel with a configuration file', function () {
  this.timeout(180_000);
  const open = useRegistrationFixtures();
  const checkout = checkouts();

  it('takes model, tags and description from the file alone, and adds the tags of the step', async () => {
    const fixture = await open(under);
    const { runId } = await fixture.logs('log("model")');
    const { variables } = checkout({ 'mlops.yml': projectOf(fixture.modelName) });
    const inputs = { ...ASKED, modelName: '', mlflowRunId: runId, tags: 'use_case: retention' };
    const { result, log } = await fixture.register(inputs, { pipelineOptions: { variables } });
    assert.equal(result, 'Succeeded', log.join('\n'));
    const tags = await fixture.model.tags(1);
    assert.deepEqual([tags.get('owner_group'), tags.get('use_case')], ['growth', 'retention']);
    assert.equal((await fixture.model.version(1)).description, 'Finds leavers.');
    const again = { ...inputs, modelName: fixture.modelName, tags: 'owner_group: growth' };
    const agreeing = await fixture.register(again, { pipelineOptions: { variables } });
    assert.equal(agreeing.result, 'Succeeded', agreeing.log.join('\n'));
  });

  it('refuses a tag against the file', async () => {
    const fixture = await open(under);
    const { variables } = checkout({ 'mlops.yml': projectOf(fixture.modelName) });
    const inputs = { ...ASKED, mlflowRunId: '6f1e', tags: 'owner_group: sales' };
    assert.match(
      errorOf(await fixture.register(inputs, { pipelineOptions: { variables } })),
      /^Input 'tags' says 'sales' for 'owner_group', and mlops\.yml:2:48 says 'growth'\.\nFix: Leave 'owner_group' out of the input/,
    );
  });
});
