import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PythonEnvironment } from '../../../../local/workspace/python-environment/python-environment';
import { useTemporaryFolder } from '../../../kit/temporary-folders';

describe('python environment of a Python without pip', function () {
  this.timeout(60_000);
  const folder = useTemporaryFolder();

  it('gets a pip to install uv with', async () => {
    const bare = join(folder(), 'bare');
    execFileSync('python3', ['-m', 'venv', '--without-pip', bare]);
    const lockFile = join(folder(), 'requirements.lock');
    writeFileSync(lockFile, '--no-index\n');
    const uvLockFile = join(folder(), 'uv.lock');
    writeFileSync(uvLockFile, `uv==0.0.0 --hash=sha256:${'0'.repeat(64)}\n--no-index\n# without pip\n`);
    const options = { folder: folder(), lockFile, uvLockFile, python: join(bare, 'bin', 'python') };
    await assert.rejects(new PythonEnvironment({ ...options, say: () => undefined }).ready(), {
      code: 'PYTHON_INSTALL_FAILED',
      message: /No matching distribution found for uv==0\.0\.0/,
    });
  });
});
