import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../lib/core/errors';
import { PythonEnvironment } from '../../local/workspace/python-environment/python-environment';

describe('python environment', () => {
  let folder = '';
  let lockFile = '';
  let said: string[] = [];

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'python-environment-'));
    lockFile = join(folder, 'requirements.lock');
    writeFileSync(lockFile, '--no-index\n');
  });
  beforeEach(() => {
    said = [];
  });
  after(() => rmSync(folder, { recursive: true }));

  const environment = (options: { lock?: string; python?: string } = {}) => {
    const { lock = lockFile, ...rest } = options;
    return new PythonEnvironment({ folder, lockFile: lock, say: (line) => said.push(line), ...rest });
  };

  it('is made once, by one of those who start at the same time', async () => {
    const [one, other] = await Promise.all([environment().ready(), environment().ready()]);
    assert.equal(one, other);
    assert.ok(existsSync(one));
    assert.match(said[0] ?? '', /^Installing Python packages below .*, once and for about a minute …$/);

    const made = statSync(join(environment().folder, 'complete')).mtimeMs;
    said = [];
    assert.equal(await environment({ python: '/no/such/python' }).ready(), one);
    assert.deepEqual(said, []);
    assert.equal(statSync(join(environment().folder, 'complete')).mtimeMs, made);
  });

  it('is made anew when it was left half made', async () => {
    const half = environment();
    rmSync(half.folder, { recursive: true, force: true });
    mkdirSync(join(half.folder, 'bin'), { recursive: true });
    writeFileSync(join(half.folder, 'bin', 'python'), '');
    assert.equal(half.interpreter, undefined);
    assert.equal(await half.ready(), half.interpreter);
    assert.equal(said.length, 1);
  });

  it('belongs to its lock', () => {
    const other = join(folder, 'other.lock');
    writeFileSync(other, '--no-index\n# another\n');
    assert.notEqual(environment({ lock: other }).folder, environment().folder);
  });

  it('says in two lines what pip complained about', async () => {
    const lock = join(folder, 'broken.lock');
    writeFileSync(lock, `--no-index\nno-such-package==1.0 --hash=sha256:${'0'.repeat(64)}\n`);
    await assert.rejects(environment({ lock }).ready(), (error) => {
      assert.ok(error instanceof UserError);
      assert.equal(error.code, 'PYTHON_INSTALL_FAILED');
      assert.match(error.message, /^The Python packages of the local workspace could not be installed below .*: /);
      assert.match(error.message, /No matching distribution found for no-such-package==1\.0/);
      assert.match(error.lines, /\nFix: Correct what pip complains about/);
      return true;
    });
    assert.equal(environment({ lock }).interpreter, undefined);
  });

  it('needs Python', async () => {
    const lock = join(folder, 'unmade.lock');
    writeFileSync(lock, '--no-index\n# unmade\n');
    await assert.rejects(environment({ lock, python: '/no/such/python' }).ready(), {
      code: 'PYTHON_MISSING',
      message: "'/no/such/python' could not be started as Python.",
    });
  });
});
