import assert from 'node:assert/strict';
import { plainTraining } from '../../kit/tasks/plain-training';
import { onDialect, useTrainingFixtures } from '../../kit/tasks/train-fixture';
import { notebook } from '../../kit/tasks/workspace-under-test';

describe('MLflowTrainModel when the training, whatever runs it,', function () {
  this.timeout(180_000);
  const open = useTrainingFixtures();
  const workspaceRegistry = onDialect('workspace');

  it('is one of several tasks of a job: finds the version', async () => {
    const fixture = await open(workspaceRegistry);
    fixture.workspace.putNotebook('/Shared/train', plainTraining(`register("${fixture.modelName}")`));
    fixture.workspace.createJob({
      name: 'training',
      tasks: [
        { task_key: 'prepare', notebook_task: { notebook_path: '/Shared/ok' } },
        { task_key: 'train', notebook_task: { notebook_path: '/Shared/train' } },
      ],
    });
    fixture.workspace.putNotebook('/Shared/ok', notebook('1'));
    const step = await fixture.train({ jobName: 'training' });
    assert.equal(step.outputs['modelVersion'], '1', step.log.join('\n'));
  });

  it('is retried by the agent while it is alive: attaches and finds the same version', async () => {
    const fixture = await open(workspaceRegistry);
    fixture.workspace.putNotebook('/Shared/train', plainTraining(`register("${fixture.modelName}")\ntime.sleep(3)`));
    const broken = { status: 400, body: { error_code: 'MALFORMED_REQUEST', message: 'broken' } };
    fixture.addFault({ method: 'GET', path: '/api/2.2/jobs/runs/get', skip: 1, ...broken });
    const step = await fixture.train({}, { retryCountOnTaskFailure: 1 });
    assert.equal(step.attempts, 2);
    assert.equal(step.outputs['modelVersion'], '1', step.log.join('\n'));
    assert.equal(fixture.workspace.runs().length, 1);
  });
});
