import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MLOPS, mlops } from '../kit/command-line';
import { assertInitialized, SIZES_AND_REGISTRIES } from '../kit/project/initialized';
import { useTemporaryFolders } from '../kit/temporary-folders';

const TEMPLATES = join(__dirname, '../../pipeline-templates');

describe('mlops init', function () {
  this.timeout(30_000);
  const newFolder = useTemporaryFolders();

  it('writes a project whose configuration and pipelines have no mistake, under the names it is given', () => {
    const folder = newFolder();
    const { exitCode, stdout, stderr } = mlops('init', folder, '--name', 'retention', '--templates', 'ml/templates');
    assert.equal(exitCode, 0, stderr);
    assert.match(stdout, /^wrote databricks-ml\/mlops\.yml$/m);
    const text = (path: string) => readFileSync(join(folder, path), 'utf8');
    assert.match(text('databricks-ml/mlops.yml'), /modelName: prod\.ml\.retention/);
    // A date of the example that has passed would make a new project begin with a warning.
    const [, reviewBy = ''] = /review_by: '([\d-]+)'/.exec(text('databricks-ml/mlops.yml')) ?? [];
    assert.ok(Date.parse(reviewBy) > Date.now() + 300 * 24 * 60 * 60 * 1000, reviewBy);
    assert.match(text('azure-pipelines/release.yml'), /name: ml\/templates/);
    assert.match(text('.gitignore'), /^mlops\.local\.yml$/m);
    assert.match(text('mlops.local.example.yml'), /^ {2}databricks-dev: /m);
    const pipelines = join(folder, 'azure-pipelines');
    const files = readdirSync(pipelines).map((name) => join(pipelines, name));
    const checked = mlops(
      'validate',
      join(folder, 'databricks-ml/mlops.yml'),
      ...files,
      '--repository',
      `templates=${TEMPLATES}`,
    );
    assert.equal(checked.exitCode, 0, checked.stdout + checked.stderr);
    assert.match(checked.stdout, /rollback\.yml:\d+:\d+: assumption: parameter 'reason' has no default, so whoever/);
    const clean = checked.stdout.match(/^\S+: 0 errors, 0 warnings/gm) ?? [];
    assert.equal(clean.length, files.length + 1, checked.stdout + checked.stderr);
  });

  it('writes nothing into a folder that has files, unless it is told to, and then keeps them', () => {
    const folder = newFolder();
    const kept = join(folder, 'databricks-ml');
    writeFileSync(join(folder, 'README.md'), 'ours');
    const refused = mlops('init', folder);
    assert.equal(refused.exitCode, 2);
    assert.match(refused.stderr, /is not empty: it has README\.md\.\nFix: .*--into/);
    assert.equal(existsSync(kept), false);

    const own = join(folder, 'azure-pipelines/main.yml');
    assert.equal(mlops('init', folder, '--into').exitCode, 0);
    writeFileSync(own, 'ours');
    const again = mlops('init', folder, '--into');
    assert.match(again.stdout, /^kept azure-pipelines\/main\.yml, which differs$/m);
    assert.match(again.stdout, /^kept databricks-ml\/mlops\.yml$/m);
    assert.equal(readFileSync(own, 'utf8'), 'ours');
  });

  for (const { of, size } of SIZES_AND_REGISTRIES) {
    it(`writes a ${size} project for the registry ${of.registry}`, () => assertInitialized(newFolder(), of, size));
  }

  for (const { how, event, command } of [
    { how: 'installed globally', event: '', command: 'mlops' },
    { how: 'called through npx', event: 'npx', command: 'npx mlops' },
  ]) {
    it(`names the next commands so that they can be pasted, ${how}`, () => {
      const folder = join(newFolder(), 'churn-model');
      const options = { encoding: 'utf8', env: { ...process.env, npm_lifecycle_event: event } } as const;
      const { stdout } = spawnSync(process.execPath, [MLOPS, 'init', folder], options);
      assert.ok(stdout.includes(`\n  cd ${folder} && git init -b main && git add . && git commit -m`), stdout);
      assert.ok(stdout.includes(`\n  ${command} workspace --connect `), stdout);
      assert.ok(stdout.includes(`\n  ${command} run azure-pipelines/pull-request.yml --pull-request 1\n`), stdout);
      assert.ok(stdout.includes(`\n  ${command} run azure-pipelines/main.yml --approve QA\n`), stdout);
      assert.ok(stdout.includes(`\n  ${command} run azure-pipelines/release.yml --approve Promote\n`), stdout);
    });
  }

  it('explains a wrong answer at a terminal, and asks again', () => {
    const folder = join(newFolder(), 'churn-model');
    const terminal = 'import pty, sys\nsys.exit(pty.spawn(sys.argv[1:]) >> 8)';
    const input = 'Bad-Name\nretention\nunity\nworkspace\n';
    const { status, stdout } = spawnSync('python3', ['-c', terminal, process.execPath, MLOPS, 'init', folder], {
      encoding: 'utf8',
      input,
    });
    assert.equal(status, 0, stdout);
    assert.match(stdout, /The name 'Bad-Name' cannot be used: .*\r\n/);
    assert.match(stdout, /There is no registry 'unity', only unityCatalog, workspace, mlflow\.\r\n/);
    const written = readFileSync(join(folder, 'databricks-ml/mlops.yml'), 'utf8');
    assert.match(written, /registry: workspace[^]*modelName: retention_dev/);
  });

  it('keeps the pipelines short enough to read at a glance', () => {
    const folder = newFolder();
    assert.equal(mlops('init', folder).exitCode, 0);
    const long = readdirSync(join(folder, 'azure-pipelines')).filter(
      (name) =>
        readFileSync(join(folder, 'azure-pipelines', name), 'utf8')
          .trimEnd()
          .split('\n').length > 25,
    );
    assert.deepEqual(long, []);
  });

  it('names environments after the model, so that two models never share an approval', () => {
    const folder = newFolder();
    assert.equal(mlops('init', folder, '--name', 'retention').exitCode, 0);
    const pipelines = readdirSync(join(folder, 'azure-pipelines'));
    const text = pipelines.map((name) => readFileSync(join(folder, 'azure-pipelines', name), 'utf8')).join('');
    assert.match(text, /qaEnvironment: retention-qa$/m);
    assert.match(text, /approvalEnvironment: retention-production$/m);
    assert.match(text, /rollbackEnvironment: retention-rollback$/m);
    assert.doesNotMatch(text, /churn/);
  });

  it('leaves nothing behind if a file cannot be written, and names it', () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'databricks-ml'), 'a file, where a folder has to be');
    const { exitCode, stderr } = mlops('init', folder, '--into');
    assert.deepEqual([exitCode, readdirSync(folder)], [2, ['databricks-ml']]);
    assert.match(stderr, /databricks-ml\S+ could not be written: .*; nothing was written\.\nFix: /);
  });

  it('refuses a file in place of the folder, with its name', () => {
    const file = join(newFolder(), 'notes.txt');
    writeFileSync(file, 'ours');
    const { exitCode, stderr } = mlops('init', file);
    assert.deepEqual([exitCode, stderr], [2, `${file} is a file, not a folder.\nFix: Name a new or empty folder.\n`]);
  });

  it('never writes over a file that appears while it writes', () => {
    const folder = newFolder();
    // A link to nothing looks as if the file were not there, until it is written.
    symlinkSync(join(folder, 'nowhere'), join(folder, 'mlops.local.example.yml'));
    const { exitCode, stderr } = mlops('init', folder, '--into');
    assert.deepEqual([exitCode, readdirSync(folder)], [2, ['mlops.local.example.yml']]);
    assert.match(stderr, /mlops\.local\.example\.yml could not be written: EEXIST.*; nothing was written\.\nFix: /);
  });

  for (const { words, says } of [
    { words: ['--name', 'Bad-Name'], says: /The name 'Bad-Name' cannot be used: a name has lowercase letters/ },
    {
      words: ['--registry', 'workspce'],
      says: /There is no registry 'workspce', only .*\nFix: Write --registry workspace/,
    },
    { words: ['--registry', 'mlflow'], says: /the URL of its server is needed\.\nFix: Write --tracking-uri https/ },
    {
      words: ['--tracking-uri', 'http://a'],
      says: /names an MLflow server, but the registry is unityCatalog\.\nFix: /,
    },
    { words: ['a'], says: /takes one folder, but got 2/ },
    { words: ['--nme', 'x'], says: /Did you mean '--name'/ },
  ]) {
    it(`refuses ${words.join(' ')}`, () => {
      const { exitCode, stderr } = mlops('init', ...words, newFolder());
      assert.equal(exitCode, 2);
      assert.match(stderr, says);
    });
  }
});
