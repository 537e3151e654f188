import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordedEvent } from '../../local/pipelines/run-folder/event-file';
import { useCheckout } from '../kit/checkout';
import { mlops, mlopsHearing, mlopsIn } from '../kit/command-line';
import { exhaustively } from '../kit/tier';

describe('mlops run', () => {
  const { folder, write, git } = useCheckout();
  const committed = (name: string, text: string): string => {
    const file = write(name, text);
    git('add', '.');
    git('commit', '-q', '-m', name);
    return file;
  };
  const eventsOf = (...words: string[]): readonly RecordedEvent[] =>
    mlops('run', ...words, '--json')
      .stdout.trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as RecordedEvent);
  const resultsOf = (events: readonly RecordedEvent[]): Record<string, string> =>
    Object.fromEntries(
      events.flatMap((event) =>
        event.kind === 'stage ended' || event.kind === 'job ended' || event.kind === 'step ended'
          ? [
              [
                [event.stage, event.job, event.part, event.step].filter((name) => name !== undefined).join('/'),
                event.result,
              ],
            ]
          : [],
      ),
    );

  it('says how to give a parameter that has no default', () => {
    const file = committed('asked.yml', 'parameters: [{ name: reason, type: string }]\nsteps: [{ bash: echo }]\n');
    const { exitCode, stderr } = mlops('run', file);
    assert.equal(exitCode, 1);
    assert.match(
      stderr,
      /parameter 'reason' has no value here and no default; give it with --parameters reason=<value>/,
    );
  });

  it('runs as a pull request whose number is given, as the service would say it', () => {
    const file = committed(
      'pull-request.yml',
      `steps:
- \${{ if eq(variables['Build.Reason'], 'PullRequest') }}:
  - bash: test '$(Build.SourceBranch) $(System.PullRequest.PullRequestId)' = 'refs/pull/12/merge 12'
    name: named
`,
    );
    const results = resultsOf(eventsOf(file, '--pull-request', '12'));
    assert.equal(Object.entries(results).find(([name]) => name.endsWith('/named'))?.[1], 'Succeeded');
    const refused = mlops('run', file, '--pull-request', '12/merge');
    assert.equal(refused.exitCode, 2);
    assert.match(refused.stderr, /^--pull-request is '12\/merge', not a number\.\nFix: Write --pull-request 12\.$/m);
  });

  const THREE_ENVIRONMENTS = `
stages:
- stage: dev
  jobs:
  - deployment: train
    environment: dev
    strategy:
      runOnce:
        deploy:
          steps:
          - bash: echo "##vso[task.setvariable variable=version;isOutput=true]7"
            name: model
- stage: uat
  variables: { version: "$[ stageDependencies.dev.train.outputs['train.model.version'] ]" }
  jobs:
  - deployment: score
    environment: uat
    strategy:
      runOnce:
        deploy: { steps: [{ bash: 'test "$(version)" = 7 && echo scored $(version)', name: score }] }
- stage: prod
  dependsOn: [dev, uat]
  condition: and(succeeded(), eq(dependencies.dev.outputs['train.train.model.version'], '7'))
  variables: { version: "$[ stageDependencies.dev.train.outputs['train.model.version'] ]" }
  jobs:
  - deployment: promote
    environment: prod
    strategy:
      runOnce:
        deploy:
          steps:
          - checkout: self
          - bash: echo promoting $(version); bash promote.sh
            name: move
        on: { failure: { steps: [{ bash: echo restored, name: restore }] } }
- stage: clean
  condition: always()
  jobs: [{ job: tidy, steps: [{ checkout: none }, { bash: echo 'prod $(how)', name: tidy }] }]
  variables: { how: "$[ dependencies.prod.result ]" }
`;

  it('takes a model through three environments, restores after a failure, and continues when it is mended', () => {
    write('promote.sh', 'exit 3\n');
    write(
      'mlops.local.yml',
      `environments:
  dev: { approval: none }
  uat: { approval: { by: ana, decision: approve, comment: looks good } }
  prod: { branches: ["feature/*"], exclusiveLock: true }
`,
    );
    const file = committed('p.yml', THREE_ENVIRONMENTS);
    const { exitCode, stdout, stderr } = mlops('run', file, '--approve', 'prod');
    assert.equal(exitCode, 1, stderr);
    assert.match(stdout, /^uat: environment uat approved by ana: looks good$/m);
    assert.match(stdout, /^prod: environment prod approved by .*: by --approve$/m);
    assert.match(stdout, /^prod\/promote\/on\.failure\/restore .*: Succeeded/m);
    assert.match(stdout, /^clean: Succeeded/m);
    assert.match(stdout, /^failed: prod\/promote\/deploy\/move .*\n {2}\| promoting 7\n {2}\| error: .*'3'/m);
    write('promote.sh', 'echo done\n');
    git('commit', '-q', '-a', '-m', 'mended');
    const again = mlopsIn(folder(), 'run', '--rerun-failed', '--approve', 'prod');
    assert.equal(again.exitCode, 0, again.stdout + again.stderr);
    assert.match(again.stdout, /^dev: Succeeded, kept from an earlier attempt$/m);
    assert.doesNotMatch(again.stdout, /^uat\/score/m);
    assert.match(again.stdout, /^prod\/promote\/deploy\/move .*: Succeeded/m);
    assert.match(again.stdout, /^clean\/tidy\/tidy .*: Succeeded/m);
    assert.match(mlopsIn(folder(), 'runs').stdout, /^\S+ {2}\d{8}\.1 {2}Succeeded {2}.* {2}p\.yml\n$/);
  });

  it('says at the end why a step has succeeded with issues only', () => {
    const warns =
      'echo "##vso[task.logissue type=warning]no owner"; echo "##vso[task.complete result=SucceededWithIssues]"';
    const file = committed('p.yml', `steps: [{ checkout: none }, { bash: '${warns}', name: check }]\n`);
    const { exitCode, stdout } = mlops('run', file);
    assert.equal(exitCode, 0, stdout);
    assert.match(stdout, /^run .*: SucceededWithIssues after .*$/m);
    assert.match(stdout, /^warned: \S*check .*\n {2}no owner$/m);
  });

  const ANSWERS: readonly (readonly [name: string, input: string, told: RegExp, exitCode: number])[] = [
    ['yes with a comment', 'y\nlooks good\n', /environment prod approved by \S+: looks good$/m, 0],
    ['no', 'n\ntoo soon\n', /environment prod rejected by \S+: too soon$/m, 1],
    ['nothing', '', /environment prod rejected: nobody answered$/m, 1],
  ];
  for (const [name, input, told, exitCode] of ANSWERS) {
    it(`asks for approvals on request, and hears ${name} from a pipe`, () => {
      const file = committed(
        'asked.yml',
        `
jobs:
- deployment: promote
  environment: prod
  strategy: { runOnce: { deploy: { steps: [{ bash: echo promoted }] } } }
`,
      );
      const outcome = mlopsHearing(input, 'run', file, '--ask');
      assert.equal(outcome.exitCode, exitCode, outcome.stderr);
      assert.match(outcome.stderr, /^Stage __default waits for approval of environment prod\. Approve\? \[y\/N\] /);
      assert.match(outcome.stdout, told);
    });
  }

  it('denies what nobody approves, and says how to approve it', () => {
    const file = committed(
      'p.yml',
      'jobs: [{ deployment: d, environment: prod, strategy: { runOnce: { deploy: { steps: [{ bash: touch deployed }] } } } }]\n',
    );
    const { exitCode, stdout } = mlops('run', file);
    assert.equal(exitCode, 1);
    assert.match(stdout, /environment prod rejected: nobody was asked; add --approve __default/);
    assert.match(stdout, /^to run again what failed: (?:npx )?mlops run --rerun-failed --approve __default$/m);
    assert.doesNotMatch(stdout, /step|deploy\/Bash/);
    const unknown = mlops('run', file, '--approve', 'production');
    assert.equal(unknown.exitCode, 2);
    assert.match(
      unknown.stderr,
      /There is no stage 'production' to approve; there are: __default\.\nFix: Write --approve __default\.$/m,
    );
  });

  it('refuses everything that cannot run, at once, and leaves nothing behind', () => {
    const file = committed(
      'p.yml',
      `
variables: [{ group: team }]
jobs:
- job: a
  steps:
  - task: AzureCLI@2
    inputs: { azureSubscription: prod, scriptType: bash, scriptLocation: inlineScript, inlineScript: az }
- job: b
  container: ubuntu
  steps: [{ script: b }]
`,
    );
    const { exitCode, stdout, stderr } = mlops('run', file);
    assert.equal(exitCode, 1);
    assert.equal(stdout, '');
    assert.match(stderr, /p\.yml:2:\d+: unsupported: variable group 'team' is not in mlops\.local\.yml/);
    assert.match(stderr, /p\.yml:6:5: unsupported: .*AzureCLI@2.*--stub AzureCLI@2=/);
    assert.match(stderr, /p\.yml:7:\d+: unsupported: service connection 'prod' has no url in mlops\.local\.yml/);
    assert.match(stderr, /p\.yml:9:\d+: unsupported: a job in a container/);
    assert.equal(existsSync(join(folder(), '.mlops')), false);
  });

  it('replaces a task by a command, and says so at the end', () => {
    const file = committed(
      'p.yml',
      'steps:\n- checkout: none\n- task: AzureCLI@2\n  inputs: { azureSubscription: prod, scriptType: bash, scriptLocation: inlineScript, inlineScript: az }\n',
    );
    const { exitCode, stdout, stderr } = mlops('run', file, '--stub', 'AzureCLI@2=echo instead of azure');
    assert.equal(exitCode, 0, stderr);
    assert.match(stdout, /stubbed, assumed, left out:\n {2}.*AzureCLI@2.*echo instead of azure/);
    assert.match(mlops('run', file, '--stub', 'AzureCLI').stderr, /does not name a task and a command/);
  });

  it('shows no secret anywhere', () => {
    write('.gitignore', 'mlops.local.yml\n');
    write('mlops.local.yml', 'secrets: { token: open-sesame }\ngroups: { team: { key: { secret: abra-cadabra } } }\n');
    const file = committed(
      'p.yml',
      `
variables: [{ group: team }]
jobs:
- job: a
  steps:
  - bash: |
      echo "token is $TOKEN and $(key)"
      echo "##vso[task.setvariable variable=out;isOutput=true;isSecret=true]derived-$TOKEN-x"
      exit 1
    name: tell
    env: { TOKEN: $(token) }
`,
    );
    const { stdout, stderr } = mlops('run', file);
    assert.match(stdout, /token is \*\*\* and \*\*\*/);
    const left = readdirSync(join(folder(), '.mlops'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/_temp/.test(entry.parentPath))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
    const shown = [stdout, stderr, ...left].join('\n');
    assert.doesNotMatch(shown, /open-sesame|abra-cadabra/);
  });

  it('withholds secrets from a fork', () => {
    write('.gitignore', 'mlops.local.yml\n');
    write('mlops.local.yml', 'secrets: { token: open-sesame }\n');
    const file = committed(
      'p.yml',
      'steps:\n- checkout: none\n- bash: test "$TOKEN" != open-sesame\n  env: { TOKEN: $(token) }\n',
    );
    assert.equal(mlops('run', file).exitCode, 1);
    assert.equal(mlops('run', file, '--fork').exitCode, 0);
  });

  it('runs what is committed, and says loudly what it leaves out', () => {
    const file = committed('p.yml', 'steps: [{ bash: cat note.txt || exit 1 }]\n');
    write('note.txt', 'new');
    const without = mlops('run', file);
    assert.equal(without.exitCode, 1);
    assert.match(without.stdout, /^note: 1 uncommitted change is not part of this run; --with-changes includes them$/m);
    const { exitCode, stdout } = mlops('run', file, '--with-changes');
    assert.equal(exitCode, 0);
    assert.match(stdout, /^note: this run includes 1 uncommitted change, which no commit has$/m);
  });

  exhaustively('keeps its ID when it runs again, and gives the next run another one', () => {
    const file = committed('p.yml', "steps: [{ checkout: none }, { bash: 'echo ID $BUILD_BUILDID; exit 1' }]\n");
    const idIn = (stdout: string): string | undefined => /\| ID (\d+)/.exec(stdout)?.[1];
    const first = idIn(mlops('run', file).stdout);
    assert.ok(first !== undefined);
    assert.equal(idIn(mlopsIn(folder(), 'run', '--rerun-failed').stdout), first);
    assert.notEqual(idIn(mlops('run', file).stdout), first);
  });

  it('shows at its end the name that a step gave it', () => {
    const file = committed(
      'p.yml',
      `name: first\nsteps:\n- checkout: none\n- bash: 'echo "##vso[build.updatebuildnumber]$BUILD_BUILDNUMBER second"'\n`,
    );
    const { stdout } = mlops('run', file);
    assert.match(stdout, /^run first$/m);
    assert.match(stdout, /^run first second: Succeeded after /m);
    assert.match(mlopsIn(folder(), 'runs').stdout, /^\S+ {2}first second {2}Succeeded /);
  });

  it('streams its events as JSON', () => {
    const file = committed('p.yml', 'steps: [{ checkout: none }, { bash: exit 0 }]\n');
    const events = eventsOf(file);
    assert.deepEqual(resultsOf(events), {
      '__default/Job1/checkout': 'Succeeded',
      '__default/Job1/Bash': 'Succeeded',
      '__default/Job1': 'Succeeded',
      __default: 'Succeeded',
    });
    assert.equal(events.at(-1)?.kind, 'run ended');
    assert.ok(events.every(({ at }) => !Number.isNaN(Date.parse(at))));
  });
});
