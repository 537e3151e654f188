import assert from 'node:assert/strict';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { readEvents } from '../../local/pipelines/run-folder/event-file';
import { root } from '../../scripts/repository/repository';
import { useTemporaryFolders } from '../kit/temporary-folders';

const execute = promisify(execFile);

describe('the package of npm, installed in an empty folder', function () {
  this.timeout(900_000);
  const newFolder = useTemporaryFolders();
  let folder = '';
  let project = '';
  let workspace: ChildProcess;
  let env: NodeJS.ProcessEnv = {};

  before(async () => {
    folder = newFolder();
    env = { ...process.env, XDG_CACHE_HOME: join(folder, 'cache'), TMPDIR: newFolder() };
    // The Python packages are installed already; what the package itself needs must be in it.
    mkdirSync(join(folder, 'cache'));
    mkdirSync(join(folder, 'cache/mlops-for-databricks'));
    symlinkSync(join(root, '.local/python'), join(folder, 'cache/mlops-for-databricks/python'));
    await run(root, 'npm', 'pack', '--ignore-scripts', '--pack-destination', folder);
    const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
    await run(folder, 'npm', 'install', '--no-audit', '--no-fund', join(folder, tarball));
    project = join(folder, 'churn-model');
    await mlops(folder, 'init', project, '--name', 'churn');
    await run(project, 'git', 'init', '-q', '-b', 'main');
    await commit();
    workspace = await startedWorkspace();
  });
  after(async () => {
    workspace.kill('SIGINT');
    await once(workspace, 'exit');
  });

  async function run(cwd: string, file: string, ...words: readonly string[]): Promise<string> {
    const { stdout, stderr } = await execute(file, words, { cwd, env, maxBuffer: 2 ** 26 }).catch((error: unknown) => {
      throw new Error(JSON.stringify(error, undefined, 2).replaceAll('\\n', '\n'), { cause: error });
    });
    return stdout + stderr;
  }

  function mlops(cwd: string, ...words: readonly string[]): Promise<string> {
    return run(cwd, join(folder, 'node_modules/.bin/mlops'), ...words);
  }

  async function commit(): Promise<void> {
    await run(project, 'git', 'add', '.');
    await run(project, 'git', '-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-q', '-m', 'change');
  }

  async function startedWorkspace(): Promise<ChildProcess> {
    const child = spawn(join(folder, 'node_modules/.bin/mlops'), ['workspace', '--connect'], {
      cwd: project,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const line of createInterface({ input: child.stdout })) {
      if (line.startsWith('Ctrl-C')) {
        break;
      }
    }
    return child;
  }

  function lastStages(): Readonly<Record<string, string>> {
    const runs = join(project, '.mlops/runs');
    const events = readEvents(join(runs, readdirSync(runs).toSorted().at(-1) ?? ''));
    return Object.fromEntries(
      events.flatMap((event) => (event.kind === 'stage ended' ? [[event.stage, event.result]] : [])),
    );
  }

  it('brings no other package along', () =>
    assert.deepEqual(
      readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.')),
      ['mlops-for-databricks'],
    ));

  it('runs the pull request of its project in the workspace that it starts', async () => {
    const output = await mlops(project, 'run', 'azure-pipelines/pull-request.yml', '--no-live', '--pull-request', '1');
    assert.deepEqual(Object.keys(lastStages()), ['Dev', 'UAT'], output);
    assert.match(output, /^run \S+: Succeeded/m);
  });

  it('then releases the first champion, which scores a batch, once QA has signed the commit off', async () => {
    const merged = await mlops(project, 'run', 'azure-pipelines/main.yml', '--no-live', '--approve', 'QA');
    assert.equal(lastStages()['QA'], 'Succeeded', merged);
    await run(project, 'git', 'switch', '-q', '-c', 'release/1.0');
    const output = await mlops(project, 'run', 'azure-pipelines/release.yml', '--no-live', '--approve', 'Promote');
    const { Prod, Promote, Score, CloseOut } = lastStages();
    assert.deepEqual([Prod, Promote, Score, CloseOut], ['Succeeded', 'Succeeded', 'Succeeded', 'Skipped'], output);
  });

  it('copies its templates for an organization, and finds no difference afterwards', async () => {
    const templates = join(folder, 'mlops-templates');
    await mlops(folder, 'templates', 'vendor', templates);
    await mlops(folder, 'templates', 'vendor', templates, '--check');
    const checked = await mlops(
      project,
      'validate',
      'azure-pipelines/release.yml',
      '--repository',
      `templates=${templates}`,
    );
    assert.match(checked, /release\.yml: 0 errors, 0 warnings/);
  });
});
