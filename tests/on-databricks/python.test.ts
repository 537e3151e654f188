import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PythonEnvironment } from '../../local/workspace/python-environment/python-environment';
import { root } from '../../scripts/repository/repository';

describe('the Python that runs next to the data', function () {
  this.timeout(180_000);

  it('passes its own tests', async () => {
    const python = await new PythonEnvironment({ say: () => undefined }).ready();
    await promisify(execFile)(python, ['-B', '-m', 'pytest', '-q'], { cwd: join(root, 'on-databricks') });
  });
});
