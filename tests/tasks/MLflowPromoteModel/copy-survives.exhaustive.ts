import assert from 'node:assert/strict';
import { useCopyFixtures } from '../../kit/tasks/copy-fixture';
import { onDialect } from '../../kit/tasks/train-fixture';
import { GET_RUN, SUBMIT } from '../../kit/tasks/workspace-under-test';

const MODELS = '/api/2.1/unity-catalog/models';
const SET_TAG = '/api/2.0/mlflow/unity-catalog/registered-models/set-tag';

describe('MLflowPromoteModel that copies in a run on Databricks, while the service falters', function () {
  // The run has to load MLflow first.
  this.timeout(180_000);
  const open = useCopyFixtures();
  const under = onDialect('unityCatalog');

  it('makes one copy in one run through lost answers, throttling and a list that is behind', async () => {
    const fixture = await open(under);
    await fixture.proves();
    fixture.addFault({ method: 'GET', path: `${MODELS}/${fixture.model.name}/versions/1`, status: 503 });
    fixture.addFault({ method: 'POST', path: SUBMIT, reset: true, after: true });
    fixture.addFault({ method: 'GET', path: GET_RUN, status: 429, headers: { 'Retry-After': '1' } });
    fixture.addFault({ method: 'GET', path: `${MODELS}/${fixture.target.name}/versions`, status: 200, body: {} });
    fixture.addFault({ method: 'POST', path: SET_TAG, reset: true, after: true });
    const { result, outputs, log } = await fixture.copies({}, { pipelineOptions: { speed: 4 } });
    assert.equal(result, 'Succeeded', log.join('\n'));
    assert.equal(outputs['outcome'], 'promoted');
    assert.deepEqual([await fixture.copyNumbers(), fixture.breaks()], [[1], []]);
    assert.equal(log.filter((line) => /^Run \d+: started/.test(line)).length, 1);
  });
});
