import assert from 'node:assert/strict';
import { DEPLOYED, useDeployedTests } from '../../kit/tasks/deployed-tests';
import { projectOf } from '../../kit/tasks/project-files';
import { errorOf, MIXED } from '../../kit/tasks/test-project';
import { namesIn } from '../../kit/tasks/workspace-content';
import { useWorkspaces } from '../../kit/tasks/workspace-under-test';

const INTEGRATION = `import json
import pytest

@pytest.mark.data
def test_reads_and_writes_tables(spark, parameters):
    table = f"main.default.{parameters['table']}"
    spark.range(3).write.saveAsTable(table)
    assert spark.table(table).count() == 3

@pytest.mark.data
def test_has_dbutils(dbutils):
    assert [file.name for file in dbutils.fs.ls("file:/Workspace${DEPLOYED}/tests")] == ["test_it.py"]

@pytest.mark.data
def test_has_the_configuration(parameters):
    with open(parameters["mlops_config"]) as file:
        assert json.load(file)["modelName"] == "main.ml.churn"

@pytest.mark.data
def test_imports_from_the_project():
    import churn
    assert churn.RATE == 3

def test_is_left_out():
    raise AssertionError
`;

describe('DatabricksRunTests on Databricks', function () {
  this.timeout(120_000);
  const addWorkspace = useWorkspaces();
  const run = useDeployedTests();

  it('gives tests spark, dbutils, parameters and the configuration, and leaves nothing among the deployed files', async () => {
    const workspace = addWorkspace();
    const files = {
      'mlops.yml': projectOf('main.ml.churn'),
      'pytest.ini': '[pytest]\nmarkers = data',
      'churn.py': 'RATE = 3',
      'tests/test_it.py': INTEGRATION,
    };
    const inputs = { configFile: 'mlops.yml', environment: 'prod', markers: 'data', parameters: 'table: made_by_test' };
    const step = await run(workspace, files, inputs);
    assert.equal(step.result, 'Succeeded', step.log.join('\n'));
    const { total, passed, runId, runUrl } = step.outputs;
    assert.deepEqual([total, passed], ['4', '4']);
    assert.match(runUrl ?? '', new RegExp(String(runId)));
    assert.deepEqual(await namesIn(workspace, DEPLOYED), ['churn.py', 'mlops.yml', 'pytest.ini', 'tests']);
    assert.deepEqual(await namesIn(workspace, `${DEPLOYED}/tests`), ['test_it.py']);
  });

  it('names a failure by its line in the repository, wherever the project is deployed', async () => {
    const step = await run(addWorkspace(), { 'tests/unit/test_math.py': MIXED }, { logOutput: 'none' });
    assert.equal(step.result, 'Failed', step.log.join('\n'));
    const [issue] = step.issues;
    assert.deepEqual([issue?.sourcePath, issue?.lineNumber], ['tests/unit/test_math.py', '7']);
    assert.match(issue?.message ?? '', /test_subtracts failed$/);
    assert.doesNotMatch(step.log.join('\n'), /café/, 'no text of a test with logOutput: none');
    assert.match(errorOf(step), /^1 of 3 tests failed/);
  });

  it('says that there is nothing at the path, before anything starts', async () => {
    const workspace = addWorkspace();
    const step = await run(workspace, {}, { testsPath: '/Shared/ci/churn/tests' });
    assert.match(errorOf(step), /^There are no tests at \/Shared\/ci\/churn\/tests in http.*\(TESTS_NOT_FOUND\)$/s);
    assert.ok(!workspace.requests.some(({ path }) => path.endsWith('/runs/submit')));
  });
});
