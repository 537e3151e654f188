import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { VERSION_TAGS } from '../../../lib/registry/version-tags';
import type { StepResult } from '../../../local/agent/job';
import { comparisonOf, useCompareFixture } from '../../kit/tasks/compare-fixture';

/** Version 1 guesses from one feature, version 2 knows both, and version 3 has them backwards. */
const MODELS = `
from sklearn.linear_model import LogisticRegression
register(LogisticRegression().fit(rows[["visits"]], rows["churned"]), "churn", inputs=["visits"])
register(LogisticRegression().fit(rows[["age", "visits"]], rows["churned"]), "churn")
register(LogisticRegression().fit(rows[["age", "visits"]], 1 - rows["churned"]), "churn")
`;

describe('MLflowCompareModels', function () {
  this.timeout(300_000);
  const open = useCompareFixture('churn', MODELS);

  it('finds a better version better, and promotion makes it champion on that', async () => {
    const { model, check, compare, promote, holders, workspace } = open();
    await model.movePointer({ pointer: { type: 'alias', name: 'champion' }, version: 1, others: 'keep' });
    succeeded(await check(2));
    const before = workspace.requests.length;
    const step = succeeded(await compare(2));
    const { verdict, isBetter, championVersion, reportFile = '' } = step.outputs;
    assert.deepEqual(
      { verdict, isBetter, championVersion },
      { verdict: 'SUPERIOR', isBetter: 'true', championVersion: '1' },
    );
    const { seen, looks, changes, findings, mode, evaluation } = comparisonOf(step);
    assert.deepEqual([seen.place, seen.champion?.version, mode, looks?.count], ['alias:champion', '1', 'gate', 1]);
    assert.ok(findings?.every(({ state }) => state !== 'error' && state !== 'harmed'));
    assert.deepEqual(changes?.signature, ["it needs the input 'age' (double), which callers do not send"]);
    assert.equal(evaluation?.dataSets[0]?.rows, 600);
    assert.equal(readFileSync(reportFile, 'utf8'), String(step.summaries[0]?.content));
    assert.match(String(step.summaries[0]?.content), /Better \(SUPERIOR\): the policy lets version 2 take the place/);
    assert.ok(workspace.requests.length > before);
    const promoted = succeeded(await promote(2, 'alias:champion'));
    assert.equal(promoted.outputs['outcome'], 'promoted');
    assert.deepEqual(await holders('alias:champion'), [2]);
  });

  it('keeps the champion against a worse version, green, and closes that one out', async () => {
    const { model, check, compare, promote, holders } = open();
    await model.movePointer({ pointer: { type: 'alias', name: 'challenger' }, version: 3, others: 'keep' });
    succeeded(await check(3));
    const step = succeeded(await compare(3));
    const { verdict, isBetter, championVersion } = step.outputs;
    assert.deepEqual(
      { verdict, isBetter, championVersion },
      { verdict: 'INFERIOR', isBetter: 'false', championVersion: '2' },
    );
    assert.equal(comparisonOf(step).looks?.count, 2);
    const kept = succeeded(await promote(3, 'alias:champion'));
    assert.equal(kept.outputs['outcome'], 'kept');
    assert.deepEqual([await holders('alias:champion'), await holders('alias:challenger')], [[2], []]);
    assert.match((await model.tags(3)).get(VERSION_TAGS.closedOut) ?? '', /^INFERIOR against version 2 /);
  });
});

function succeeded(step: StepResult): StepResult {
  assert.match(step.result, /^Succeeded/, step.log.join('\n'));
  return step;
}
