import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ERROR_CODES } from '../lib/core/error-codes';
import { npmListing } from '../scripts/packaging/npm-listing';
import { filesBelow, problemsInStaging } from '../scripts/packaging/package-checks';
import { packageListing } from '../scripts/packaging/package-listing';
import { wordsInPng } from '../scripts/packaging/png-chunks';
import { stageExtension } from '../scripts/packaging/staging';
import { root } from '../scripts/repository/repository';
import { useTemporaryFolders } from './kit/temporary-folders';

describe('the package of npm', function () {
  this.timeout(60_000);

  it('contains exactly the recorded files, and needs no other package', async () => {
    const packing = await promisify(execFile)('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: root,
    });
    const [{ files }] = JSON.parse(packing.stdout) as [{ files: readonly { path: string }[] }];
    assert.deepEqual(files.map(({ path }) => path).toSorted(), await npmListing(root));
    const { dependencies = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as PackageJson;
    assert.deepEqual(dependencies, {});
  });
});

interface PackageJson {
  readonly dependencies?: Readonly<Record<string, string>>;
}

describe('the staged extension', function () {
  this.timeout(60_000);
  const newFolder = useTemporaryFolders();
  let staging: string;
  before(() => {
    staging = newFolder();
    cpSync(join(root, 'dist/extension'), staging, { recursive: true });
  });

  const bundle = 'tasks/DatabricksRunJob/index.js';

  /** Changes one file for the time of the callback. */
  function withFile(path: string, change: (text: string) => string, act: () => void): void {
    const file = join(staging, path);
    const before = readFileSync(file);
    writeFileSync(file, change(before.toString('utf8')));
    act();
    writeFileSync(file, before);
  }

  it('contains exactly the recorded files', async () =>
    assert.deepEqual(filesBelow(staging), await packageListing(root)));

  it('is replaced file by file, by the same files, so that nobody who uses it misses one, and old files go', async () => {
    const files = filesBelow(staging);
    writeFileSync(join(staging, 'tasks/old.js'), '');
    const missing = new Set<string>();
    const look = (): void => {
      files.filter((path) => !existsSync(join(staging, path))).forEach((path) => missing.add(path));
      watching = setImmediate(look);
    };
    let watching = setImmediate(look);
    await stageExtension(root, staging).finally(() => clearImmediate(watching));
    assert.deepEqual([...missing], []);
    assert.deepEqual(filesBelow(staging), files);
    assert.deepEqual(
      readdirSync(dirname(staging)).filter((name) => name.startsWith(basename(staging))),
      [basename(staging)],
    );
  });

  it('passes its own checks', () => assert.deepEqual(problemsInStaging(staging), []));

  it('asks an agent for nothing but Node', () => {
    const text = readFileSync(join(staging, bundle), 'utf8');
    const required = [...text.matchAll(/(?<![\w.])require\("(?<name>[^"]+)"\)/g)].map(({ groups }) => groups?.['name']);
    const foreign = required.filter((name) => !builtinModules.includes((name ?? '').replace(/^node:/, '')));
    assert.deepEqual(foreign, []);
  });

  it('has a page with a chapter for every error code, whose links and pictures stay within the package', () => {
    const page = readFileSync(join(staging, 'overview.md'), 'utf8');
    const headings = [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
    assert.deepEqual(
      ERROR_CODES.filter((code) => !headings.includes(code)),
      [],
    );
    // As the Marketplace and most other readers of Markdown make anchors from headings.
    const anchorOf = (heading: string): string =>
      heading
        .toLowerCase()
        .replaceAll(/[^\w -]/g, '')
        .replaceAll(' ', '-');
    const anchors = new Set(headings.map((heading) => `#${anchorOf(heading)}`));
    const targets = [...page.matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) => target);
    assert.ok(targets.includes('images/flow.png') && targets.includes('#connections'));
    const lost = targets.filter(
      (target) => !anchors.has(target) && !existsSync(join(staging, target)) && !target.startsWith('https://'),
    );
    assert.deepEqual(lost, []);
  });

  it('contains no code of axios that reads the environment, follows redirects or sends forms', () => {
    const text = readFileSync(join(staging, bundle), 'utf8');
    assert.match(text, /^ *\/\/ node_modules\/axios\/lib\/adapters\/http\.js$/m);
    const unused =
      /^ *\/\/ node_modules\/(?:follow-redirects|form-data|mime-db|proxy-from-env|axios\/lib\/adapters\/(?:fetch|xhr))\b.*$/gm;
    assert.deepEqual(text.match(unused), null);
    assert.doesNotMatch(text, /\bG\.FormData\b/);
  });

  it('has pictures of the sizes that the pages show, without words in them', () => {
    const sizes = ['images/icon.png', 'images/flow.png', 'tasks/DatabricksRunJob/icon.png'].map((path) => {
      const png = readFileSync(join(staging, path));
      assert.deepEqual(wordsInPng(png), []);
      return [png.readUInt32BE(16), png.readUInt32BE(20)];
    });
    assert.deepEqual(sizes, [
      [128, 128],
      [1400, 345],
      [32, 32],
    ]);
  });

  it('names every bundled package with its license', () => {
    const notices = readFileSync(join(staging, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    for (const name of ['axios', 'https-proxy-agent', 'azure-pipelines-task-lib', 'js-yaml', 'lossless-json']) {
      assert.match(notices, new RegExp(`^${name} [\\d.]+ \\((?:MIT|ISC)\\)$`, 'm'));
    }
  });

  const PLANTED: readonly {
    name: string;
    path: string;
    change: (text: string) => string;
    problem: RegExp;
  }[] = [
    {
      name: 'a secret in a bundle',
      path: bundle,
      change: (text) => `${text}\n// dapi${'0123456789abcdef'.repeat(2)}\n`,
      problem: /index\.js: line \d+ contains a Databricks token/,
    },
    {
      name: 'a handler without its file',
      path: 'tasks/DatabricksRunJob/task.json',
      change: (text) => text.replaceAll('postjob.js', 'later.js'),
      problem: /names later\.js, which is not in the package/,
    },
    {
      name: 'a handler that no agent knows',
      path: 'tasks/DatabricksRunJob/task.json',
      change: (text) => text.replaceAll('Node20_1', 'Node20'),
      problem: /unknown key 'Node20'; did you mean 'Node20_1'/,
    },
    {
      name: 'a task of another release',
      path: 'vss-extension.json',
      change: (text) => text.replace('"version": "0.1.0"', '"version": "0.1.1"'),
      problem: /has version x\.1\.0; the extension has 0\.1\.1/,
    },
  ];
  for (const { name, path, change, problem } of PLANTED) {
    it(`is refused with ${name}`, () => {
      withFile(path, change, () => assert.match(problemsInStaging(staging).join('\n'), problem));
    });
  }
});
