import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MLOPS } from '../kit/command-line';
import { SMALL, smallWith } from '../kit/project/reading';

interface Ending {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
}

describe('mlops config and mlops validate', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'project-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function mlops(...words: readonly string[]): Ending {
    const options = { cwd: folder, encoding: 'utf8' } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, [MLOPS, ...words], options);
    return { exitCode: status, out: stdout, err: stderr };
  }

  function write(name: string, text: string): void {
    writeFileSync(join(folder, name), text);
  }

  const BEGIN = '--minimal --name churn --problem binary --training customers --evaluation holdout --label churned';

  it('config --minimal writes a dozen lines and their schema, which validate finds nothing in', () => {
    const { exitCode, err } = mlops('config', 'ml/mlops.yml', ...BEGIN.split(' '));
    assert.deepEqual([exitCode, err], [0, 'wrote ml/mlops.yml\nwrote ml/mlops.schema.json\n']);
    const lines = readFileSync(join(folder, 'ml/mlops.yml'), 'utf8').trimEnd().split('\n');
    assert.equal(lines.length, 11);
    assert.equal(lines[0], '# yaml-language-server: $schema=./mlops.schema.json');
    assert.deepEqual(mlops('validate', 'ml/mlops.yml'), {
      exitCode: 0,
      out: 'ml/mlops.yml: 0 errors, 0 warnings, 0 assumptions\n',
      err: '',
    });
  });

  it('warns of a margin that the planned rows can hardly prove, which is no error', () => {
    write('mlops.yml', smallWith('comparison:\n  guardrails: [{ metric: recall, maximumLoss: 0.001 }]'));
    const warning =
      /mlops\.yml:\d+:\d+:? .*20,000 rows can hardly prove that recall stays within 0\.001; about 1,700,000/;
    const { exitCode, out } = mlops('validate', 'mlops.yml');
    assert.match(out, warning);
    assert.match(out, /0 errors, 1 warning,/);
    const shown = mlops('config', 'mlops.yml');
    assert.match(shown.err, /^warning: mlops\.yml:\d+:\d+: guardrail 'recall': 20,000 rows can hardly prove/m);
    assert.deepEqual([exitCode, shown.exitCode], [0, 0]);
  });

  it('config --minimal never overwrites a file, and never writes a wrong one', () => {
    write('mlops.yml', 'mine');
    assert.match(mlops('config', 'mlops.yml', ...BEGIN.split(' ')).err, /^mlops\.yml already exists\./);
    assert.equal(readFileSync(join(folder, 'mlops.yml'), 'utf8'), 'mine');
    const { exitCode, err } = mlops('config', 'new.yml', ...BEGIN.replace('churn ', 'ch/urn ').split(' '));
    assert.match(err, /^The file would be wrong: new\.yml:9:\d+: modelName 'dev\.ml\.ch\/urn' is not possible/);
    assert.deepEqual([exitCode, existsSync(join(folder, 'new.yml'))], [2, false]);
  });

  it('config shows each value with the place that it comes from', () => {
    write('org.yml', 'version: 1\npromotion: { maxEvidenceAgeDays: 7 }');
    write('mlops.yml', `extends: org.yml\n${SMALL}`);
    const { exitCode, out } = mlops('config', 'mlops.yml', '--environment', 'prod');
    assert.equal(exitCode, 0);
    assert.match(out, /^prod of mlops\.yml under org\.yml: policy [0-9a-f]{64}\n/);
    assert.match(out, /^ {2}data\.training\.table +prod\.ml\.customers {2}\[mlops\.yml:6:22\]$/m);
    assert.match(out, /^ {2}promotion\.maxEvidenceAgeDays +7 {2}\[org\.yml:2:34 \(baseline\)\]$/m);
    assert.match(out, /^ {2}promotion\.approval +required {2}\[default\]$/m);
    assert.doesNotMatch(out, /^dev /m);
  });

  it('config --pull-request shows the names of what a pull request writes', () => {
    write(
      'mlops.yml',
      smallWith('data:\n  createMissing: true\n  training: { table: a }\n  evaluation: { table: b, label: c }'),
    );
    const { exitCode, out } = mlops('config', 'mlops.yml', '--environment', 'prod', '--pull-request', '12');
    assert.equal(exitCode, 0);
    assert.match(out, /^ {2}modelName +prod\.ml\.churn_pr /m);
    assert.match(out, /^ {2}data\.training\.table +prod\.ml\.a_pr12_<repository> /m);
  });

  it('config --json tells the same of every environment', () => {
    write('mlops.yml', SMALL);
    const { environments } = JSON.parse(mlops('config', 'mlops.yml', '--json').out) as {
      environments: Record<string, { sha256: string; configuration: { modelName: string }; origins: object }>;
    };
    assert.deepEqual(Object.keys(environments), ['dev', 'prod']);
    assert.equal(environments['dev']?.configuration.modelName, 'dev.ml.churn');
    assert.match(JSON.stringify(environments['dev']?.origins), /"modelName":"mlops\.yml:8:47"/);
    assert.notEqual(environments['dev']?.sha256, environments['prod']?.sha256);
  });

  it('config names the environment that was meant', () => {
    write('mlops.yml', SMALL);
    const { exitCode, err } = mlops('config', 'mlops.yml', '--environment', 'prd');
    assert.match(err, /mlops\.yml has no environment 'prd'; did you mean 'prod'\?\nFix: /);
    assert.equal(exitCode, 2);
  });

  const WRONG = smallWith('promotion: { aproval: none }\nmodel: { problem: binray }');

  it('validate reports everything at once', () => {
    write('mlops.yml', WRONG);
    const { exitCode, out } = mlops('validate', 'mlops.yml');
    assert.deepEqual(out.split('\n'), [
      "mlops.yml:8:14: error: unknown key 'aproval'; did you mean 'approval'? (project-file)",
      'mlops.yml:9:19: error: expected one of regression, binary, multiclass, found "binray" (project-file)',
      'mlops.yml: 2 errors, 0 warnings, 0 assumptions',
      '',
    ]);
    assert.equal(exitCode, 1);
  });

  it('validate --json is for other tools', () => {
    write('mlops.yml', WRONG);
    const { files } = JSON.parse(mlops('validate', 'mlops.yml', '--json').out) as {
      files: { file: string; findings: unknown[] }[];
    };
    assert.deepEqual(files[0]?.findings[0], {
      severity: 'error',
      rule: 'project-file',
      file: 'mlops.yml',
      line: 8,
      column: 14,
      message: "unknown key 'aproval'; did you mean 'approval'?",
      includedAt: [],
    });
  });

  it('validate --agent makes issues of the pipeline run, and a file cannot make others', () => {
    write('mlops.yml', smallWith('promotion:\n  "a]\\n##vso[task.complete result=Succeeded]": 1'));
    const { out } = mlops('validate', 'mlops.yml', '--agent');
    assert.equal(out.trimEnd().split('\n').length, 1);
    assert.match(
      out,
      /^##vso\[task\.logissue type=error;sourcepath=mlops\.yml;linenumber=11;columnnumber=\d+;code=project-file;\]mlops\.yml:11:\d+: unknown key 'a\]%0A# #vso/,
    );
  });

  it('validate --baseline judges the file of an organization', () => {
    write('org.yml', 'version: 1\nrules: [{ name: a, effectiveFrom: soon }]');
    assert.match(
      mlops('validate', 'org.yml', '--baseline').out,
      /^org\.yml:2:\d+: error: expected a date, e\.g\. "2027-01-31", found "soon" \(project-file\)\n/,
    );
  });

  const MISUSES: readonly (readonly [words: readonly string[], message: RegExp])[] = [
    [['validate'], /^'mlops validate' needs at least one file\.\nFix: Write mlops validate/],
    [['validate', 'no.yml'], /^There is no file 'no\.yml'\.\nFix: /],
    [['validate', '--fast', 'no.yml'], /^'mlops validate' has no option '--fast'\.\nFix: /],
    [['config', 'a.yml', 'b.yml'], /^'mlops config' takes one file, but got 2\.\nFix: /],
    [['config', 'mlops.yml', '--pull-request', 'x'], /^--pull-request is 'x', not a number\.\nFix: /],
    [['config', 'a.yml', '--environment'], /^Option '--environment' needs a value\.\nFix: /],
    [
      ['config', '--minimal', '--name', 'x'],
      /^'mlops config --minimal' also needs --problem, --training, --evaluation, --label\.\nFix: /,
    ],
    [
      ['config', ...BEGIN.replace('binary', 'ranking').split(' ')],
      /^--problem is 'ranking', not one of regression, binary, multiclass\./,
    ],
  ];
  for (const [words, message] of MISUSES) {
    it(`ends with 2 for 'mlops ${words.join(' ')}'`, () => {
      const { exitCode, err } = mlops(...words);
      assert.match(err, message);
      assert.equal(exitCode, 2);
    });
  }
});
