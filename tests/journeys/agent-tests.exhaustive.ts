import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PythonEnvironment } from '../../local/workspace/python-environment/python-environment';
import { commit, newProject } from '../kit/journeys/new-project';
import { pipelineRun, stepResults } from '../kit/journeys/pipeline-run';
import { useTemporaryFolders } from '../kit/temporary-folders';
import { wheel } from '../kit/workspace/wheel';

const UNIT_TEST = 'import churn\n\ndef test_finds_what_pip_installed():\n    assert churn.RATE == 3\n';
const REQUIREMENTS = '--no-index\n--find-links wheels\nchurn==1.0\n';

describe('steps/agent-tests.yml', function () {
  this.timeout(120_000);
  const newFolder = useTemporaryFolders();

  it('works alone, and installs the requirements of the tests in a Python of the job', async () => {
    const python = await new PythonEnvironment({ say: () => undefined }).ready();
    const libraries = join(dirname(python), '../lib');
    const packages = join(libraries, readdirSync(libraries)[0] ?? '', 'site-packages');
    const folder = newProject(join(newFolder(), 'alone'), 'alone', {
      nowhere: { host: 'http://127.0.0.1:1', token: 'none' },
    });
    const tests = join(folder, 'databricks-ml/tests');
    mkdirSync(join(tests, 'wheels'));
    writeFileSync(join(tests, 'wheels/churn-1.0-py3-none-any.whl'), wheel('RATE = 3'));
    writeFileSync(join(tests, 'requirements.txt'), REQUIREMENTS);
    writeFileSync(join(tests, 'unit/test_installed.py'), UNIT_TEST);
    writeFileSync(join(folder, 'unit.yml'), pipelineWith(packages));
    commit(folder, []);
    const ran = await pipelineRun(folder, 'unit.yml');
    assert.equal(ran.exitCode, 0, ran.output);
    const { agent_tests: result } = stepResults(ran, '__default');
    assert.equal(result, 'Succeeded');
    assert.match(ran.output, /^tests: 5, 5 passed, 0 failed/m);
  });
});

/** pytest and pandas come from the Python of these tests, so nothing is downloaded. */
function pipelineWith(packages: string): string {
  return `trigger: none
variables: { PYTHONPATH: '${packages}' }
resources:
  repositories: [{ repository: templates, type: git, name: platform/mlops-templates }]
steps:
  - checkout: self
  - template: steps/agent-tests.yml@templates
    parameters: { tests: databricks-ml/tests/unit, requirements: databricks-ml/tests/requirements.txt }
`;
}
