import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { useCommandLine } from '../kit/command-line';

describe('the verbs for pipelines', () => {
  const { mlops } = useCommandLine();
  let folder = '';

  function write(path: string, text: string): string {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  }

  function git(...words: string[]): void {
    execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...words]);
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pipelines-'));
    execFileSync('git', ['init', '-q', '-b', 'feature/x', folder]);
    write('a.yml', 'steps:\n- script: a\n');
    git('add', '.');
    git('commit', '-q', '-m', 'first');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('expand a file with what Git knows of the checkout', () => {
    const file = write(
      'p.yml',
      "steps:\n- script: ${{ variables['Build.SourceBranch'] }} ${{ variables['Build.SourceBranchName'] }} ${{ variables['Build.Reason'] }} ${{ length(variables['Build.SourceVersion']) }}\n",
    );
    const expanded = (...more: string[]): string => mlops('expand', file, ...more).stdout;
    assert.equal(expanded(), 'steps:\n  - script: refs/heads/feature/x x Manual 40\n');
    assert.match(expanded('--branch', 'main', '--reason', 'Schedule'), /refs\/heads\/main main Schedule 40/);
  });

  it('take parameters, repositories and variables from the command line before mlops.local.yml', () => {
    write('.gitignore', 'mlops.local.yml\n');
    write('mlops.local.yml', 'parameters: { a: local, b: [local], other: x }\nrepositories: { shared: lib }\n');
    write('lib/steps.yml', 'steps:\n- script: from lib\n');
    write('other/steps.yml', 'steps:\n- script: from other\n');
    const file = write(
      'p.yml',
      `parameters:\n- name: a\n- { name: b, type: object }\nresources:\n  repositories:\n  - { repository: shared, type: git, name: x/y }\nsteps:\n- script: \${{ parameters.a }} \${{ join('+', parameters.b) }}\n- template: steps.yml@shared\n`,
    );
    assert.match(mlops('expand', file).stdout, /script: local local\n {2}- script: from lib\n/);
    const more = [
      '--parameters',
      'b=[x, y]',
      '--parameters=a=given',
      '--repository',
      `shared=${join(folder, 'other')}`,
    ];
    assert.match(mlops('expand', file, ...more).stdout, /script: given x\+y\n {2}- script: from other\n/);
  });

  it('name the place of each piece on demand', () => {
    write('t.yml', 'steps:\n- script: b\n');
    const file = write('p.yml', 'steps:\n- template: t.yml\n');
    const { stdout } = mlops('expand', file, '--origins');
    assert.match(stdout, /^ {2}# from .*t\.yml:2:3, included at .*p\.yml:2:13\n {2}- script: b$/m);
  });

  it('write commands in scripts so that they still mean the same and no agent obeys them', () => {
    const file = write('p.yml', `steps:\n- script: echo "##vso[task.setvariable variable=a]b"\n`);
    process.env['TF_BUILD'] = 'True';
    const onAgent = mlops('expand', file).stdout;
    delete process.env['TF_BUILD'];
    assert.equal(mlops('expand', file).stdout, `steps:\n  - script: echo "##vso[task.setvariable variable=a]b"\n`);
    const hidden = String.raw`steps:
  - script: "echo \"#\u0023vso[task.setvariable variable=a]b\""
`;
    assert.equal(onAgent, hidden);
    assert.equal(mlops('expand', write('again.yml', onAgent)).stdout, mlops('expand', file).stdout);
  });

  it('report every problem of every file and fail', () => {
    const one = write('one.yml', 'steps:\n- scirpt: a\n- script: ${{ x }}\n');
    const two = write('two.yml', 'jobs:\n- job: a\n  dependsOn: b\n  steps: [{ script: a }]\n');
    const { exitCode, stdout } = mlops('validate', one, two, join(folder, 'a.yml'));
    assert.equal(exitCode, 1);
    assert.match(
      stdout,
      /one\.yml:2:3: error: 'scirpt' is not a known first key .*\n.*one\.yml:3:15: error: there is no 'x' here/,
    );
    assert.match(stdout, /two\.yml:3:14: error: there is no job 'b' here/);
    assert.match(stdout, /a\.yml: 0 errors, 0 warnings, 0 assumptions\n$/);
  });

  it('expand to JSON with the findings beside it', () => {
    const file = write('p.yml', 'variables: { constructor: 1.10 }\nsteps:\n- ${{ if true }}:\n  - script: a\n');
    const { pipeline, findings } = JSON.parse(mlops('expand', file, '--json').stdout) as Record<string, unknown>;
    assert.deepEqual(findings, []);
    assert.deepEqual(pipeline, { variables: { constructor: '1.10' }, steps: [{ script: 'a' }] });
    const broken = mlops('expand', write('q.yml', 'steps: ${{ x }}\n'), '--json');
    assert.equal(broken.exitCode, 1);
    assert.deepEqual(Object.keys(JSON.parse(broken.stdout) as object), ['findings']);
  });

  it('report as JSON and as commands of the agent', () => {
    const file = write('p.yml', 'steps:\n- script: a\n  naem: "%;]"\n');
    const { files } = JSON.parse(mlops('validate', file, '--json').stdout) as {
      files: { findings: { line: number; rule: string; severity: string }[] }[];
    };
    assert.deepEqual(
      files[0]?.findings.map(({ line, rule, severity }) => [line, rule, severity]),
      [[3, 'unknown-key', 'error']],
    );
    assert.match(
      mlops('validate', file, '--agent').stdout,
      /^##vso\[task\.logissue type=error;sourcepath=.*p\.yml;linenumber=3;columnnumber=3;code=unknown-key;\].*unknown key 'naem'/,
    );
  });

  it('check tasks of a folder that is given, and of this release', () => {
    write(
      'tasks/Own/task.json',
      '{"id":"1","name":"Own","version":{"Major":2},"inputs":[{"name":"a","required":true}]}',
    );
    write('tasks/other/task.json', '[');
    const file = write(
      'p.yml',
      'steps:\n- task: Own@2\n- task: DatabricksRunJob@1\n  inputs: { connection: a, jobld: 1 }\n',
    );
    const { stdout } = mlops('validate', file, '--tasks', join(folder, 'tasks'));
    assert.match(stdout, /:2:9: error: task Own@2 needs input 'a'/);
    assert.match(stdout, /:4:28: error: task DatabricksRunJob@1 has no input 'jobld'; did you mean 'jobId'\?/);
  });

  it('plan a file with where its values come from', () => {
    write('.gitignore', 'mlops.local.yml\n');
    write('mlops.local.yml', 'secrets: { token: x }\ngroups: { g: { url: y } }\n');
    const file = write(
      'p.yml',
      'steps:\n- task: DatabricksRunJob@1\n  inputs: { connection: dev, jobName: $(token)-$(url)-$(set)-$(unknown) }\n',
    );
    const { exitCode, stdout } = mlops('plan', file, '--variables', 'set=1');
    assert.equal(exitCode, 0);
    assert.match(
      stdout,
      /connection: service connection 'dev'\n.*\$\(token\): secret in mlops\.local\.yml\n.*\$\(url\): group g in mlops\.local\.yml\n.*\$\(set\): --variables\n.*\$\(unknown\): not set in this file/,
    );
    const { stages } = JSON.parse(mlops('plan', file, '--json').stdout) as { stages: { jobs: { name: string }[] }[] };
    assert.equal(stages[0]?.jobs[0]?.name, 'Job1');
  });

  it('warn of local secrets that Git would take along, and of local values that are not known', () => {
    write('mlops.local.yml', 'secrets: { token: x }\n');
    const file = join(folder, 'a.yml');
    assert.match(
      mlops('validate', file).stdout,
      /warning: mlops\.local\.yml holds secrets, and Git does not ignore it/,
    );
    write('mlops.local.yml', 'secret: { token: x }\n');
    assert.match(
      mlops('validate', file).stdout,
      /mlops\.local\.yml:1:1: error: unknown key 'secret'; did you mean 'secrets'/,
    );
  });

  it('read no file outside of the repository, not even through a link', () => {
    const outside = mkdtempSync(join(tmpdir(), 'outside-'));
    writeFileSync(join(outside, 't.yml'), 'steps: []\n');
    symlinkSync(join(outside, 't.yml'), join(folder, 'link.yml'));
    const file = write('p.yml', 'steps:\n- template: link.yml\n- template: ../x.yml\n');
    const { stdout } = mlops('validate', file);
    rmSync(outside, { recursive: true });
    assert.match(stdout, /link\.yml' is a link to a file outside its repository/);
    assert.match(stdout, /'\.\.\/x\.yml' is outside the repository/);
  });

  it('work where there is no Git', () => {
    const bare = mkdtempSync(join(tmpdir(), 'no-git-'));
    cpSync(join(folder, 'a.yml'), join(bare, 'a.yml'));
    const { exitCode, stdout } = mlops('expand', join(bare, 'a.yml'));
    rmSync(bare, { recursive: true });
    assert.deepEqual([exitCode, stdout], [0, 'steps:\n  - script: a\n']);
  });

  it('check a project file as one', () => {
    const file = write('mlops.yml', 'version: 1\nmodel: { problem: binary }\n');
    assert.match(mlops('validate', file).stdout, /error: key 'data' is missing \(project-file\)/);
  });

  const MISUSES: readonly { words: readonly string[]; message: RegExp }[] = [
    { words: ['expand'], message: /needs one file, but got none/ },
    { words: ['expand', 'no-such.yml'], message: /There is no file 'no-such\.yml'/ },
    { words: ['validate'], message: /needs at least one file/ },
    { words: ['expand', 'package.json', '--parameters', 'a'], message: /'--parameters a' is not a name and a value/ },
    { words: ['expand', 'package.json', '--parameters'], message: /Option '--parameters' needs a value/ },
    { words: ['expand', 'package.json', '--parameters', 'a=[x'], message: /parameter 'a' is not YAML/ },
    { words: ['plan', 'package.json', '--tasks', 'docs'], message: /no task\.json below 'docs'/ },
    { words: ['plan', 'package.json', '--brunch', 'x'], message: /has no option '--brunch'/ },
  ];
  for (const { words, message } of MISUSES) {
    it(`refuse 'mlops ${words.join(' ')}'`, () => {
      const { exitCode, stderr } = mlops(...words);
      assert.equal(exitCode, 2);
      assert.match(stderr, message);
      assert.match(stderr, /^Fix: /m);
    });
  }
});
