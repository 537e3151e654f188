import assert from 'node:assert/strict';
import { join } from 'node:path';
import { useCheckout } from '../kit/checkout';
import { mlops } from '../kit/command-line';
import { exhaustively } from '../kit/tier';

describe('the verbs for pipelines', () => {
  const { folder, write } = useCheckout();

  it('name the position of each piece on demand', () => {
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

  exhaustively('print nothing of a file that an agent would obey', () => {
    const command = '##vso[task.complete result=Succeeded]';
    const bad = write(
      'bad.yml',
      `steps:\n- script: a\n  "${command}": b\n- template: "${command}"\n- \${{ if eq(variables.x, '${command}' }}:\n  - script: c\n`,
    );
    const good = write(
      'good.yml',
      `jobs:\n- job: a\n  displayName: "${command}"\n  steps:\n  - script: "${command}"\n    displayName: "x\\n${command}"\n`,
    );
    for (const words of [
      ['validate', bad],
      ['validate', bad, '--json'],
      ['expand', bad],
      ['expand', bad, '--json'],
      ['plan', good],
      ['plan', good, '--json'],
    ]) {
      const { stdout, stderr } = mlops(...words);
      assert.match(stdout + stderr, /task\.complete/, words.join(' '));
      assert.doesNotMatch(stdout + stderr, /##vso\[/, words.join(' '));
    }
    const issues = mlops('validate', bad, '--agent').stdout.trimEnd().split('\n');
    assert.ok(issues.length >= 3);
    for (const issue of issues) {
      assert.match(issue, /^##vso\[task\.logissue type=error;[^\]]*\](?!.*##vso\[)/);
    }
  });

  it('report every problem of every file and fail', () => {
    const one = write('one.yml', 'steps:\n- scirpt: a\n- script: ${{ x }}\n');
    const two = write('two.yml', 'jobs:\n- job: a\n  dependsOn: b\n  steps: [{ script: a }]\n');
    const { exitCode, stdout } = mlops('validate', one, two, join(folder(), 'a.yml'));
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
    const { stdout } = mlops('validate', file, '--tasks', join(folder(), 'tasks'));
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

  it('show the nearest and the outermost of a hundred references', () => {
    const { stdout } = mlops('validate', write('p.yml', 'steps:\n- template: p.yml\n'));
    assert.match(
      stdout,
      /more than 100 deep; does one include itself\?.*\n(?: {2}included at .*\n){6} {2}… 93 more\n {2}included at/,
    );
  });

  exhaustively('take a text as it is typed, whatever it would be in YAML', () => {
    const file = write(
      'p.yml',
      "parameters: [{ name: reason, type: string }]\nsteps: [{ bash: echo, displayName: '${{ parameters.reason }}' }]\n",
    );
    for (const reason of ['INC-4711: too many: alarms', 'fixed #12', '[1, 2]', 'a=b', 'null']) {
      const { exitCode, stdout, stderr } = mlops('expand', file, '--parameters', `reason=${reason}`);
      assert.equal(exitCode, 0, stderr);
      assert.match(stdout, new RegExp(`displayName: '?${reason.replaceAll(/[[\]]/g, String.raw`\$&`)}'?\n`));
    }
    const quoted = mlops('expand', file, '--parameters', "reason='a: b'");
    assert.match(quoted.stdout, /displayName: '?a: b'?\n/);
    const { exitCode, stderr } = mlops(
      'expand',
      write('q.yml', 'parameters: [{ name: a, type: object }]\nsteps: []\n'),
      '--parameters',
      'a=[x',
    );
    assert.equal(exitCode, 1);
    assert.match(stderr, /^--parameters a:1:1: error: the value of parameter 'a' is not YAML: .*; quote it/m);
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
