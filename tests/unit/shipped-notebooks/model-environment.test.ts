import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PROBE_FILES } from '../../../lib/compliance/probe/probe-files';
import { modelEnvironment } from '../../../lib/shipped-notebooks/model-environment';
import { root } from '../../../scripts/repository/repository';

describe('the environment of a model', () => {
  const versions: readonly (readonly [pythonEnv: string | undefined, version: string, python: string])[] = [
    ['python: 3.12.3\nbuild_dependencies:\n- pip==24', '5', '3.12'],
    ["python: '3.11.10'", '2', '3.11'],
    ['python: 3.10.12', '1', '3.10'],
    ['python: 3.13.1', '5', '3.12'],
    ['python: 3.9.18', '1', '3.10'],
    ['python: 2.7.18', '1', '3.10'],
    ['dependencies:\n- -r requirements.txt', '5', '3.12'],
    [undefined, '5', '3.12'],
  ];
  for (const [pythonEnv, version, python] of versions) {
    it(`is version ${version} for ${JSON.stringify(pythonEnv ?? 'nothing')}`, () => {
      const found = modelEnvironment({ requirements: '', pythonEnv });
      assert.deepEqual([found.version, found.python], [version, python]);
    });
  }

  const asked: readonly (readonly [asked: string, python: string | undefined])[] = [
    ['4', '3.12'],
    ['77', undefined],
  ];
  for (const [version, python] of asked) {
    it(`is version ${version} when somebody asks for it, whatever the model was made with`, () => {
      const found = modelEnvironment({ requirements: '', pythonEnv: 'python: 3.11.10' }, version);
      assert.deepEqual([found.version, found.isAskedFor, found.python], [version, true, python]);
    });
  }

  it('installs what the model requires, without comments and without files that lie beside the model', () => {
    const requirements =
      '# by MLflow\nmlflow==3.17.2\r\n-c constraints.txt\nnumpy==2.1.0 \\\n  --hash=sha256:ab  # pinned\n\n';
    const { dependencies, dropped } = modelEnvironment({ requirements, pythonEnv: undefined });
    assert.deepEqual(dependencies, ['mlflow==3.17.2', 'numpy==2.1.0    --hash=sha256:ab']);
    assert.deepEqual(dropped, ['-c constraints.txt']);
  });
});

describe('the files that probe a model', () => {
  it('are all that is in their folder, besides its tests', () => {
    const files = readdirSync(join(root, 'on-databricks', 'check')).filter((name) => /^(?!test_).*\.py$/.test(name));
    assert.deepEqual(files.toSorted(), PROBE_FILES.map((path) => path.replace('check/', '')).toSorted());
  });
});
