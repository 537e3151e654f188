import assert from 'node:assert/strict';
import { DEPLOYED, useDeployedTests } from '../../kit/tasks/deployed-tests';
import { projectOf } from '../../kit/tasks/project-files';
import { errorOf, MIXED } from '../../kit/tasks/test-project';
import { namesIn } from '../../kit/tasks/workspace-content';
import { OUTPUT, useWorkspaces } from '../../kit/tasks/workspace-under-test';
import { exhaustively, variants } from '../../kit/tier';

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
    const step = await run(workspace, files, { inputs });
    assert.equal(step.result, 'Succeeded', step.log.join('\n'));
    const { total, passed, runId, runUrl } = step.outputs;
    assert.deepEqual([total, passed], ['4', '4']);
    assert.match(runUrl ?? '', new RegExp(String(runId)));
    assert.deepEqual(await namesIn(workspace, DEPLOYED), ['churn.py', 'mlops.yml', 'pytest.ini', 'tests']);
    assert.deepEqual(await namesIn(workspace, `${DEPLOYED}/tests`), ['test_it.py']);
  });

  it('names a failure by its line in the repository, wherever the project is deployed', async () => {
    const step = await run(addWorkspace(), { 'tests/unit/test_math.py': MIXED }, { inputs: { logOutput: 'none' } });
    assert.equal(step.result, 'Failed', step.log.join('\n'));
    const [issue] = step.issues;
    assert.deepEqual([issue?.sourcePath, issue?.lineNumber], ['tests/unit/test_math.py', '7']);
    assert.match(issue?.message ?? '', /test_subtracts failed$/);
    assert.doesNotMatch(step.log.join('\n'), /café/, 'no text of a test with logOutput: none');
    assert.match(errorOf(step), /^1 of 3 tests failed/);
  });

  it('says that there is nothing at the path, before anything starts', async () => {
    const workspace = addWorkspace();
    const step = await run(workspace, {}, { inputs: { testsPath: '/Shared/ci/churn/tests' } });
    assert.match(errorOf(step), /^There are no tests at \/Shared\/ci\/churn\/tests in http.*\(TESTS_NOT_FOUND\)$/s);
    assert.ok(!workspace.requests.some(({ path }) => path.endsWith('/runs/submit')));
  });

  exhaustively('never takes the report of another run', async () => {
    const workspace = addWorkspace();
    const other = { contract: 'test-run', version: 1, nonce: 'of another run', sha256: '', packed: '' };
    workspace.addFault({ path: OUTPUT, merge: { notebook_output: { result: JSON.stringify(other) } } });
    const step = await run(workspace, { 'tests/test_it.py': 'def test_a(): pass' });
    assert.equal(step.result, 'Failed', step.log.join('\n'));
    assert.match(errorOf(step), /^Run \d+ succeeded, but .* its result is of another run\.\n.*\(REPORT_UNUSABLE\)$/s);
    assert.equal(step.outputs['total'], undefined);
  });

  const RUNS: readonly { what: string; test: string; says: RegExp }[] = [
    {
      what: 'exits the interpreter',
      test: 'import os\ndef test_a(): os._exit(0)',
      says: /test_a \(tests\/test_it\.py:2\) was running, .*\(TESTS_CRASHED\)$/s,
    },
    {
      what: 'kills every process of the run',
      test: 'import os, signal\ndef test_a():\n    for p in os.listdir("/proc"):\n        if p.isdigit() and str(os.getppid()) != "1" and int(p) in ancestors(): os.kill(int(p), signal.SIGKILL)\ndef ancestors():\n    pid, found = os.getppid(), []\n    while pid > 1 and b"workspace_runtime" not in open(f"/proc/{pid}/cmdline", "rb").read():\n        found.append(pid)\n        pid = int(open(f"/proc/{pid}/stat").read().rpartition(")")[2].split()[1])\n    return found',
      says: /\(REPORT_UNUSABLE\)$/,
    },
    { what: 'cannot be imported', test: 'import no_such_module', says: /\(TESTS_FAILED\)$/ },
    { what: 'is not there', test: 'x = 1', says: /\(NO_TESTS\)$/ },
  ];
  for (const { what, test, says } of variants(RUNS, 0)) {
    it(`is red when a test ${what}`, async () => {
      const step = await run(addWorkspace(), { 'pytest.ini': '', 'tests/test_it.py': test });
      assert.equal(step.result, 'Failed', step.log.join('\n'));
      assert.match(errorOf(step), says);
      assert.match(step.outputs['runId'] ?? '', /^\d+$/);
    });
  }
});
