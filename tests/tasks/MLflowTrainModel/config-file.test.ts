import assert from 'node:assert/strict';
import { scalarText } from '../../../lib/core/lossless-json';
import { sha256Hex } from '../../../lib/core/node/hash';
import { DIALECTS } from '../../kit/registry/registries';
import { plainTraining } from '../../kit/tasks/plain-training';
import { checkouts, projectIn, projectOf, type Checkout } from '../../kit/tasks/project-files';
import { onDialect, useTrainingFixtures, type TrainingFixture } from '../../kit/tasks/train-fixture';
import { namesIn } from '../../kit/tasks/workspace-content';
import { exhaustively, variants } from '../../kit/tier';
import { answered } from '../../kit/workspace/stand-in';

type Inputs = Readonly<Record<string, string>>;

interface Plain {
  readonly fixture: TrainingFixture;
  readonly variables: Checkout['variables'];
}

describe('MLflowTrainModel with a configuration file', function () {
  // scikit-learn takes its time.
  this.timeout(180_000);
  const open = useTrainingFixtures();
  const checkout = checkouts();
  const ASKED = { configFile: 'mlops.yml', environment: 'prod' };
  const ALONE = { ...ASKED, modelName: '', notebookPath: '', trackingUri: '' };
  const TRAINING = 'training: { notebook: /Shared/train, parameters: { depth: 6, version: 1.10 } }';

  for (const under of variants(DIALECTS)) {
    describe(`with ${under.name}`, () => {
      it('takes model, notebook and parameters from the file alone, and hands everything that holds to the training', async () => {
        const fixture = await open(under);
        fixture.puts(
          `with open(dbutils.widgets.get("mlops_config")) as file:
    held = json.load(file)
assert held["training"]["parameters"] == {"depth": 6, "version": "1.10"}, held
assert held["promotion"]["approval"] == "required", held
assert "/.mlops-for-databricks/runs/" in dbutils.widgets.get("mlops_config")
assert [dbutils.widgets.get(name) for name in ("depth", "version", "extra")] == ["6", "1.10", "x"]
register(held["modelName"])`,
        );
        const text = projectIn({ under, address: fixture.registry.address }, TRAINING);
        const { variables } = checkout({ 'mlops.yml': text });
        const { result, outputs, log } = await fixture.train(
          { ...ALONE, parameters: 'extra: x' },
          { pipelineOptions: { variables } },
        );
        assert.equal(result, 'Succeeded', log.join('\n'));
        assert.deepEqual([outputs['modelName'], outputs['modelVersion']], [fixture.modelName, '1']);
        assert.equal(fixture.candidates()[0]?.policy?.fileSha256, sha256Hex(text));
        assert.deepEqual(await foldersLeftIn(fixture), []);
      });

      it('names every contradiction between inputs and file, and starts nothing', async () => {
        const fixture = await open(under);
        const { variables } = checkout({
          'mlops.yml': projectIn({ under, address: fixture.registry.address }, TRAINING),
        });
        const inputs = { ...ASKED, modelName: 'a.b.c', notebookPath: '/Shared/other', parameters: 'depth: 7' };
        const { result, issues } = await fixture.train(inputs, { pipelineOptions: { variables } });
        assert.equal(result, 'Failed');
        const message = issues.find(({ type }) => type === 'error')?.message ?? '';
        assert.match(message, /^3 problems in the inputs of MLflowTrainModel; nothing was started\./);
        assert.match(message, /- Input 'modelName' is 'a\.b\.c', and mlops\.yml:8:22 says/);
        assert.match(
          message,
          /- Input 'notebookPath' is '\/Shared\/other', and mlops\.yml:6:23 says '\/Shared\/train'/,
        );
        assert.match(message, /- Input 'parameters' sets 'depth' to '7', and mlops\.yml:6:59 sets it to '6'/);
        assert.deepEqual(fixture.workspace.requests, []);
      });
    });
  }

  exhaustively('takes inputs that agree with the file', async () => {
    const { fixture, variables } = await plain(`register("churn")`);
    const inputs = { ...ASKED, modelName: fixture.modelName, notebookPath: '/Shared/train', parameters: 'depth: 6' };
    const { result, log } = await fixture.train(inputs, { pipelineOptions: { variables } });
    assert.equal(result, 'Succeeded', log.join('\n'));
  });

  exhaustively('trains a pull request quickly into the twin of the model, and marks the version', async () => {
    const { fixture, variables } = await plain(`with open(dbutils.widgets.get("mlops_config")) as file:
    held = json.load(file)
assert held["training"]["quick"] is True, held
register(held["modelName"])`);
    // As on GitHub, where the ID of a pull request is not the number that people know.
    const request = { 'System.PullRequest.PullRequestId': '7740913', 'Build.SourceBranch': 'refs/pull/12/merge' };
    const { outputs, log } = await fixture.train(
      { ...ALONE, quick: 'true' },
      { pipelineOptions: { variables: { ...variables, ...request } } },
    );
    assert.equal(outputs['modelName'], `${fixture.modelName}_pr`, log.join('\n'));
    assert.match(log.join('\n'), /^Pull request 12: what it writes is named …_pr12_churn_[0-9a-f]{8}$/m);
    const tags = await fixture.registry.model(`${fixture.modelName}_pr`).tags(1);
    assert.deepEqual(
      ['mlops_trained_by_pull_request', 'mlops_quick', 'mlops_pull_request'].map((key) => tags.get(key)),
      ['true', 'true', '12'],
    );
  });

  it('refuses a quick training without a pull request, or where nothing tells the training, and starts nothing', async () => {
    const { fixture, variables } = await plain('register("churn")');
    const refusalOf = async (inputs: Inputs, more: Inputs = {}): Promise<string> => {
      const pipelineOptions = { variables: { ...variables, ...more } };
      const { issues } = await fixture.train({ ...ALONE, quick: 'true', ...inputs }, { pipelineOptions });
      return issues.find(({ type }) => type === 'error')?.message ?? '';
    };
    assert.match(
      await refusalOf({}),
      /^Input 'quick' is true, but this run of refs\/heads\/main belongs to no pull request.*\nFix: Open a pull request.*\(INPUTS_REFUSED\)$/,
    );
    assert.match(
      await refusalOf({ jobName: 'training' }, { 'Build.SourceBranch': 'refs/pull/12/merge' }),
      /^Input 'quick' is true, but the training would not know: .*\nFix: .*run a notebook.*\(INPUTS_REFUSED\)$/,
    );
    assert.deepEqual(fixture.workspace.requests, []);
  });

  /** A training by code that is quick, since what is tested here does not depend on MLflow's client. */
  async function plain(code: string): Promise<Plain> {
    const under = onDialect('workspace');
    const fixture = await open(under);
    fixture.workspace.putNotebook('/Shared/train', plainTraining(code));
    const text = projectIn({ under, address: fixture.registry.address }, TRAINING);
    return { fixture, variables: checkout({ 'mlops.yml': text }).variables };
  }

  exhaustively("fails when the training moves the champion's place that the file names", async () => {
    const under = onDialect('mlflow');
    const fixture = await open(under);
    const { modelName, registry } = fixture;
    fixture.puts(`version = register("${modelName}")
mlflow.MlflowClient().set_registered_model_alias("${modelName}", "best", version)`);
    const text = projectIn({ under, address: registry.address }, TRAINING).replace(
      '{ problem: binary',
      '{ problem: binary, champion: "alias:best"',
    );
    const { variables } = checkout({ 'mlops.yml': text });
    const { result, issues } = await fixture.train(ALONE, { pipelineOptions: { variables, speed: 100 } });
    assert.equal(result, 'Failed');
    assert.match(issues.map(({ message }) => message).join('\n'), /held 'alias:best'.*\(CHAMPION_MOVED\)/s);
  });

  exhaustively('keeps the configuration of a run that failed, for whoever repairs it', async () => {
    const fixture = await open(onDialect('unityCatalog'));
    const { variables } = checkout({ 'mlops.yml': projectOf(fixture.modelName, TRAINING) });
    fixture.puts('raise ValueError("no data")');
    const { result } = await fixture.train(ALONE, { pipelineOptions: { variables } });
    assert.equal(result, 'Failed');
    assert.equal((await foldersLeftIn(fixture)).length, 1);
  });

  it('says what is missing if the notebook is relative and nothing was deployed', async () => {
    const fixture = await open(onDialect('unityCatalog'));
    const { variables } = checkout({ 'mlops.yml': projectOf(fixture.modelName) });
    const { result, issues } = await fixture.train(ALONE, { pipelineOptions: { variables } });
    assert.equal(result, 'Failed');
    assert.match(
      issues.find(({ type }) => type === 'error')?.message ?? '',
      /^mlops\.yml names the notebook 'app\/notebooks\/model_train', and no deployment of this commit .*\nFix: Run DatabricksDeployCode .*\(NOTEBOOK_NOT_FOUND\)$/,
    );
  });
});

/** What trainings have left for themselves in the folder of their identity. */
async function foldersLeftIn({ workspace }: TrainingFixture): Promise<readonly string[]> {
  const endpoint = { host: workspace.host, token: workspace.token };
  const { userName } = await answered(endpoint, 'GET /api/2.0/preview/scim/v2/Me', {});
  return namesIn(workspace, `/Users/${scalarText(userName)}/.mlops-for-databricks/runs`);
}
