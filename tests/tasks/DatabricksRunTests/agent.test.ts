import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectOf } from '../../kit/tasks/project-files';
import { errorOf, MIXED, useAgentTests } from '../../kit/tasks/test-project';
import { exhaustively, variants } from '../../kit/tier';
import { gone } from '../../kit/workspace/stand-in';

describe('DatabricksRunTests on the agent', function () {
  this.timeout(60_000);
  const run = useAgentTests();

  it('fails at the line of a failing test, counts all, and shows each in the Tests tab', async () => {
    const step = await run(
      { 'app/tests/unit/test_math.py': MIXED, 'app/mlops.yml': '' },
      { testsPath: 'app/tests/unit' },
    );
    assert.equal(step.result, 'Failed', step.log.join('\n'));
    const { total, passed, failed, skipped, runId } = step.outputs;
    assert.deepEqual([total, passed, failed, skipped, runId], ['3', '1', '1', '1', undefined]);
    const [issue] = step.issues;
    assert.deepEqual([issue?.sourcePath, issue?.lineNumber], ['app/tests/unit/test_math.py', '7']);
    assert.match(
      issue?.message ?? '',
      /tests\.unit\.test_math\.test_subtracts: AssertionError: café assert \(2 - 1\) == 0$/,
    );
    assert.match(
      errorOf(step),
      /^1 of 3 tests failed: tests\.unit\.test_math\.test_subtracts\.\nFix: .* \(TESTS_FAILED\)$/,
    );
    const xml = String(step.testResults[0]?.files[0]?.content);
    assert.match(xml, /<testsuite name="Tests in app\/tests\/unit" tests="3" failures="1" errors="0" skipped="1"/);
    assert.match(xml, /<skipped message="not yet">/);
    assert.match(String(step.summaries[0]?.content), /app\/tests\/unit\/test\\_math\.py:7/);
  });

  it('passes what passes, with the parameters and the configuration of the environment', async () => {
    const test = `import json, os
def test_sees(parameters):
    assert parameters["schema"] == "ml_pr" and parameters["ratio"] == "1.10"
    with open(parameters["mlops_config"]) as file:
        assert json.load(file)["modelName"] == "main.ml.churn"
def test_imports_from_the_project():
    import churn
    assert churn.RATE == 3`;
    const files = { 'mlops.yml': projectOf('main.ml.churn'), 'churn.py': 'RATE = 3', 'tests/unit/test_it.py': test };
    const inputs = { configFile: 'mlops.yml', environment: 'prod', parameters: 'schema: ml_pr\nratio: 1.10' };
    const step = await run(files, { ...inputs, testRunTitle: 'Unit' });
    assert.equal(step.result, 'Succeeded', step.log.join('\n'));
    assert.equal(step.outputs['passed'], '2');
    assert.equal(step.testResults[0]?.runTitle, 'Unit');
  });

  const ENDS: readonly { what: string; test: string; says: RegExp; inputs?: Readonly<Record<string, string>> }[] = [
    {
      what: 'exits the interpreter with success',
      test: 'import os\ndef test_a(): pass\ndef test_b(): os._exit(0)\ndef test_c(): pass',
      says: /^The process of the tests ended early \(exit code 0\); tests\/test_it\.py::test_b \(tests\/test_it\.py:3\) was running, and 1 of 3 tests had ended\.\n.*\(TESTS_CRASHED\)$/s,
    },
    {
      what: 'ends the session as a success before the others ran',
      test: 'import pytest\ndef test_a(): pytest.exit("enough", returncode=0)\ndef test_b(): pass',
      says: /ended with status 0 after 0 of 2 tests.*\(TESTS_INCOMPLETE\)$|1 of 1 tests failed.*\(TESTS_FAILED\)$/s,
    },
    {
      what: 'cannot be imported',
      test: 'import no_such_module',
      says: /^1 of 1 tests failed: collection\.tests\.test_it\..*\(TESTS_FAILED\)$/s,
    },
    { what: 'is not there', test: '', says: /^No test ran in tests\..*allowNoTests.*\(NO_TESTS\)$/s },
    {
      what: 'has a path with nothing at it',
      test: '',
      inputs: { testsPath: 'tests/unti' },
      says: /^There are no tests at tests\/unti\.\n.*\(TESTS_NOT_FOUND\)$/s,
    },
  ];
  for (const { what, test, says, inputs } of variants(ENDS)) {
    it(`is red when a test ${what}`, async () => {
      const step = await run({ 'pytest.ini': '[pytest]', 'tests/test_it.py': test }, inputs);
      assert.equal(step.result, 'Failed', step.log.join('\n'));
      assert.match(errorOf(step), says);
    });
  }

  exhaustively('names the test that was running at the limit', async () => {
    const test = 'import time\ndef test_quick(): pass\ndef test_waits():\n    time.sleep(600)';
    const step = await run(
      { 'pytest.ini': '', 'tests/test_it.py': test },
      { timeoutMinutes: '1' },
      { pipeline: { speed: 30 } },
    );
    assert.equal(step.result, 'Failed', step.log.join('\n'));
    assert.match(errorOf(step), /test_waits \(tests\/test_it\.py:3\) was running, .*\(TESTS_TIMED_OUT\)$/s);
    assert.equal(step.outputs['passed'], '1');
  });

  it('says that the agent has no Python, before anything else', async () => {
    const step = await run({}, {}, { pipeline: { machine: { PATH: '/nowhere' } } });
    assert.match(errorOf(step), /^The agent has no Python: .*UsePythonVersion@0.*\(TEST_TOOLS_MISSING\)$/s);
  });

  it('says what the Python of the agent lacks, and installs nothing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bare-python-'));
    execFileSync('python3', ['-m', 'venv', '--without-pip', folder]);
    const step = await run(
      { 'tests/test_it.py': 'def test_a(): pass' },
      { coverage: 'app' },
      { pipeline: { machine: { PATH: join(folder, 'bin') } } },
    );
    rmSync(folder, { recursive: true });
    assert.match(
      errorOf(step),
      /^Python 3\.\S+ of the agent has no pytest and coverage\.\nFix: .*installs nothing on the agent\. \(TEST_TOOLS_MISSING\)$/,
    );
  });

  it('ends the tests with the pipeline', async () => {
    const trace = mkdtempSync(join(tmpdir(), 'cancelled-'));
    const file = join(trace, 'pid');
    const test = `import os, time
def test_waits():
    with open("${file}.new", "w") as new:
        new.write(str(os.getpid()))
    os.rename("${file}.new", "${file}")
    time.sleep(600)`;
    const pipeline = new AbortController();
    const changes = watch(trace);
    const running = run({ 'tests/test_it.py': test }, {}, { signal: pipeline.signal });
    while (!existsSync(file)) {
      await once(changes, 'change');
    }
    changes.close();
    pipeline.abort();
    const step = await running;
    assert.equal(step.result, 'Canceled', step.log.join('\n'));
    await gone(Number(readFileSync(file, 'utf8')));
    rmSync(trace, { recursive: true });
  });

  const REFUSED = [
    { inputs: { connection: 'any' }, says: /A connection does not go with 'where: agent'/ },
    { inputs: { runner: 'unittest', markers: 'slow' }, says: /'markers' does not go with 'runner: unittest'/ },
    { inputs: { where: 'databricks' }, says: /Neither 'connection' nor 'azureConnection' is set/ },
  ] as const;
  for (const { inputs, says } of variants(REFUSED)) {
    it(`refuses ${Object.entries(inputs).flat().join(' ')}`, async () => {
      const step = await run({}, inputs);
      assert.match(errorOf(step), says);
    });
  }
});
