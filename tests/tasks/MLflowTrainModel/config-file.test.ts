import assert from 'node:assert/strict';
import { checkouts, projectOf } from '../../kit/tasks/project-files';
import { onDialect, useTrainingFixtures } from '../../kit/tasks/train-fixture';

describe('MLflowTrainModel with a configuration file', function () {
  // scikit-learn takes its time.
  this.timeout(180_000);
  const open = useTrainingFixtures();
  const checkout = checkouts();
  const under = onDialect('unityCatalog');
  const ASKED = { configFile: 'mlops.yml', environment: 'prod' };
  const ALONE = { ...ASKED, modelName: '', notebookPath: '' };
  const TRAINING = 'training: { notebook: /Shared/train, parameters: { depth: 6, version: 1.10 } }';

  it('takes model, notebook and parameters from the file alone, and hands everything that holds to the training', async () => {
    const fixture = await open(under);
    fixture.puts(
      `with open(dbutils.widgets.get("mlops_config")) as file:
    held = json.load(file)
assert held["training"]["parameters"] == {"depth": 6, "version": "1.10"}, held
assert held["promotion"]["approval"] == "required", held
assert "/.mlops-for-databricks/runs/" in dbutils.widgets.get("mlops_config")
assert [dbutils.widgets.get(name) for name in ("depth", "version", "extra")] == ["6", "1.10", "x"]
train(held["modelName"])`,
    );
    const { variables } = checkout({ 'mlops.yml': projectOf(fixture.modelName, TRAINING) });
    const { result, outputs, log } = await fixture.train(
      { ...ALONE, parameters: 'extra: x' },
      { pipelineOptions: { variables } },
    );
    assert.equal(result, 'Succeeded', log.join('\n'));
    assert.deepEqual([outputs['modelName'], outputs['modelVersion']], [fixture.modelName, '1']);
  });

  it('trains a pull request into the twin of the model', async () => {
    const fixture = await open(under);
    fixture.puts(`with open(dbutils.widgets.get("mlops_config")) as file:
    train(json.load(file)["modelName"])`);
    const { variables } = checkout({ 'mlops.yml': projectOf(fixture.modelName, TRAINING) });
    const request = { ...variables, 'System.PullRequest.PullRequestId': '12' };
    const { outputs, log } = await fixture.train(ALONE, { pipelineOptions: { variables: request } });
    assert.equal(outputs['modelName'], `${fixture.modelName}_pr`, log.join('\n'));
  });

  it('takes inputs that agree with the file', async () => {
    const fixture = await open(under);
    fixture.puts(`train("${fixture.modelName}")`);
    const { variables } = checkout({ 'mlops.yml': projectOf(fixture.modelName, TRAINING) });
    const inputs = { ...ASKED, modelName: fixture.modelName, notebookPath: '/Shared/train', parameters: 'depth: 6' };
    const { result, log } = await fixture.train(inputs, { pipelineOptions: { variables } });
    assert.equal(result, 'Succeeded', log.join('\n'));
  });

  it('names every contradiction between inputs and file, and starts nothing', async () => {
    const fixture = await open(under);
    const { variables } = checkout({ 'mlops.yml': projectOf(fixture.modelName, TRAINING) });
    const inputs = { ...ASKED, modelName: 'a.b.c', notebookPath: '/Shared/other', parameters: 'depth: 7' };
    const { result, issues } = await fixture.train(inputs, { pipelineOptions: { variables } });
    assert.equal(result, 'Failed');
    const message = issues.find(({ type }) => type === 'error')?.message ?? '';
    assert.match(message, /^3 problems in the inputs of MLflowTrainModel; nothing was started\./);
    assert.match(message, /- Input 'modelName' is 'a\.b\.c', and mlops\.yml:8:22 says/);
    assert.match(message, /- Input 'notebookPath' is '\/Shared\/other', and mlops\.yml:6:23 says '\/Shared\/train'/);
    assert.match(message, /- Input 'parameters' says '7' for 'depth', and mlops\.yml:6:59 says '6'/);
    assert.deepEqual(fixture.workspace.requests, []);
  });

  it('says what is missing if the notebook is relative and nothing was deployed', async () => {
    const fixture = await open(under);
    const { variables } = checkout({ 'mlops.yml': projectOf(fixture.modelName) });
    const { result, issues } = await fixture.train(ALONE, { pipelineOptions: { variables } });
    assert.equal(result, 'Failed');
    assert.match(
      issues.find(({ type }) => type === 'error')?.message ?? '',
      /^mlops\.yml names the notebook 'app\/notebooks\/model_train', and no deployment of this commit .*\nFix: Run DatabricksDeployCode .*\(NOTEBOOK_NOT_FOUND\)$/,
    );
  });
});
