import assert from 'node:assert/strict';
import type { StepResult } from '../../../local/agent/job';
import { filesOfComparisons } from '../../kit/comparison/left-behind';
import { comparisonOf, useCompareFixture, type CompareFixture } from '../../kit/tasks/compare-fixture';
import { DENIED, PASSING_CHANGES } from '../../kit/tasks/mishaps';
import { SUBMIT } from '../../kit/tasks/workspace-under-test';

const MODELS = `
from sklearn.linear_model import LogisticRegression
register(LogisticRegression().fit(rows[["visits"]], rows["churned"]), "churn", inputs=["visits"])
register(LogisticRegression().fit(rows[["age", "visits"]], rows["churned"]), "churn")
`;
/** Rows frozen, two models scored, statistics reduced. */
const RUNS = 4;
const REVOKED = { status: 403, body: { error_code: 'PERMISSION_DENIED', message: 'Invalid access token.' } };

describe('MLflowCompareModels on a bad day', function () {
  this.timeout(300_000);
  const open = useCompareFixture('churn', MODELS);
  before(() => open().model.movePointer({ pointer: { type: 'alias', name: 'champion' }, version: 1, others: 'keep' }));

  /** A report needs no compliance, and each comparison is its own step with its own evidence. */
  let step = 0;
  function compare(fixture: CompareFixture, signal?: AbortSignal): Promise<StepResult> {
    step += 1;
    return fixture.compare(2, {
      name: `compare${step}`,
      evidence: fixture.newFolder(),
      more: { mode: 'report' },
      ...(signal && { signal }),
    });
  }

  async function assertNothingLeft(fixture: CompareFixture, runsBefore: number): Promise<void> {
    const started = fixture.workspace.runs().slice(runsBefore);
    await Promise.all(started.map(({ runId }) => fixture.workspace.runEnded(runId)));
    assert.deepEqual(await filesOfComparisons(fixture.workspace), []);
  }

  for (const [what, fault] of PASSING_CHANGES) {
    it(`comes to the same verdict, with each run once, although a start ${what}`, async () => {
      const fixture = open();
      const before = fixture.workspace.runs().length;
      fixture.workspace.addFault({ method: 'POST', path: SUBMIT, ...fault });
      const ended = await compare(fixture);
      assert.match(ended.result, /^Succeeded/, ended.log.join('\n'));
      assert.equal(comparisonOf(ended).verdict, 'SUPERIOR');
      assert.equal(fixture.workspace.runs().length, before + RUNS);
      await assertNothingLeft(fixture, before);
    });
  }

  it('is red without a verdict when it may not start runs', async () => {
    const fixture = open();
    const before = fixture.workspace.runs().length;
    const remove = fixture.workspace.addFault({ method: 'POST', path: SUBMIT, ...DENIED, times: Infinity });
    const ended = await compare(fixture);
    remove();
    assert.equal(ended.result, 'Failed');
    assert.equal(ended.outputs['verdict'], undefined);
    assert.equal(fixture.workspace.runs().length, before);
    await assertNothingLeft(fixture, before);
  });

  for (const run of [1, 2, 4]) {
    it(`ends all its runs and deletes the rows when the pipeline is canceled as run ${run} starts`, async () => {
      const fixture = open();
      const before = fixture.workspace.runs().length;
      const pipeline = new AbortController();
      const comparing = compare(fixture, pipeline.signal);
      for (let number = 0; number < run; number += 1) {
        await fixture.workspace.waitForRequest({ method: 'POST', path: SUBMIT }, { isNew: true });
      }
      pipeline.abort();
      const ended = await comparing;
      assert.equal(ended.result, 'Canceled', ended.log.join('\n'));
      assert.equal(ended.outputs['isBetter'], undefined);
      await assertNothingLeft(fixture, before);
    });
  }

  it('is red, with the link of what runs, when its token is revoked, and the next attempt cleans up', async () => {
    const fixture = open();
    const before = fixture.workspace.runs().length;
    const read = { method: 'GET', path: '/api/2.2/jobs/runs/get' } as const;
    const seen = fixture.workspace.waitForRequest(read, { isNew: true, answered: true });
    const comparing = compare(fixture);
    await seen;
    const remove = fixture.workspace.addFault({ path: /./, ...REVOKED, times: Infinity });
    const ended = await comparing;
    remove();
    assert.equal(ended.result, 'Failed', ended.log.join('\n'));
    assert.match(ended.log.join('\n'), /#job\/\d+\/run\/\d+/);
    const again = await compare(fixture);
    assert.equal(comparisonOf(again).verdict, 'SUPERIOR');
    assert.ok(fixture.workspace.runs().length > before + RUNS);
  });
});
