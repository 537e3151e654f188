import assert from 'node:assert/strict';
import { breaches, COBERTURA, JUNIT } from '../../kit/report/xml-schema';
import { useAgentTests, type Files } from '../../kit/tasks/test-project';

const PROJECT: Files = {
  'ml/mlops.yml': '',
  'ml/app/__init__.py': '',
  'ml/app/rates.py': 'def rate(x):\n    if x:\n        return 1\n    return 2\n',
  'ml/app/deep/__init__.py': '',
  'ml/app/deep/unused.py': 'x = 1\n',
  'ml/tests/conftest.py': 'import pytest\n@pytest.fixture\ndef broken():\n    yield\n    raise OSError("]]>&<\\x00")',
  'ml/tests/test_it.py': `import pytest
from app.rates import rate

def test_passes():
    assert rate(0) == 2

@pytest.mark.parametrize("text", ["é", "\\x00", "<a b='c'>", "a\\nb", ""])
def test_texts(text):
    assert text == "é", text

def test_breaks(broken):
    assert 0, "##vso[task.complete result=Succeeded]"

@pytest.mark.skip(reason="<not> & yet")
def test_skips(): pass
`,
};

describe('The files that DatabricksRunTests publishes', function () {
  this.timeout(60_000);
  const run = useAgentTests();

  it('follow the public schemas, name files of the repository, and hold no command', async () => {
    const step = await run(PROJECT, { testsPath: 'ml/tests', coverage: 'app', logOutput: 'tail' });
    assert.equal(step.outputs['failed'], '6', step.log.join('\n'));
    const junit = String(step.testResults[0]?.files[0]?.content);
    assert.deepEqual(breaches(junit, JUNIT), []);
    assert.deepEqual(breaches(junit.replace(' hostname="localhost"', '').replace('<properties/>', ''), JUNIT), [
      '<testsuite> lacks hostname',
      `<testsuite> holds ${'testcase, '.repeat(9)}system-out, system-err`,
    ]);
    assert.match(junit, /<testsuite name="[^"]*" tests="9" failures="5" errors="1" skipped="1"/);
    assert.match(junit, /ml\/tests\/test_it\.py:9&#10;/);
    const [coverage] = step.codeCoverage;
    assert.equal(coverage?.tool, 'Cobertura');
    const cobertura = String(coverage?.summaryFile.content);
    assert.deepEqual(breaches(cobertura, COBERTURA), []);
    assert.match(cobertura, /lines-covered="3" lines-valid="5"/);
    assert.match(cobertura, /filename="ml\/app\/rates\.py" line-rate="0\.7500"/);
    assert.ok(
      step.log.some((line) => /^Coverage: 60\.0% of the lines of 4 files$/.test(line)),
      step.log.join('\n'),
    );
    assert.equal(step.result, 'Failed', 'a text of a test became a command');
  });
});
