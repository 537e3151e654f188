import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { useCheckout } from '../kit/checkout';
import { mlops } from '../kit/command-line';

describe('what the verbs for pipelines know of this machine', () => {
  const { folder, write, git } = useCheckout();

  it('is the branch and commit of Git', () => {
    const file = write(
      'p.yml',
      "steps:\n- script: ${{ variables['Build.SourceBranch'] }} ${{ variables['Build.SourceBranchName'] }} ${{ variables['Build.Reason'] }} ${{ length(variables['Build.SourceVersion']) }}\n",
    );
    const expanded = (...more: string[]): string => mlops('expand', file, ...more).stdout;
    assert.equal(expanded(), 'steps:\n  - script: refs/heads/feature/x x Manual 40\n');
    assert.equal(
      expanded('--branch', 'main', '--reason', 'Schedule'),
      'steps:\n  - script: refs/heads/main main Schedule 0\n',
    );
    git('branch', 'main');
    assert.match(expanded('--branch', 'main', '--reason', 'Schedule'), /refs\/heads\/main main Schedule 40/);
  });

  it('is the name and the ID of the repository, as template expressions see them in the service', () => {
    const file = write(
      'p.yml',
      "steps:\n- script: ${{ variables['Build.Repository.Name'] }} ${{ length(variables['Build.Repository.ID']) }}\n",
    );
    assert.equal(mlops('expand', file).stdout, `steps:\n  - script: ${basename(folder())} 36\n`);
    const named = mlops('expand', file, '--variables', 'Build.Repository.Name=churn').stdout;
    assert.equal(named, 'steps:\n  - script: churn 36\n');
  });

  it('is what the command line gives, and then mlops.local.yml', () => {
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
      `shared=${join(folder(), 'other')}`,
    ];
    assert.match(mlops('expand', file, ...more).stdout, /script: given x\+y\n {2}- script: from other\n/);
  });

  it('is compared with the names that a pipeline uses, where mlops.local.yml has any', () => {
    const file = write(
      'p.yml',
      `variables:
- group: keys
- { name: connection, value: databricks-uat }
jobs:
- deployment: a
  environment: producton
  strategy:
    runOnce:
      deploy:
        steps:
        - task: DatabricksRunJob@1
          name: one
          inputs: { connection: $(connection), jobName: a }
        - task: DatabricksRunJob@1
          name: two
          inputs: { connection: $(late), jobName: a }
`,
    );
    const warnings = (): string[] =>
      mlops('validate', file)
        .stdout.split('\n')
        .filter((line) => line.includes('(local-values)'));
    write('.gitignore', 'mlops.local.yml\n');
    write('mlops.local.yml', 'variables: { late: x }\n');
    assert.deepEqual(warnings(), []);

    write(
      'mlops.local.yml',
      'environments: { production: }\nconnections: { databricks-dev: { url: a }, databricks-prod: }\ngroups: {}\n',
    );
    const [group = '', environment = '', connection = '', ...more] = warnings();
    assert.match(group, /p\.yml:2:3: warning: variable group 'keys' is not in mlops\.local\.yml; none is known/);
    assert.match(environment, /p\.yml:6:16: warning: environment 'producton' .*; did you mean 'production'\?/);
    assert.match(connection, /p\.yml:13:\d+: warning: service connection 'databricks-uat' is not in/);
    assert.deepEqual(more, []);

    write(
      'mlops.local.yml',
      'environments: { Producton: }\nconnections: { databricks-uat: }\ngroups: { keys: { a: b } }\n',
    );
    assert.deepEqual(warnings(), []);
  });

  it('is said at once where variables hold each other over and over', () => {
    const bomb = Array.from({ length: 40 }, (_, index) => `  v${index}: $(v${index + 1})$(v${index + 1})\n`);
    const file = write(
      'p.yml',
      `variables:\n${bomb.join('')}  v40: x\nsteps:\n- task: DatabricksRunJob@1\n  name: a\n  inputs: { connection: $(v0), jobName: a }\n`,
    );
    const { exitCode, stdout } = mlops('plan', file);
    assert.equal(exitCode, 0);
    assert.match(stdout, /connection: service connection '\$\(v0\)'/);
  });

  it('is warned of where Git would take secrets along, and refused where it is not known', () => {
    write('mlops.local.yml', 'secrets: { token: x }\n');
    const file = join(folder(), 'a.yml');
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

  it('is nothing outside of the repository, not even through a link', () => {
    const outside = mkdtempSync(join(tmpdir(), 'outside-'));
    writeFileSync(join(outside, 't.yml'), 'steps: []\n');
    symlinkSync(join(outside, 't.yml'), join(folder(), 'link.yml'));
    const file = write('p.yml', 'steps:\n- template: link.yml\n- template: ../x.yml\n');
    const { stdout } = mlops('validate', file);
    rmSync(outside, { recursive: true });
    assert.match(stdout, /link\.yml' is a link to a file outside its repository/);
    assert.match(stdout, /'\.\.\/x\.yml' is outside the repository/);
  });

  it('is refused where bytes are not text, also in a template', () => {
    writeFileSync(join(folder(), 't.yml'), Buffer.from('steps:\n- script: caf\u00e9\n', 'latin1'));
    const { exitCode, stdout } = mlops('validate', write('p.yml', 'steps:\n- template: t.yml\n'));
    assert.equal(exitCode, 1);
    assert.match(stdout, /t\.yml:2:14: error: these bytes are not UTF-8; .*\n {2}included at .*p\.yml:2:13\n/);
  });

  it('is enough without Git', () => {
    const bare = mkdtempSync(join(tmpdir(), 'no-git-'));
    cpSync(join(folder(), 'a.yml'), join(bare, 'a.yml'));
    const { exitCode, stdout } = mlops('expand', join(bare, 'a.yml'));
    rmSync(bare, { recursive: true });
    assert.deepEqual([exitCode, stdout], [0, 'steps:\n  - script: a\n']);
  });
});
