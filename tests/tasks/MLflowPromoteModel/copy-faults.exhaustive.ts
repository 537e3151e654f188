import assert from 'node:assert/strict';
import { useCopyFixtures, type CopyFixture } from '../../kit/tasks/copy-fixture';
import { complaint } from '../../kit/tasks/register-fixture';
import { onDialect } from '../../kit/tasks/train-fixture';
import { CANCEL, GET_RUN, SUBMIT } from '../../kit/tasks/workspace-under-test';

const UNSIGNED = 'flavors:\n  python_function: {loader_module: mlflow.pyfunc.model}\nmodel_uuid: a1\n';
const LATER = { 'System.PlanId': '00000000-0000-4000-8000-000000000002' };
const SET_TAG = '/api/2.0/mlflow/unity-catalog/registered-models/set-tag';

describe('MLflowPromoteModel that copies in a run on Databricks, disturbed', function () {
  // The run has to load MLflow first.
  this.timeout(180_000);
  const open = useCopyFixtures();
  const under = onDialect('unityCatalog');

  it('says what was done if a tag is refused, and the next run adds the rest without another run', async () => {
    const fixture = await open(under);
    await fixture.proves();
    fixture.addFault({ method: 'POST', path: SET_TAG, status: 403 });
    const refused = await fixture.copies();
    assert.match(complaint(refused), /PERMISSION_MISSING/);
    assert.match(
      refused.issues.map(({ message }) => message).join('\n'),
      /Version 1 of \S+ is the copy of version 1 of \S+, and its receipt is not complete\. A re-run of this stage completes it/,
    );
    assert.deepEqual(
      [refused.outputs['promoted'], refused.outputs['copiedVersion'], refused.outputs['receiptFile'] ?? ''],
      ['true', '1', ''],
    );
    const started = count(fixture, SUBMIT);
    const next = await fixture.copies();
    const { promoted, outcome } = next.outputs;
    assert.deepEqual([promoted, outcome, count(fixture, SUBMIT)], ['true', 'promoted', started], next.log.join('\n'));
    assert.match((await fixture.target.tags()).get('mlops_receipt_copy') ?? '', / v1$/);
    assert.deepEqual([await fixture.copyNumbers(), fixture.breaks()], [[1], []]);
  });

  it('cancels the run with the pipeline, and the next run copies', async () => {
    const fixture = await open(under);
    await fixture.proves();
    const pipeline = new AbortController();
    const looking = fixture.nextRequest({ method: 'GET', path: GET_RUN });
    const running = fixture.copies({}, { signal: pipeline.signal });
    await looking;
    pipeline.abort();
    const canceled = await running;
    assert.equal(canceled.result, 'Canceled', canceled.log.join('\n'));
    assert.equal(count(fixture, CANCEL), 1);
    assert.match(canceled.log.join('\n'), /whether it is there was not seen\. A re-run of this stage looks/);
    assert.equal(await fixture.target.exists(), false);
    const next = await fixture.copies({}, { pipelineOptions: { variables: LATER } });
    assert.equal(next.outputs['outcome'], 'promoted', next.log.join('\n'));
    assert.deepEqual(await fixture.copyNumbers(), [1]);
  });

  it('refuses a model without signature before it makes anything', async () => {
    const fixture = await open(under);
    await fixture.addVersion({ mlModel: UNSIGNED });
    const refused = await fixture.copies({ modelVersion: '2', requireVerdict: 'none' });
    assert.match(complaint(refused), /was not registered as a version of \S+: the model has no signature/);
    assert.equal(await fixture.target.exists(), false);
  });
});

function count({ requests }: CopyFixture, path: string): number {
  return requests.filter((request) => request.path === path).length;
}
