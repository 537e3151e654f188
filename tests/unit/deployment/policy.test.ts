import assert from 'node:assert/strict';
import { destinationOf, destinationProblem } from '../../../lib/deployment/destination';
import { clashesIn } from '../../../lib/deployment/source/clashes';
import { contentSha256 } from '../../../lib/deployment/source/content-hash';
import { foldersAbove, importFormat, targetOf } from '../../../lib/deployment/source/notebook';
import { Selection } from '../../../lib/deployment/source/patterns';

describe('a destination', () => {
  const ACCEPTED: readonly (readonly [text: string, path: string, shown: string])[] = [
    ['/Workspace/Shared/churn', '/Shared/churn', '/Workspace/Shared/churn'],
    ['/Shared/churn/', '/Shared/churn', '/Workspace/Shared/churn'],
    ['/Users/ada@example.com/churn', '/Users/ada@example.com/churn', '/Workspace/Users/ada@example.com/churn'],
    ['/deployments/x y/ü', '/deployments/x y/ü', '/Workspace/deployments/x y/ü'],
    ['/Volumes/main/ml/code/churn', '/Volumes/main/ml/code/churn', '/Volumes/main/ml/code/churn'],
  ];
  for (const [text, path, shown] of ACCEPTED) {
    it(`may be ${text}`, () => {
      const destination = destinationOf(text);
      assert.deepEqual([destination.path, destination.shown], [path, shown]);
    });
  }

  const REFUSED: readonly (readonly [text: string, says: RegExp])[] = [
    ['Shared/churn', /not an absolute path/],
    ['/', /the whole workspace/],
    ['/Workspace/', /the whole workspace/],
    ['/Users', /person's own folder/],
    ['/Workspace/Users/ada@example.com', /person's own folder/],
    ['/Shared', /everybody shares/],
    ['/Repos/ada/churn', /Git folders live/],
    ['/Volumes/main/ml/code', /not a folder below a volume/],
    ['/dbfs/churn', /on DBFS/],
    ['/shared/churn', /spelled '\/Shared'/],
    ['/Shared/a/../b', /holds '\.' or '\.\.'/],
    [String.raw`/Shared/a\b`, /backslash/],
  ];
  for (const [text, says] of REFUSED) {
    it(`cannot be ${text}`, () => assert.match(destinationProblem(text) ?? '', says));
  }
});

describe('what a file becomes', () => {
  const CASES: readonly {
    readonly path: string;
    readonly firstLine: string;
    readonly format: string;
    readonly language?: string;
  }[] = [
    { path: 'a.py', firstLine: '# Databricks notebook source', format: 'SOURCE', language: 'PYTHON' },
    { path: 'a.py', firstLine: '# Databricks notebook source\r', format: 'SOURCE', language: 'PYTHON' },
    { path: 'a.py', firstLine: '\uFEFF# Databricks notebook source', format: 'SOURCE', language: 'PYTHON' },
    { path: 'A.R', firstLine: '# Databricks notebook source', format: 'SOURCE', language: 'R' },
    { path: 'a.sql', firstLine: '-- Databricks notebook source', format: 'SOURCE', language: 'SQL' },
    { path: 'a.scala', firstLine: '// Databricks notebook source', format: 'SOURCE', language: 'SCALA' },
    { path: 'a.ipynb', firstLine: '{', format: 'JUPYTER' },
    { path: 'a.py', firstLine: '# Databricks notebook sources', format: 'RAW' },
    { path: 'a.py', firstLine: '-- Databricks notebook source', format: 'RAW' },
    { path: 'a.txt', firstLine: '# Databricks notebook source', format: 'RAW' },
    { path: '.py', firstLine: '# Databricks notebook source', format: 'RAW' },
    { path: 'a.lvdash.json', firstLine: '{', format: 'RAW' },
  ];
  for (const { path, firstLine, format, language } of CASES) {
    it(`${path} that begins with ${JSON.stringify(firstLine)} is imported as ${format}`, () => {
      const wanted = language === undefined ? { format } : { format, language };
      assert.deepEqual(importFormat(path, firstLine), wanted);
    });
  }

  it('loses its extension as a notebook only', () => {
    assert.deepEqual(
      [targetOf('a.b/c.d.py', 'notebook'), targetOf('a.b/c.d.py', 'file'), foldersAbove('a/b/c')],
      ['a.b/c.d', 'a.b/c.d.py', ['a/b', 'a']],
    );
  });
});

describe('clashes', () => {
  const at = (path: string, kind: 'notebook' | 'file') => ({ path, kind, target: targetOf(path, kind) });

  it('are none between files of different names', () => {
    assert.deepEqual(clashesIn([at('x.py', 'notebook'), at('x.txt', 'file'), at('y/x.py', 'notebook')]), []);
  });

  it('are all found at once', () => {
    const files = [at('x.py', 'notebook'), at('x.sql', 'notebook'), at('y.py', 'notebook'), at('y/z', 'file')];
    assert.deepEqual(clashesIn([...files, at('deployment.json', 'file'), at('y/deployment.json', 'file')]), [
      "'x.py' and 'x.sql' would all become 'x'",
      "'y.py' would become 'y', which is a folder too",
      "'deployment.json' has the name under which the deployment itself is recorded",
    ]);
  });
});

describe('the content hash', () => {
  const files = [
    { path: 'b', sha256: '2' },
    { path: 'a/c', sha256: '1' },
    { path: 'Z', sha256: '3' },
    { path: 'a', sha256: '4' },
  ];

  it('is that of the sorted lines, in whatever order the files come', () => {
    // printf 'Z\\0003\\na\\0004\\na/c\\0001\\nb\\0002\\n' | sha256sum
    assert.equal(contentSha256(files), 'ec93935277d27366ed851e1d2e34d58a80023e0a25527cb01c031b23deeff753');
    assert.equal(contentSha256(files), contentSha256(files.toReversed()));
  });

  it('changes with every name and every content', () => {
    const [first, ...rest] = files;
    const changed = [
      { path: 'b2', sha256: '2' },
      { path: 'b', sha256: '5' },
    ].map((file) => contentSha256([file, ...rest]));
    assert.equal(new Set([...changed, contentSha256(files), contentSha256(rest)]).size, 4);
    assert.equal(first?.path, 'b');
  });
});

describe('the selection of files', () => {
  const taken = (patterns: { include?: string; exclude?: string }, paths: readonly string[]): readonly string[] => {
    const selection = new Selection({ include: patterns.include, exclude: patterns.exclude });
    return paths.filter((path) => selection.takesFile(path));
  };
  const PATHS = ['app/a.py', 'app/b.md', 'app/sub/c.py', 'docs/d.md', 'App/e.py', 'f.py'];

  const CASES: readonly (readonly [
    what: string,
    patterns: { include?: string; exclude?: string },
    taken: readonly string[],
  ])[] = [
    ['takes everything without patterns', {}, PATHS],
    ['takes a folder of this very case', { include: 'app/' }, ['app/a.py', 'app/b.md', 'app/sub/c.py']],
    ['takes a pattern at any depth', { include: '*.py' }, ['app/a.py', 'app/sub/c.py', 'App/e.py', 'f.py']],
    ['takes a pattern at the top only', { include: '/*.py' }, ['f.py']],
    ['leaves out what is excluded', { include: 'app', exclude: '*.md' }, ['app/a.py', 'app/sub/c.py']],
    [
      'knows exceptions and comments',
      { exclude: '# docs\n*.md\n!app/b.md' },
      PATHS.filter((path) => path !== 'docs/d.md'),
    ],
  ];
  for (const [what, patterns, expected] of CASES) {
    it(what, () => assert.deepEqual(taken(patterns, PATHS), expected));
  }
});
