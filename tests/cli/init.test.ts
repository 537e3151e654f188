import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useCommandLine } from '../kit/command-line';
import { useTemporaryFolders } from '../kit/temporary-folders';

const TEMPLATES = join(__dirname, '../../pipeline-templates');

describe('mlops init', function () {
  this.timeout(30_000);
  const newFolder = useTemporaryFolders();
  const { mlops } = useCommandLine();

  it('writes a project whose configuration and pipelines have no mistake, under the names it is given', () => {
    const folder = newFolder();
    const { exitCode, stdout, stderr } = mlops('init', folder, '--name', 'retention', '--templates', 'ml/templates');
    assert.equal(exitCode, 0, stderr);
    assert.match(stdout, /^wrote databricks-ml\/mlops\.yml$/m);
    const text = (path: string) => readFileSync(join(folder, path), 'utf8');
    assert.match(text('databricks-ml/mlops.yml'), /modelName: prod\.ml\.retention/);
    assert.match(text('azure-pipelines/release.yml'), /name: ml\/templates/);
    assert.match(text('.gitignore'), /^mlops\.local\.yml$/m);
    assert.match(text('mlops.local.example.yml'), /^ {2}databricks-dev: /m);
    const files = ['pull-request', 'main', 'release'].map((name) => join(folder, `azure-pipelines/${name}.yml`));
    const checked = mlops(
      'validate',
      join(folder, 'databricks-ml/mlops.yml'),
      ...files,
      '--repository',
      `templates=${TEMPLATES}`,
    );
    assert.equal(checked.exitCode, 0, checked.stdout + checked.stderr);
    assert.match(checked.stdout, /release\.yml: 0 errors, 0 warnings/);
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

  for (const { words, says } of [
    { words: ['--name', 'Bad-Name'], says: /--name is 'Bad-Name'; a name has lowercase letters/ },
    { words: ['a', 'b'], says: /takes one folder, but got 2/ },
    { words: ['--nme', 'x'], says: /Did you mean '--name'/ },
  ]) {
    it(`refuses ${words.join(' ')}`, () => {
      const { exitCode, stderr } = mlops('init', ...words);
      assert.equal(exitCode, 2);
      assert.match(stderr, says);
    });
  }
});
