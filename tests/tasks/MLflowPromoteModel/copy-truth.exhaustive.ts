import assert from 'node:assert/strict';
import type { StepResult } from '../../../local/agent/job';
import { useCopyFixtures } from '../../kit/tasks/copy-fixture';
import { UNHEARD } from '../../kit/tasks/mishaps';
import { onDialect } from '../../kit/tasks/train-fixture';

const LATER = { 'System.PlanId': '00000000-0000-4000-8000-000000000002' };
const CREATE = { method: 'POST', path: '/api/2.0/mlflow/model-versions/create' } as const;

for (const under of [onDialect('workspace'), onDialect('mlflow')]) {
  describe(`MLflowPromoteModel that copies with ${under.name}, cancelled while the copy is made`, function () {
    // Each step is its own process.
    this.timeout(60_000);
    const open = useCopyFixtures();

    for (const { run, variables, is } of [
      { run: 'its own next attempt', variables: {}, is: ['true', 'promoted', '1'] },
      { run: 'another run', variables: LATER, is: ['false', 'alreadyThere', '1'] },
    ]) {
      it(`says that it copied, and ${run} that completes the copy says ${is[1]}`, async () => {
        const fixture = await open(under);
        await fixture.proves();
        fixture.addFault({ ...CREATE, ...UNHEARD });
        const pipeline = new AbortController();
        const creating = fixture.nextRequest(CREATE);
        const running = fixture.copies({}, { signal: pipeline.signal, pipelineOptions: { speed: 1 } });
        await creating;
        pipeline.abort();
        const step = await running;
        assert.equal(step.result, 'Canceled', step.log.join('\n'));
        assert.deepEqual(outputsOf(step), ['true', 'promoted', '1'], step.log.join('\n'));
        assert.equal((await fixture.target.tags()).get('mlops_receipt_copy'), undefined);

        const next = await fixture.copies({}, { pipelineOptions: { variables } });
        assert.deepEqual(outputsOf(next), is, next.log.join('\n'));
        assert.deepEqual([await fixture.copyNumbers(), fixture.breaks()], [[1], []]);
      });
    }
  });
}

function outputsOf({ outputs }: StepResult): readonly (string | undefined)[] {
  return ['promoted', 'outcome', 'copiedVersion'].map((name) => outputs[name]);
}
