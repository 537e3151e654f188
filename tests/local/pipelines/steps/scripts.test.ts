import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { restore, stub } from 'sinon';
import { logOf, runnableSteps, StepsFixture } from '../../../kit/steps/steps-fixture';
import { VirtualClock } from '../../../kit/virtual-clock';

describe('script steps', () => {
  let fixture: StepsFixture;
  beforeEach(() => {
    fixture = new StepsFixture();
  });
  afterEach(() => {
    restore();
    fixture.dispose();
  });

  it('run in the folder of the sources, and succeed or fail with their exit code', async () => {
    const { outcomes, folder } = await fixture.run(`
- script: pwd
- bash: exit 3
`);
    assert.deepEqual(
      outcomes.map(({ result }) => result),
      ['Succeeded', 'Failed'],
    );
    assert.ok(logOf(outcomes[0]).includes(join(folder, 'work', '1', 's')));
    assert.deepEqual(
      outcomes[1]?.issues.map(({ type, message }) => [type, message]),
      [['error', "Bash exited with code '3'."]],
    );
  });

  it('hand variables and outputs on to later steps, in macros and in the environment', async () => {
    const { outcomes } = await fixture.run(`
- script: |
    echo "##vso[task.setvariable variable=model.Name]churn"
    echo "##vso[task.setvariable variable=version;isOutput=true]7"
  name: train
- script: |
    echo "macro $(model.Name) $(train.version) environment $MODEL_NAME $TRAIN_VERSION"
    echo '$(unknown) stays'

`);
    assert.deepEqual(outcomes[0]?.outputs, { version: '7' });
    assert.ok(logOf(outcomes[1]).includes('macro churn 7 environment churn 7'));
    assert.ok(logOf(outcomes[1]).includes('$(unknown) stays'));
  });

  it('keep the last value of an output that is set twice', async () => {
    const { outcomes } = await fixture.run(`
- script: |
    echo "##vso[task.setvariable variable=version;isOutput=true]7"
    echo "##vso[task.setvariable variable=version;isOutput=true]8"
  name: train
- script: echo "version $(train.version)"
`);
    assert.deepEqual(outcomes[0]?.outputs, { version: '8' });
    assert.ok(logOf(outcomes[1]).includes('version 8'));
  });

  it('get secrets only through env, and never show them', async () => {
    const { outcomes, folder } = await fixture.run(
      `
- script: |
    echo "direct [$KEY] inherited [$TOKEN$SECRET_TOKEN]"
    echo "##vso[task.setvariable variable=made;isSecret=true;isOutput=true]s3cret-made"
    printf %s "$KEY" > $(Pipeline.Workspace)/key
  name: first
  env: { KEY: $(token) }
- script: echo "made s3cret-made, macro $(token)"
`,
      { job: { variables: { token: { value: 'dapi-s3cret', isSecret: true } } } },
    );
    assert.ok(logOf(outcomes[0]).includes('direct [***] inherited []'));
    assert.ok(logOf(outcomes[1]).includes('made ***, macro ***'));
    assert.equal(readFileSync(join(folder, 'work', '1', 'key'), 'utf8'), 'dapi-s3cret');
    assert.deepEqual(outcomes[0]?.secretOutputs, ['made']);
    const everything = [...fixture.lines, ...outcomes.flatMap((outcome) => [...logOf(outcome), ...outcome.log.tail])];
    assert.deepEqual(
      everything.filter((line) => line.includes('s3cret')),
      [],
    );
  });

  it('do not inherit the environment of the person', async () => {
    stub(process, 'env').value({ ...process.env, DATABRICKS_TOKEN: 'must not leak' });
    const log = await fixture.log(`- script: env`);
    assert.deepEqual(
      log.filter(
        (line) => line.includes('DATABRICKS_TOKEN') || line.startsWith('INPUT_') || line.startsWith('SECRET_'),
      ),
      [],
    );
    assert.ok(log.includes('TF_BUILD=True'));
  });

  it('run in another folder, with arguments, and fail for lines on the error stream if asked to', async () => {
    const { outcomes } = await fixture.run(`
- script: mkdir -p "it's" && echo 'echo "got $1 and $2 in $PWD"' > "it's/a.sh"
- task: Bash@3
  inputs: { filePath: "it's/a.sh", arguments: '"one two" three', workingDirectory: "it's" }
- bash: echo oops >&2
  failOnStderr: true
- script: echo fine
  workingDirectory: missing
`);
    assert.match(logOf(outcomes[1]).join('\n'), /^got one two and three in .*it's$/m);
    assert.deepEqual(
      outcomes.map(({ result }) => result),
      ['Succeeded', 'Succeeded', 'Failed', 'Failed'],
    );
    assert.match(outcomes[3]?.issues[0]?.message ?? '', /^Not found workingDirectory: .*missing$/);
  });

  it('share the path that an earlier step put in front, and the same agent as tasks', async () => {
    const { outcomes } = await fixture.run(
      `
- script: |
    mkdir tools && printf '#!/bin/sh\\necho from the tool\\n' > tools/tool && chmod +x tools/tool
    echo "##vso[task.prependpath]$PWD/tools"
- script: tool
- task: Show@1
  name: show
- script: echo "the task said $(show.word)"
`,
      {
        workspace: {
          taskFolders: [
            fixture.task({ name: 'Show' }, `console.log('##vso[task.setvariable variable=word;isOutput=true]hello')`),
          ],
        },
      },
    );
    assert.ok(logOf(outcomes[1]).includes('from the tool'));
    assert.ok(logOf(outcomes[3]).includes('the task said hello'));
  });

  it('are tried again as often as asked, with the pauses of an agent', async () => {
    const clock = new VirtualClock({ advance: 'manual' });
    const running = fixture.run(
      `
- script: echo x >> tries; test "$(cat tries | wc -l)" -ge 3
  retryCountOnTaskFailure: 5
`,
      { clock },
    );
    await clock.elapse(1000);
    await clock.elapse(4000);
    const { outcomes } = await running;
    assert.equal(outcomes[0]?.result, 'Succeeded');
    assert.equal(clock.sleeping, 0);
  });

  it('show text that only looks like a command, and warn', async () => {
    const { outcomes } = await fixture.run(`
- script: |
    echo 'write ##vso to set a variable'
    echo '##vso[nonsense'
    echo '##vso[made.up x=1]y'
`);
    assert.equal(outcomes[0]?.result, 'Succeeded');
    assert.ok(logOf(outcomes[0]).includes('write ##vso to set a variable'));
    assert.equal(outcomes[0]?.issues.filter(({ type }) => type === 'warning').length, 3);
  });

  it('may not command what their target forbids', async () => {
    const { outcomes } = await fixture.run(
      `
- script: |
    echo "##vso[task.setvariable variable=allowed;isOutput=true]1"
    echo "##vso[task.setvariable variable=forbidden;isOutput=true]1"
    echo "##vso[build.addbuildtag]tag"
`,
      { step: { target: { commands: 'restricted', settableVariables: ['allowed'] } } },
    );
    assert.deepEqual(outcomes[0]?.outputs, { allowed: '1' });
    assert.deepEqual(outcomes[0]?.assumptions, [
      'the step may not use variable forbidden',
      'the step may not use build.addbuildtag',
    ]);
  });

  it('are named after what their variables say', async () => {
    const { outcomes } = await fixture.run(
      `
- script: 'true'
  displayName: Train $(model)
`,
      { job: { variables: { model: { value: 'churn', isSecret: false } } } },
    );
    assert.equal(outcomes[0]?.displayName, 'Train churn');
    assert.equal(logOf(outcomes[0])[0], '##[section]Starting: Train churn');
  });

  it('cannot set a variable that is read-only', async () => {
    const { outcomes } = await fixture.run('- script: echo "##vso[task.setvariable variable=stage]Prod"', {
      job: { variables: { stage: { value: 'Dev', isSecret: false, readOnly: true } } },
    });
    assert.equal(outcomes[0]?.result, 'Failed');
  });

  it('leave a new build number, a summary and artifacts to the run', async () => {
    const { outcomes } = await fixture.run(`
- script: |
    echo hi > $(Agent.TempDirectory)/summary.md
    echo "##vso[build.updatebuildnumber]1.2.3"
    echo "##vso[task.uploadsummary]$(Agent.TempDirectory)/summary.md"
    echo "##vso[artifact.upload artifactname=notes]$(Agent.TempDirectory)/summary.md"
`);
    const [outcome] = outcomes;
    assert.equal(outcome?.buildNumber, '1.2.3');
    assert.equal(readFileSync(outcome?.summaries[0] ?? '', 'utf8'), 'hi\n');
    assert.deepEqual(outcome?.artifacts, ['notes']);
    assert.ok(existsSync(join(fixture.folder, 'run', 'artifacts', 'notes', 'summary.md')));
  });

  it('cannot publish an artifact outside of the folder of artifacts', async () => {
    for (const name of ['../../escaped', '..', 'a/b']) {
      const { outcomes } = await fixture.run(
        `- script: 'echo "##vso[artifact.upload artifactname=${name}]$(Build.SourcesDirectory)/../s"'`,
      );
      assert.equal(outcomes[0]?.result, 'Failed', name);
      assert.match(outcomes[0]?.issues.at(-1)?.message ?? '', /^Artifact name is not valid: /);
    }
  });

  it('replace a task by a command that finds its inputs, and say so', async () => {
    const { outcomes } = await fixture.run(
      `
- task: AzureCLI@2
  inputs: { azureSubscription: azure-dev, inlineScript: az login }
`,
      { workspace: { stubs: new Map([['azurecli@2', 'echo "stub for $INPUT_AZURESUBSCRIPTION"']]) } },
    );
    assert.ok(logOf(outcomes[0]).includes('stub for azure-dev'));
    assert.deepEqual(outcomes[0]?.assumptions, [
      `AzureCLI@2 was replaced by the command 'echo "stub for $INPUT_AZURESUBSCRIPTION"'`,
    ]);
  });

  it('refuse a step that is not one of the job', async () => {
    const job = await fixture.open(runnableSteps('- script: a'));
    const [other] = runnableSteps('- script: b');
    await assert.rejects(async () => other && job.run(other, new AbortController().signal), /not one of this job/);
    await job.close();
  });
});
