import assert from 'node:assert/strict';
import { AgentFixture, environmentOf, PRINT_ENVIRONMENT, printing } from '../../kit/local-agent/agent-fixture';

describe('the other stages of a task', () => {
  let fixture: AgentFixture;
  beforeEach(() => {
    fixture = new AgentFixture();
  });
  afterEach(() => fixture.dispose());

  it('run after the job in reverse order, whatever happened to their main stages', async () => {
    const job = fixture.job();
    const taskFolder = fixture.task({ main: `process.exitCode = Number(process.env.INPUT_CODE);`, postJob: '' });
    await job.runStep({ taskFolder, name: 'a', displayName: 'First', inputs: { code: '0' } });
    await job.runStep({ taskFolder, name: 'b', displayName: 'Second', inputs: { code: '1' } });
    const results = await job.finish();
    assert.deepEqual(
      results.map(({ displayName, stage }) => [displayName, stage]),
      [
        ['Post-job: Second', 'postJob'],
        ['Post-job: First', 'postJob'],
      ],
    );
    assert.deepEqual(await job.finish(), []);
  });

  it('run even when the job was canceled', async () => {
    const job = fixture.job();
    const taskFolder = fixture.task({ main: '', postJob: printing('cleaned') });
    await job.runStep({ taskFolder }, { signal: AbortSignal.abort() });
    const [post] = await job.finish();
    assert.equal(post?.result, 'Succeeded');
    assert.equal(job.status, 'Canceled');
  });

  it('run for a step whose main stage never ran, without its task variables', async () => {
    const job = fixture.job();
    const step = { taskFolder: fixture.task({ main: '', postJob: PRINT_ENVIRONMENT }) };
    assert.deepEqual(await job.prepare([step]), []);
    const [post] = await job.finish();
    assert.ok(post);
    assert.equal(environmentOf(post)['VSTS_TASKVARIABLE_RUNID'], undefined);
  });

  it('see the task variables of their own step only', async () => {
    const job = fixture.job();
    const taskFolder = fixture.task({
      main: `console.log('##vso[task.settaskvariable variable=run.id]' + process.env.INPUT_RUN);
        console.log('##vso[task.settaskvariable variable=token;issecret=true]tok-1');
        console.log('tok-1');`,
      postJob: PRINT_ENVIRONMENT,
    });
    const main = await job.runStep({ taskFolder, inputs: { run: '1' } });
    await job.runStep({ taskFolder, inputs: { run: '2' } });
    const results = await job.finish();
    assert.deepEqual(
      results.map((post) => environmentOf(post)['VSTS_TASKVARIABLE_RUN_ID']),
      ['2', '1'],
    );
    assert.deepEqual(main.taskVariables, { 'run.id': '1', token: 'tok-1' });
    assert.equal(job.variables.get('run.id'), undefined);
    assert.ok(main.log.includes('***'));
  });

  it('refuse to overwrite a read-only task variable', async () => {
    const result = await fixture.run({
      main: printing(
        '##vso[task.settaskvariable variable=a;isreadonly=true]1',
        '##vso[task.settaskvariable variable=a]2',
      ),
    });
    assert.equal(result.result, 'Failed');
    assert.deepEqual(result.taskVariables, { a: '1' });
  });

  it('get the inputs and the instance id of the main stage', async () => {
    const job = fixture.job();
    const taskFolder = fixture.task({ main: PRINT_ENVIRONMENT, postJob: PRINT_ENVIRONMENT });
    const main = environmentOf(await job.runStep({ taskFolder, inputs: { x: '$(Build.BuildId)' } }));
    const [post] = await job.finish();
    assert.ok(post);
    assert.equal(environmentOf(post)['INPUT_X'], '214');
    assert.equal(environmentOf(post)['SYSTEM_TASKINSTANCEID'], main['SYSTEM_TASKINSTANCEID']);
  });

  it('count in the status of the job', async () => {
    const job = fixture.job();
    await job.runStep({ taskFolder: fixture.task({ main: '', postJob: 'process.exitCode = 1;' }) });
    assert.equal(job.status, 'Succeeded');
    await job.finish();
    assert.equal(job.status, 'Failed');
  });

  it('run before all steps when they are pre-job stages, and hand task variables on', async () => {
    const job = fixture.job();
    const step = {
      taskFolder: fixture.task({
        preJob: printing('##vso[task.settaskvariable variable=a]early'),
        main: PRINT_ENVIRONMENT,
        postJob: PRINT_ENVIRONMENT,
      }),
    };
    const [pre] = await job.prepare([step]);
    const main = await job.runStep(step);
    const posts = await job.finish();
    assert.equal(pre?.displayName, 'Pre-job: Fake task');
    assert.equal(environmentOf(main)['VSTS_TASKVARIABLE_A'], 'early');
    assert.deepEqual(
      posts.map((post) => environmentOf(post)['VSTS_TASKVARIABLE_A']),
      ['early'],
    );
  });
});
