import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { releaseOf, root } from '../../scripts/repository/repository';
import { COMMAND_LINE, mlops } from '../kit/command-line';

describe('the built command line', () => {
  it('is the file that the package names as mlops', () => {
    const { bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { bin: Record<string, string> };
    assert.deepEqual(bin, { mlops: 'dist/cli/mlops.js' });
  });

  it('names the packages that it contains with their licenses', () => {
    const notices = readFileSync(join(COMMAND_LINE, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    assert.match(notices, /^valibot [\d.]+ \(MIT\)$/m);
  });

  for (const words of [['--help'], ['-h'], ['help']]) {
    it(`lists its verbs, options and exit codes for 'mlops ${words.join(' ')}'`, () => {
      const { exitCode, stdout, stderr } = mlops(...words);
      assert.deepEqual([exitCode, stderr], [0, '']);
      for (const part of [
        /^Usage: mlops <verb> \[options\]$/m,
        /^ {2}verify +\S/m,
        /^ {2}--version, -v {2}/m,
        /^ {2}1 {2}.*does not hold/m,
        /^ {2}2 {2}The command line is wrong, e\.g\. the folder does not exist/m,
        /^Example:\n {2}mlops init /m,
      ]) {
        assert.match(stdout, part);
      }
    });
  }

  for (const words of [
    ['verify', '--help'],
    ['verify', 'no/such/folder', '-h'],
    ['help', 'verify'],
  ]) {
    it(`says what 'verify' proves and what not for 'mlops ${words.join(' ')}'`, () => {
      const { exitCode, stdout, stderr } = mlops(...words);
      assert.deepEqual([exitCode, stderr], [0, '']);
      assert.match(stdout, /^Usage: mlops verify <folder> \[--json\]\n\n.*What it proves: .*What it does not prove: /s);
      assert.match(stdout, /^ {2}--json {6}\S.*^Exit codes:.*^Example:\n {2}mlops verify /ms);
    });
  }

  it('keeps its help within a terminal of 100 columns', () => {
    const lines = ['verify', 'config', 'validate', 'init', 'workspace', 'templates']
      .map((verb) => mlops(verb, '--help'))
      .concat(mlops('--help'))
      .flatMap(({ stdout }) => stdout.split('\n'));
    assert.deepEqual(
      lines.filter(({ length }) => length > 100),
      [],
    );
  });

  for (const word of ['--version', '-v']) {
    it(`shows the version of the package for ${word}`, () =>
      assert.deepEqual(mlops(word), { exitCode: 0, stdout: `${releaseOf(root)}\n`, stderr: '' }));
  }

  const MISUSES: readonly (readonly [words: string[], message: RegExp, fix: RegExp])[] = [
    [
      [],
      /^There is no verb\.$/,
      /^Fix: Use one of: init, config, validate, expand, plan, run, runs, workspace, templates, report, verify\./,
    ],
    [['verfy'], /^There is no verb 'verfy'\.$/, /^Fix: Did you mean 'verify'\?/],
    [['deploy-everything'], /^There is no verb 'deploy-everything'\.$/, /^Fix: 'mlops --help' lists/],
    [['help', 'verfy'], /^There is no verb 'verfy'\.$/, /^Fix: Did you mean 'verify'\?/],
    [['--versoin'], /^'mlops' has no option '--versoin'\.$/, /^Fix: Did you mean '--version'\?/],
    [['verify'], /^'mlops verify' needs one folder, but got none\.$/, /^Fix: Write mlops verify <folder>, e\.g\. /],
    [['verify', 'a', 'b'], /^'mlops verify' needs one folder, but got 2\.$/, /^Fix: /],
    [['verify', '--jsn', 'a'], /^'mlops verify' has no option '--jsn'\.$/, /^Fix: Did you mean '--json'\?/],
    [['verify', '--json=yes', 'a'], /^Option '--json' takes no value, but got 'yes'\.$/, /^Fix: Write '--json' alone/],
    [['verify', '--', '--json'], /^There is no folder '--json'\.$/, /^Fix: /],
    [['verify', 'no/such/folder'], /^There is no folder 'no\/such\/folder'\.$/, /^Fix: Name the folder into which/],
    [['verify', 'package.json'], /^'package\.json' is a file, not a folder\.$/, /^Fix: /],
    [['verify', 'a\n##[error]b\u001b'], /^There is no folder 'a\\n# #\[error\]b\\u001b'\.$/, /^Fix: /],
    [['##vso[task.complete]\u202e'], /^There is no verb '# #vso\[task\.complete\]\\u202e'\.$/, /^Fix: /],
  ];
  for (const [words, message, fix] of MISUSES) {
    it(`ends with 2 and says in two lines what is wrong with ${JSON.stringify(words)}`, () => {
      const { exitCode, stdout, stderr } = mlops(...words);
      const [first = '', second = '', ...rest] = stderr.split('\n');
      assert.match(first, message);
      assert.match(second, fix);
      assert.deepEqual([exitCode, stdout, rest], [2, '', ['']]);
    });
  }
});
