import assert from 'node:assert/strict';
import type { JsonObject } from '../../../lib/core/lossless-json';
import type { StepResult } from '../../../local/agent/job';
import { runPreflight, usePreflightFixtures } from '../../kit/tasks/preflight-fixture';
import { checkouts, projectOf } from '../../kit/tasks/project-files';

const ASKED = { configFile: 'mlops.yml', environment: 'prod' };

function errorOf({ issues }: StepResult): string {
  return issues.find(({ type }) => type === 'error')?.message ?? '';
}

describe('DatabricksPreflight with a configuration file', function () {
  this.timeout(60_000);
  const open = usePreflightFixtures();
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
    const fixture = await open();
    await fixture.permitAllBut();
    const { variables } = project();
    const inputs = { ...ASKED, modelName: 'main.ml.churn', expect: '- write: main.ml.scores' };
    const { result, log } = await runPreflight({ workspace: fixture.workspace, variables }, inputs);
    assert.equal(result, 'Succeeded', log.join('\n'));
  });

  it('checks the workspace of a project whose models are on a plain MLflow server', async () => {
    const { workspace } = await open();
    const text = projectOf('churn').replace(
      '{ problem: binary',
      '{ problem: binary, registry: mlflow, trackingUri: http://127.0.0.1:9',
    );
    const { variables } = checkout({ 'mlops.yml': text });
    const { log, outputs } = await runPreflight({ workspace, variables }, { ...ASKED, onMissing: 'warn' });
    assert.equal(outputs['registryKind'], 'mlflow', log.join('\n'));
    assert.match(outputs['missingGrants'] ?? '', /GRANT SELECT ON TABLE `main`\.`ml`\.`customers`/);
    assert.doesNotMatch(log.join('\n'), /registry of model/);
  });

  it('expects to write to the experiment of the file, once it is there', async () => {
    const { workspace } = await open();
    const experiment = '/Shared/mlops/churn';
    const text = projectOf('main.ml.churn').replace(
      '{ problem: binary',
      `{ problem: binary, experiment: ${experiment}`,
    );
    const { variables } = checkout({ 'mlops.yml': text });
    const answering = (path: string, body: JsonObject, status = 200): void => {
      workspace.addFault({ method: 'GET', path, status, body, times: 1 });
    };

    answering(
      '/api/2.0/mlflow/experiments/get-by-name',
      { error_code: 'RESOURCE_DOES_NOT_EXIST', message: 'none' },
      404,
    );
    const early = await runPreflight({ workspace, variables }, { ...ASKED, onMissing: 'warn' });
    assert.match(early.log.join('\n'), /CAN_EDIT on experiment \/Shared\/mlops\/churn +known +it is not there yet/);
    assert.doesNotMatch(early.outputs['missingGrants'] ?? '', /experiment/);

    answering('/api/2.0/mlflow/experiments/get-by-name', { experiment: { experiment_id: '9' } });
    answering('/api/2.0/permissions/experiments/9', { access_control_list: [] });
    const later = await runPreflight({ workspace, variables }, { ...ASKED, onMissing: 'warn' });
    assert.match(later.outputs['missingGrants'] ?? '', /^CAN_EDIT on experiment \/Shared\/mlops\/churn for /m);
  });

  it('expects the right to create the tables that a run creates, until they are there', async () => {
    const { workspace } = await open();
    const scoring = 'scoring: { input: main.ml.customers, output: { table: main.ml.predictions } }';
    const preflight = async (data: string): Promise<StepResult> => {
      const text = projectOf('main.ml.churn').replace('  evaluation:', `  ${data}\n  ${scoring}\n  evaluation:`);
      const { variables } = checkout({ 'mlops.yml': text });
      return runPreflight({ workspace, variables }, { ...ASKED, onMissing: 'warn' });
    };
    const strict = (await preflight('createMissing: false')).log.join('\n');
    assert.match(strict, /^SELECT on table main\.ml\.holdout +absent/m);
    assert.match(strict, /^CREATE_TABLE on schema main\.ml +missing /m);

    const { log, outputs } = await preflight('createMissing: true');
    assert.doesNotMatch(log.join('\n'), /^SELECT on table main\.ml\.holdout/m);
    assert.match(outputs['missingGrants'] ?? '', /^GRANT CREATE TABLE ON SCHEMA `main`\.`ml` TO/m);
    assert.match(outputs['missingGrants'] ?? '', /^GRANT SELECT ON TABLE `main`\.`ml`\.`customers` TO/m);
  });

  it('stops a release of a branch that may not promote, before any request', async () => {
    const fixture = await open();
    const { workspace } = fixture;
    const before = workspace.requests.length;
    const variables = { ...project().variables, 'Build.SourceBranch': 'refs/heads/feature/x' };
    const inputs = { ...ASKED, requireAllowedBranch: 'true' };
    const step = await runPreflight({ workspace, variables }, inputs);
    assert.equal(
      errorOf(step),
      "This run comes from 'refs/heads/feature/x', and promotion.allowedBranches of 'prod' in mlops.yml lets only main, release/* reach alias:champion.\nFix: Start the run from an allowed branch, or add 'refs/heads/feature/x' to promotion.allowedBranches of 'prod' in mlops.yml. (BRANCH_NOT_ALLOWED)",
    );
    assert.equal(workspace.requests.length, before);
    const alone = await runPreflight({ workspace }, { requireAllowedBranch: 'true' });
    assert.match(errorOf(alone), /^Input 'requireAllowedBranch' needs 'configFile'\.\n/);

    await fixture.permitAllBut();
    const release = { ...variables, 'Build.SourceBranch': 'refs/heads/release/1.0' };
    const allowed = await runPreflight({ workspace, variables: release }, inputs);
    assert.equal(allowed.result, 'Succeeded', allowed.log.join('\n'));
  });

  it('takes inputs alone', async () => {
    const { workspace } = await open();
    const inputs = { modelName: 'main.ml.churn', expect: '- read: main.ml.customers', onMissing: 'warn' };
    const { outputs } = await runPreflight({ workspace }, inputs);
    assert.deepEqual(outputs['missingGrants']?.match(/ON TABLE \S+/g), ['ON TABLE `main`.`ml`.`customers`']);
  });

  it('refuses another model than the file has', async () => {
    const { workspace } = await open();
    const { variables } = project();
    const step = await runPreflight({ workspace, variables }, { ...ASKED, modelName: 'main.ml.other' });
    assert.match(errorOf(step), /^Input 'modelName' is 'main\.ml\.other', and mlops\.yml:8:22 says 'main\.ml\.churn'/);
  });
});
