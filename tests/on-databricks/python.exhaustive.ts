import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PythonEnvironment } from '../../local/workspace/python-environment/python-environment';
import { root } from '../../scripts/repository/repository';

describe('the Python that runs next to the data', function () {
  this.timeout(900_000);

  it('passes its long tests: full jackknife, bootstrap, a small grid of the simulation, more folders of tests', async () => {
    const python = await new PythonEnvironment({ say: () => undefined }).ready();
    await promisify(execFile)(python, ['-B', '-m', 'pytest', '-q', '-m', 'exhaustive'], {
      cwd: join(root, 'on-databricks'),
    });
  });
});
