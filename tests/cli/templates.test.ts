import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256Hex } from '../../lib/core/node/hash';
import { filesBelow } from '../../scripts/packaging/package-checks';
import { releaseOf, root } from '../../scripts/repository/repository';
import { mlops } from '../kit/command-line';
import { useTemporaryFolders } from '../kit/temporary-folders';

const RECORD = 'mlops-templates.json';
const SHIPPED = filesBelow(join(root, 'pipeline-templates'));

interface Result {
  readonly release: string;
  readonly formerRelease?: string;
  readonly files: Readonly<Record<string, string>>;
}

describe('mlops templates vendor', function () {
  this.timeout(30_000);
  const newFolder = useTemporaryFolders();

  function vendored(): string {
    const folder = newFolder();
    const { exitCode, stderr } = mlops('templates', 'vendor', folder);
    assert.equal(exitCode, 0, stderr);
    return folder;
  }

  function text(folder: string, path: string): string {
    return readFileSync(join(folder, path), 'utf8');
  }

  /** As if an older release, 0.0.9, had written the file with this text. */
  function writtenByOlder(folder: string, path: string, content: string): void {
    const record = JSON.parse(text(folder, RECORD)) as { files: Record<string, string> };
    const files = { ...record.files, [path]: sha256Hex(content) };
    writeFileSync(join(folder, RECORD), JSON.stringify({ version: '0.0.9', files }));
    writeFileSync(join(folder, path), content);
  }

  it('copies every template, with a record of the release, so that pipelines can extend the folder', () => {
    const folder = vendored();
    assert.deepEqual(filesBelow(folder), [...SHIPPED, RECORD].toSorted());
    assert.equal(text(folder, 'release.yml'), text(join(root, 'pipeline-templates'), 'release.yml'));
    assert.equal((JSON.parse(text(folder, RECORD)) as { version: string }).version, releaseOf(root));
    const project = newFolder();
    assert.equal(mlops('init', project).exitCode, 0);
    const pipeline = join(project, 'azure-pipelines/release.yml');
    const checked = mlops('validate', pipeline, '--repository', `templates=${folder}`);
    assert.equal(checked.exitCode, 0, checked.stdout + checked.stderr);
  });

  it('copies a page without links that lead nowhere in another repository', () => {
    const page = text(vendored(), 'README.md');
    const links = [...page.matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) => target);
    assert.deepEqual(
      links.filter((target) => target.startsWith('..')),
      [],
    );
    assert.match(page, /Required template/);
  });

  it('changes nothing when it runs again, also after Git has changed the ends of lines', () => {
    const folder = vendored();
    const crlf = text(folder, 'main.yml').replaceAll('\n', '\r\n');
    writeFileSync(join(folder, 'main.yml'), crlf);
    const again = mlops('templates', 'vendor', folder);
    assert.equal(again.stdout, `${folder} has the templates of release ${releaseOf(root)}\n`);
    assert.equal(text(folder, 'main.yml'), crlf);
    assert.equal(mlops('templates', 'vendor', folder, '--check').exitCode, 0);
  });

  it('replaces what an older release wrote and nobody edited, and deletes what this release no longer has', () => {
    const folder = vendored();
    writtenByOlder(folder, 'release.yml', 'old');
    writtenByOlder(folder, 'former.yml', 'old');
    writeFileSync(join(folder, 'ours.yml'), 'ours');
    const { exitCode, stdout } = mlops('templates', 'vendor', folder);
    assert.equal(exitCode, 0);
    assert.match(stdout, /^replaced release\.yml\ndeleted former\.yml\n.*; before, they were of release 0\.0\.9\n/m);
    assert.deepEqual(filesBelow(folder), [...SHIPPED, RECORD, 'ours.yml'].toSorted());
    assert.equal(mlops('templates', 'vendor', folder, '--check').exitCode, 0);
  });

  it('writes nothing if somebody edited a file, names it, and replaces it with --force only', () => {
    const folder = vendored();
    writtenByOlder(folder, 'main.yml', 'old');
    writeFileSync(join(folder, 'release.yml'), 'edited');
    const refused = mlops('templates', 'vendor', folder);
    assert.equal(refused.exitCode, 1);
    assert.match(
      refused.stderr,
      /^.* has a file that somebody edited: release\.yml; nothing was written\.\nFix: .*--force/,
    );
    assert.deepEqual([text(folder, 'main.yml'), text(folder, 'release.yml')], ['old', 'edited']);

    const forced = mlops('templates', 'vendor', folder, '--force');
    assert.match(forced.stdout, /^replaced release\.yml$/m);
    assert.equal(mlops('templates', 'vendor', folder, '--check').exitCode, 0);
  });

  it('never takes a file of the same name that it did not write for its own', () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'main.yml'), 'ours');
    const { exitCode, stderr } = mlops('templates', 'vendor', folder);
    assert.deepEqual([exitCode, readdirSync(folder), text(folder, 'main.yml')], [1, ['main.yml'], 'ours']);
    assert.match(stderr, /somebody edited: main\.yml/);
  });

  it('with --check, writes nothing and names each file that differs from this release', () => {
    const folder = vendored();
    writtenByOlder(folder, 'main.yml', 'old');
    writtenByOlder(folder, 'former.yml', 'old');
    writeFileSync(join(folder, 'release.yml'), 'edited');
    rmSync(join(folder, 'pull-request.yml'));
    const { exitCode, stdout, stderr } = mlops('templates', 'vendor', folder, '--check');
    assert.deepEqual([exitCode, stdout], [1, '']);
    assert.deepEqual(stderr.split('\n').slice(0, 4), [
      'pull-request.yml: missing',
      'main.yml: of another release',
      'former.yml: not in this release',
      'release.yml: edited',
    ]);
    assert.match(
      stderr,
      /\nFix: Run 'mlops templates vendor .*', or check with release 0\.0\.9, which wrote them\.\n$/,
    );
    assert.equal(existsSync(join(folder, 'pull-request.yml')), false);
  });

  it('says the same as JSON', () => {
    const folder = vendored();
    writeFileSync(join(folder, 'release.yml'), 'edited');
    const { exitCode, stdout } = mlops('templates', 'vendor', folder, '--check', '--json');
    assert.equal(exitCode, 1);
    const { release, formerRelease, files } = JSON.parse(stdout) as Result;
    assert.deepEqual([release, formerRelease], [releaseOf(root), releaseOf(root)]);
    assert.deepEqual([files['release.yml'], files['main.yml']], ['edited', 'same']);
  });

  it('refuses a record that leads out of the folder, before it deletes anything', () => {
    const folder = newFolder();
    const inside = join(folder, 'templates');
    writeFileSync(join(folder, 'ours.yml'), 'ours');
    mkdirSync(inside);
    writeFileSync(
      join(inside, RECORD),
      JSON.stringify({ version: '0.0.9', files: { '../ours.yml': sha256Hex('ours') } }),
    );
    const { exitCode, stderr } = mlops('templates', 'vendor', inside);
    assert.equal(exitCode, 2);
    assert.match(stderr, /mlops-templates\.json is not a record that 'mlops templates vendor' wrote\.\nFix: /);
    assert.equal(existsSync(join(folder, 'ours.yml')), true);
  });

  for (const { words, says } of [
    { words: [], says: /'mlops templates vendor' takes one folder\.\nFix: Write mlops templates vendor/ },
    { words: ['vendr'], says: /'mlops templates' can vendor, not 'vendr'\.\nFix: Write mlops templates vendor/ },
    { words: ['vendor', 'a', 'b'], says: /takes one folder, but got 2\.\nFix: / },
    { words: ['vendor', 'package.json'], says: /'package\.json' is a file, not a folder\.\nFix: / },
    { words: ['vendor', '--chek'], says: /Did you mean '--check'/ },
  ]) {
    it(`refuses templates ${words.join(' ')}`, () => {
      const { exitCode, stderr } = mlops('templates', ...words);
      assert.equal(exitCode, 2);
      assert.match(stderr, says);
    });
  }
});
