import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fake, restore, stub } from 'sinon';
import { UserError } from '../../../../lib/core/errors';
import { listen } from '../../../../local/workspace/http/listen';
import { PythonEnvironment } from '../../../../local/workspace/python-environment/python-environment';
import { startWorkspaceServer } from '../../../../local/workspace/server';
import { useTemporaryFolders } from '../../../kit/temporary-folders';
import { exhaustively } from '../../../kit/tier';
import { wheel } from '../../../kit/workspace/wheel';

const ROOT = join(__dirname, '../../../..');
const MAKE = `
  const { PythonEnvironment } = require('./local/workspace/python-environment/python-environment');
  const [folder, lockFile] = process.argv.slice(-2);
  void new PythonEnvironment({ folder, lockFile, say: console.log }).ready();
`;

describe('python environment', () => {
  const newFolder = useTemporaryFolders();
  let folder = '';
  let lockFile = '';
  const say = fake<[line: string], void>();
  let index: Server | undefined;

  before(() => {
    folder = newFolder();
    lockFile = join(folder, 'requirements.lock');
    writeFileSync(lockFile, '--no-index\n');
  });
  afterEach(() => {
    restore();
    say.resetHistory();
    index?.close();
    index?.closeAllConnections();
    index = undefined;
  });

  /** A package index that pip, and so the installer, is set to. */
  async function startIndex(answer: RequestListener): Promise<{ readonly asked: readonly string[] }> {
    const asked: string[] = [];
    index = createServer((request, response) => {
      asked.push(request.url ?? '');
      answer(request, response);
    });
    stub(process, 'env').value({ ...process.env, PIP_INDEX_URL: `${await listen(index, 0)}/simple` });
    return { asked };
  }

  function hangingLock(): string {
    const lock = join(folder, 'hanging.lock');
    writeFileSync(lock, `churn==1.0 --hash=sha256:${'0'.repeat(64)}\n`);
    return lock;
  }

  const environment = (options: { lock?: string; uvLockFile?: string; python?: string } = {}) => {
    const { lock = lockFile, ...rest } = options;
    return new PythonEnvironment({ folder, lockFile: lock, say, ...rest });
  };

  it('is made once, by one of those who start at the same time', async () => {
    const [one, other] = await Promise.all([environment().ready(), environment().ready()]);
    assert.equal(one, other);
    assert.ok(existsSync(one));
    const [begun = '', done = '', ...more] = say.args.flat().toSorted();
    assert.match(begun, /^Installed Python packages in \d+ s\.$/);
    assert.match(done, /^Installed Python packages in \d+ s\.$/);
    assert.match(more[0] ?? '', /^Installing Python packages in .*\. This happens once and takes up to a minute …$/);

    const made = statSync(join(environment().folder, 'complete')).mtimeMs;
    say.resetHistory();
    assert.equal(await environment({ python: '/no/such/python' }).ready(), one);
    assert.deepEqual(say.args, []);
    assert.equal(statSync(join(environment().folder, 'complete')).mtimeMs, made);
  });

  it('is made anew when it was left half made', async () => {
    const half = environment();
    rmSync(half.folder, { recursive: true, force: true });
    mkdirSync(join(half.folder, 'bin'), { recursive: true });
    writeFileSync(join(half.folder, 'bin', 'python'), '');
    assert.equal(half.interpreter, undefined);
    assert.equal(await half.ready(), half.interpreter);
    assert.equal(say.callCount, 2);
  });

  it('belongs to its lock', () => {
    const other = join(folder, 'other.lock');
    writeFileSync(other, '--no-index\n# another\n');
    assert.notEqual(environment({ lock: other }).folder, environment().folder);
  });

  it('says in two lines what uv complained about', async () => {
    const lock = join(folder, 'broken.lock');
    writeFileSync(lock, `--no-index\nno-such-package==1.0 --hash=sha256:${'0'.repeat(64)}\n`);
    await assert.rejects(environment({ lock }).ready(), (error) => {
      assert.ok(error instanceof UserError);
      assert.equal(error.code, 'PYTHON_INSTALL_FAILED');
      assert.match(error.message, /^The Python packages of the local workspace could not be installed below .*: /);
      assert.match(error.message, /no-such-package was not found in the provided package locations/);
      assert.match(error.lines, /\nFix: Correct what the installer reports/);
      return true;
    });
    assert.equal(environment({ lock }).interpreter, undefined);
  });

  exhaustively('says where uv itself cannot be installed, and leaves the packages to nobody else', async () => {
    const lock = join(folder, 'no-uv.lock');
    writeFileSync(lock, '--no-index\n# no uv\n');
    const uvLockFile = join(folder, 'uv.lock');
    writeFileSync(uvLockFile, `uv==0.0.0 --hash=sha256:${'0'.repeat(64)}\n--no-index\n`);
    await assert.rejects(environment({ lock, uvLockFile }).ready(), {
      code: 'PYTHON_INSTALL_FAILED',
      message:
        /No matching distribution found for uv==0\.0\.0[^]*uv==0\.0\.0, which installs the packages, has no available wheel/,
    });
    assert.equal(environment({ lock, uvLockFile }).interpreter, undefined);
  });

  it('takes the packages from the index that pip is set to', async () => {
    const content = wheel('ANSWER = 42');
    const file = '/churn-1.0-py3-none-any.whl';
    const { asked } = await startIndex(({ url }, answer) =>
      url === file
        ? answer.end(content)
        : answer.setHeader('content-type', 'text/html').end(`<a href="${file}">churn</a>`),
    );
    const lock = join(folder, 'company.lock');
    writeFileSync(lock, `churn==1.0 --hash=sha256:${createHash('sha256').update(content).digest('hex')}\n`);
    const python = await environment({ lock }).ready();
    const printed = execFileSync(python, ['-c', 'import churn; print(churn.ANSWER)'], { encoding: 'utf8' });
    assert.deepEqual([printed, asked], ['42\n', ['/simple/churn/', file]]);
  });

  it('is given up with all its installers when the server closes', async () => {
    const half = environment({ lock: hangingLock() });
    const server = await startWorkspaceServer({ stateFolder: join(folder, 'state'), environment: half });
    await startIndex(() => void server.close());
    await assert.rejects(half.ready(), { code: 'PYTHON_INSTALL_FAILED' });
    assert.deepEqual(commandsWith(half.folder), []);
  });

  exhaustively('is given up with all its installers when the server is killed', async () => {
    const lock = hangingLock();
    await startIndex(() => void starter.kill('SIGKILL'));
    const starter = spawn(process.execPath, ['--import', 'tsx', '-e', MAKE, folder, lock], { cwd: ROOT });
    await once(starter, 'exit');
    while (commandsWith(environment({ lock }).folder).length > 0) {
      // The kernel takes a moment to end what was killed.
      await delay(5);
    }
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

function commandsWith(folder: string): readonly string[] {
  return execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
    .split('\n')
    .filter((command) => command.includes(folder));
}
