import assert from 'node:assert/strict';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { MLOPS, mlops, mlopsIn } from '../kit/command-line';
import { useTemporaryFolders } from '../kit/temporary-folders';
import { exhaustively } from '../kit/tier';
import { answered, call } from '../kit/workspace/stand-in';

const LAST_LINE = 'Ctrl-C ends it.';
const AUTHOR = ['-c', 'user.name=ana', '-c', 'user.email=ana@example.com'];

describe('mlops workspace', function () {
  this.timeout(60_000);
  const newFolder = useTemporaryFolders();
  const started: ChildProcess[] = [];
  after(() => started.forEach((child) => child.kill('SIGKILL')));

  /** What it prints until it is ready, and the process. */
  async function start(folder: string, ...words: readonly string[]): Promise<{ child: ChildProcess; text: string }> {
    const child = spawn(process.execPath, [MLOPS, 'workspace', ...words], {
      cwd: folder,
      env: { ...process.env, XDG_CACHE_HOME: newFolder(), TMPDIR: newFolder() },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    started.push(child);
    const lines: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(line);
      if (line === LAST_LINE || line === '}') {
        break;
      }
    }
    return { child, text: lines.join('\n') };
  }

  async function stop(child: ChildProcess): Promise<void> {
    child.kill('SIGINT');
    assert.deepEqual(await once(child, 'exit'), [0, null]);
  }

  function newProject(): string {
    const folder = newFolder();
    execFileSync('git', ['init', '-q', '-b', 'main', folder]);
    assert.equal(mlops('init', folder, '--name', 'retention', '--into').exitCode, 0);
    return folder;
  }

  describe('with --connect,', () => {
    let folder: string;
    let child: ChildProcess;
    let text: string;
    before(async () => {
      folder = newProject();
      ({ child, text } = await start(folder, '--connect'));
    });
    after(() => stop(child));

    it('connects a new project: its pipelines find every connection, template and schema, and nobody else reads the tokens', async () => {
      assert.match(text, /^Schemas: dev\.ml, uat\.ml, prod\.ml\.\nWrote mlops\.local\.yml: /m);
      const file = join(folder, 'mlops.local.yml');
      assert.equal(statSync(file).mode & 0o777, 0o600);
      for (const pipeline of ['pull-request', 'main', 'release', 'retrain', 'rollback', 'cleanup']) {
        const { exitCode, stdout, stderr } = mlopsIn(folder, 'validate', `azure-pipelines/${pipeline}.yml`);
        assert.equal(exitCode, 0, stderr);
        assert.match(stdout, / 0 errors, 0 warnings/, stderr);
      }
      const written = readFileSync(file, 'utf8');
      const [, host = '', token = ''] = /^ {2}databricks-uat: \{ url: '(\S+)', token: (\S+) \}$/m.exec(written) ?? [];
      const schema = await call({ host, token }, 'GET /api/2.1/unity-catalog/schemas/uat.ml');
      assert.equal(schema.status, 200);
    });

    it('gives promotion an identity of its own, as the templates ask for', async () => {
      const written = readFileSync(join(folder, 'mlops.local.yml'), 'utf8');
      const names = await Promise.all(
        ['databricks-prod', 'databricks-prod-promotion'].map(async (connection) => {
          const [, host = '', token = ''] =
            new RegExp(`${connection}: \\{ url: '(\\S+)', token: (\\S+) `).exec(written) ?? [];
          return (await answered({ host, token }, 'GET /api/2.0/preview/scim/v2/Me'))['userName'];
        }),
      );
      assert.equal(new Set(names).size, 2);
    });
  });

  exhaustively(
    'gives the clean-up, which checks the templates out, a commit of them and the open pull requests',
    async () => {
      const folder = newProject();
      execFileSync('git', ['-C', folder, 'add', '.']);
      execFileSync('git', ['-C', folder, ...AUTHOR, 'commit', '-q', '-m', 'New model project']);
      const { child } = await start(folder, '--connect');
      await stop(child);
      assert.equal(execFileSync('git', ['-C', folder, 'status', '--porcelain'], { encoding: 'utf8' }), '');
      const cleanup = ['run', 'azure-pipelines/cleanup.yml', '--branch', 'main'];
      const stubs = ['DatabricksDeployCode@1=true', 'DatabricksRunJob@1=true'].flatMap((stub) => ['--stub', stub]);
      const { exitCode, stdout, stderr } = mlopsIn(folder, ...cleanup, ...stubs);
      assert.equal(exitCode, 0, stdout + stderr);
      assert.match(stdout, /CleanUp\/dev\/open "List the open pull requests": Succeeded/);
    },
  );

  it('keeps its state in the project, so that tokens are the same after a restart', async () => {
    const folder = newProject();
    const tokens = async (): Promise<readonly string[]> => {
      const { child } = await start(folder, '--connect');
      await stop(child);
      return [
        ...readFileSync(join(folder, 'mlops.local.yml'), 'utf8').matchAll(/databricks-(?:dev|uat|prod): .*token: \S+/g),
      ].map(([line]) => line.replace(/url: \S+/, ''));
    };
    const before = await tokens();
    assert.equal(new Set(before).size, 3);
    assert.deepEqual(await tokens(), before);
    assert.equal(existsSync(join(folder, '.mlops/workspace')), true);
  });

  it('never touches a file that somebody else wrote, and prints what to put into it', async () => {
    const folder = newProject();
    const file = join(folder, 'mlops.local.yml');
    writeFileSync(file, 'variables: { a: b }\n');
    const { child, text } = await start(folder, '--connect');
    assert.match(text, /^mlops\.local\.yml stays as it is.*:\nrepositories: \{.*\nconnections:\n {2}databricks-dev: /m);
    assert.equal(readFileSync(file, 'utf8'), 'variables: { a: b }\n');
    await stop(child);
  });

  it('without --connect, writes nothing and prints the connections to paste', async () => {
    const folder = newProject();
    const { child, text } = await start(folder);
    assert.match(text, /^To run pipelines here, put this into mlops\.local\.yml.*:\nrepositories: .*\nconnections:\n/m);
    const [, state = ''] = /^State in +(.+)$/m.exec(text) ?? [];
    assert.equal(existsSync(state), true);
    await stop(child);
    assert.deepEqual([existsSync(join(folder, 'mlops.local.yml')), existsSync(state)], [false, false]);
  });

  exhaustively('prints URLs and tokens as JSON', async () => {
    const { child, text } = await start(newFolder(), '--json');
    const { workspaces } = JSON.parse(text) as { workspaces: readonly { name: string; host: string; token: string }[] };
    assert.deepEqual(
      workspaces.map(({ name }) => name),
      ['dev', 'uat', 'prod'],
    );
    const [dev] = workspaces;
    assert.ok(dev);
    assert.equal((await call(dev, 'GET /api/2.0/preview/scim/v2/Me')).status, 200);
    await stop(child);
  });

  for (const { words, says } of [
    { words: ['--port', 'http'], says: /--port is 'http', which is not a port number\.\nFix: / },
    { words: ['here'], says: /'mlops workspace' takes no 'here'\.\nFix: / },
    { words: ['--conect'], says: /Did you mean '--connect'/ },
  ]) {
    it(`refuses ${words.join(' ')}`, () => {
      const { exitCode, stderr } = mlops('workspace', ...words);
      assert.equal(exitCode, 2);
      assert.match(stderr, says);
    });
  }
});
