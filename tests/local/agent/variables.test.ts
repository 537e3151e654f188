import assert from 'node:assert/strict';
import { AgentFixture, environmentOf, PRINT_ENVIRONMENT, printing } from '../../kit/local-agent/agent-fixture';

describe('variables set by a task', () => {
  let fixture: AgentFixture;
  beforeEach(() => {
    fixture = new AgentFixture();
  });
  afterEach(() => fixture.dispose());

  it('are seen by later steps, not by the one that sets them', async () => {
    const job = fixture.job();
    const first = await job.runStep({
      taskFolder: fixture.task({ main: PRINT_ENVIRONMENT + printing('##vso[task.setvariable variable=my.flag]on') }),
    });
    const second = await job.runStep({ taskFolder: fixture.task({ main: PRINT_ENVIRONMENT }) });
    assert.equal(environmentOf(first)['MY_FLAG'], undefined);
    assert.equal(environmentOf(second)['MY_FLAG'], 'on');
    assert.deepEqual(first.outputs, {});
  });

  it('become outputs with isoutput, known only by the name of their step', async () => {
    const job = fixture.job();
    const { outputs } = await job.runStep({
      name: 'train',
      taskFolder: fixture.task({ main: printing('##vso[task.setvariable variable=runId;isoutput=true]812') }),
    });
    const later = await job.runStep({
      taskFolder: fixture.task({ main: PRINT_ENVIRONMENT }),
      inputs: { named: '$(train.runId)', bare: '$(runId)' },
    });
    assert.deepEqual(outputs, { runId: '812' });
    assert.equal(job.variables.get('train.runId'), '812');
    assert.equal(environmentOf(later)['INPUT_NAMED'], '812');
    assert.equal(environmentOf(later)['INPUT_BARE'], '$(runId)');
    assert.equal(environmentOf(later)['TRAIN_RUNID'], '812');
  });

  it('become outputs by being declared in task.json, in any case', async () => {
    const job = fixture.job();
    const { outputs } = await job.runStep({
      name: 'train',
      taskFolder: fixture.task({
        main: printing('##vso[task.setvariable variable=RunId]812'),
        json: { outputVariables: [{ name: 'runId' }] },
      }),
    });
    assert.deepEqual(outputs, { RunId: '812' });
    assert.equal(job.variables.get('runId'), undefined);
  });

  it('can be secret outputs, which reach later steps as secrets', async () => {
    const job = fixture.job();
    await job.runStep({
      name: 'login',
      taskFolder: fixture.task({
        main: printing('##vso[task.setvariable variable=token;isoutput=true;issecret=true]tok-1'),
      }),
    });
    const environment = environmentOf(await job.runStep({ taskFolder: fixture.task({ main: PRINT_ENVIRONMENT }) }));
    assert.equal(environment['LOGIN_TOKEN'], undefined);
    assert.equal(environment['SECRET_LOGIN_TOKEN'], 'tok-1');
  });

  it('get a step name of their own when steps have none', async () => {
    const job = fixture.job();
    const taskFolder = fixture.task({ main: printing('##vso[task.setvariable variable=a;isoutput=true]x') });
    const names = [await job.runStep({ taskFolder }), await job.runStep({ taskFolder })].map(({ name }) => name);
    assert.deepEqual(names, ['FakeTask', 'FakeTask1']);
    assert.equal(job.variables.get('FakeTask1.a'), 'x');
  });

  it('keep the case of their name in the environment if requested', async () => {
    const job = fixture.job();
    await job.runStep({
      taskFolder: fixture.task({ main: printing('##vso[task.setvariable variable=My.Flag;preservecase=true]on') }),
    });
    const environment = environmentOf(await job.runStep({ taskFolder: fixture.task({ main: PRINT_ENVIRONMENT }) }));
    assert.equal(environment['My_Flag'], 'on');
  });

  it('are expanded again when the next step starts', async () => {
    const job = fixture.job({ variables: { region: 'west' } });
    await job.runStep({
      taskFolder: fixture.task({ main: printing('##vso[task.setvariable variable=place]$(region)-1') }),
    });
    const later = await job.runStep({ taskFolder: fixture.task({ main: PRINT_ENVIRONMENT }) });
    assert.equal(environmentOf(later)['PLACE'], 'west-1');
  });

  const REFUSED = [
    ['a built-in one', 'variable=System.JobId', /readonly variable 'System.JobId'/],
    ['a built-in one in the spelling of the environment', 'variable=SYSTEM_JOBID', /readonly variable 'SYSTEM_JOBID'/],
    ['a read-only one', 'variable=fixed', /readonly variable 'fixed'/],
    ['an output of another step', 'variable=other.out', /readonly variable 'other.out'/],
    ['one without a name', 'issecret=true', /'variable' is missing/],
  ] as const;
  for (const [behavior, properties, message] of REFUSED) {
    it(`cannot be ${behavior}`, async () => {
      const job = fixture.job();
      await job.runStep({
        name: 'other',
        taskFolder: fixture.task({
          main: printing(
            '##vso[task.setvariable variable=fixed;isreadonly=true]1',
            '##vso[task.setvariable variable=out;isoutput=true]1',
          ),
        }),
      });
      const result = await job.runStep({
        taskFolder: fixture.task({ main: printing(`##vso[task.setvariable ${properties}]x`) }),
      });
      assert.equal(result.result, 'Failed');
      assert.match(result.issues[1]?.message ?? '', message);
    });
  }

  it('cannot be a secret of several lines, unless a variable allows it', async () => {
    const main = printing('##vso[task.setvariable variable=k;issecret=true]one%0Atwo');
    const refused = await fixture.run({ main });
    assert.equal(refused.result, 'Failed');
    assert.equal(refused.issues[1]?.message, 'Secrets cannot contain multiple lines.');
    const allowed = await fixture.run({ main }, { job: { variables: { SYSTEM_UNSAFEALLOWMULTILINESECRET: 'true' } } });
    assert.equal(allowed.result, 'Succeeded');
  });
});
