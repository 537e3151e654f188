import assert from 'node:assert/strict';
import type { StepResult } from '../../local/agent/job';
import { worlds, runPreflight } from './preflight-world';
import { checkouts, projectOf } from './project-files';
import { registrationWorlds } from './register-world';
import { rollbackWorlds } from './rollback-world';
import { onDialect } from './train-world';

const ASKED = { configFile: 'mlops.yml', environment: 'prod' };
const under = onDialect('unityCatalog');

function errorOf({ issues }: StepResult): string {
  return issues.find(({ type }) => type === 'error')?.message ?? '';
}

describe('MLflowRegisterModel with a configuration file', function () {
  this.timeout(180_000);
  const open = registrationWorlds();
  const checkout = checkouts();

  it('takes model, tags and description from the file alone, and adds the tags of the step', async () => {
    const world = await open(under);
    const { runId } = await world.logs('log("model")');
    const setting = checkout({ 'mlops.yml': projectOf(world.modelName) });
    const inputs = { ...ASKED, modelName: '', mlflowRunId: runId, tags: 'use_case: retention' };
    const { result, log } = await world.register(inputs, { setting: { variables: setting.variables } });
    assert.equal(result, 'Succeeded', log.join('\n'));
    const tags = await world.model.tags(1);
    assert.deepEqual([tags.get('owner_group'), tags.get('use_case')], ['growth', 'retention']);
    assert.equal((await world.model.version(1)).description, 'Finds leavers.');
    const again = { ...inputs, modelName: world.modelName, tags: 'owner_group: growth' };
    const agreeing = await world.register(again, { setting: { variables: setting.variables } });
    assert.equal(agreeing.result, 'Succeeded', agreeing.log.join('\n'));
  });

  it('refuses a tag against the file', async () => {
    const world = await open(under);
    const { variables } = checkout({ 'mlops.yml': projectOf(world.modelName) });
    const inputs = { ...ASKED, mlflowRunId: '6f1e', tags: 'owner_group: sales' };
    assert.match(
      errorOf(await world.register(inputs, { setting: { variables } })),
      /^Input 'tags' says 'sales' for 'owner_group', and mlops\.yml:2:48 says 'growth'\.\nFix: Leave 'owner_group' out of the input/,
    );
  });
});

describe('MLflowRollbackModel with a configuration file', function () {
  this.timeout(180_000);
  const open = rollbackWorlds();
  const checkout = checkouts();

  it('takes model and place from the file alone', async () => {
    const world = await open(under);
    const { variables } = checkout({ 'mlops.yml': projectOf(world.modelName) });
    const { result, log } = await world.rollBack({ ...ASKED, modelName: '', target: '' }, { setting: { variables } });
    assert.equal(result, 'Succeeded', log.join('\n'));
    assert.deepEqual(await world.occupants(), [1]);
  });

  it('takes inputs that agree with the file', async () => {
    const world = await open(under);
    const { variables } = checkout({ 'mlops.yml': projectOf(world.modelName) });
    const { result, log } = await world.rollBack(ASKED, { setting: { variables } });
    assert.equal(result, 'Succeeded', log.join('\n'));
  });

  it('refuses a place that is neither of the two in the file', async () => {
    const world = await open(under);
    const text = projectOf(world.modelName).replace('{ problem: binary', '{ problem: binary, champion: "alias:best"');
    const { variables } = checkout({ 'mlops.yml': text });
    assert.match(
      errorOf(await world.rollBack(ASKED, { setting: { variables } })),
      /^Input 'target' is 'alias:champion', and mlops\.yml:2:38 says 'alias:best'\.\nFix: Leave 'target' out/,
    );
    assert.deepEqual(await world.occupants(), [2]);
  });
});

describe('DatabricksPreflight with a configuration file', function () {
  this.timeout(60_000);
  const open = worlds();
  const checkout = checkouts();
  const MORE = 'release: { jobs: [churn-training] }';
  const project = (): ReturnType<typeof checkout> =>
    checkout({ 'mlops.yml': projectOf('main.ml.churn', MORE).replace('main.ml.holdout', 'main.ml.scores') });

  it('expects the tables, the model and the jobs of the file', async () => {
    const { workspace } = await open();
    const { variables } = project();
    const { outputs } = await runPreflight({ workspace, variables }, { ...ASKED, onMissing: 'warn' });
    const missing = outputs['missingGrants'] ?? '';
    for (const part of [
      'GRANT SELECT ON TABLE `main`.`ml`.`customers`',
      'GRANT SELECT ON TABLE `main`.`ml`.`scores`',
      'GRANT CREATE MODEL VERSION ON FUNCTION `main`.`ml`.`churn`',
      'CAN_MANAGE_RUN on job churn-training',
    ]) {
      assert.ok(missing.includes(part), `${part} in\n${missing}`);
    }
    assert.equal(outputs['registryKind'], 'unityCatalog');
  });

  it('is content when all of that is granted, with inputs that agree', async () => {
    const world = await open();
    await world.permitAllBut();
    const { variables } = project();
    const inputs = { ...ASKED, modelName: 'main.ml.churn', expect: '- write: main.ml.scores' };
    const { result, log } = await runPreflight({ workspace: world.workspace, variables }, inputs);
    assert.equal(result, 'Succeeded', log.join('\n'));
  });

  it('refuses another model than the file has', async () => {
    const { workspace } = await open();
    const { variables } = project();
    const step = await runPreflight({ workspace, variables }, { ...ASKED, modelName: 'main.ml.other' });
    assert.match(errorOf(step), /^Input 'modelName' is 'main\.ml\.other', and mlops\.yml:8:22 says 'main\.ml\.churn'/);
  });
});
