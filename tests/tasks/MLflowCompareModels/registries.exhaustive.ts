import assert from 'node:assert/strict';
import { readPlace } from '../../../lib/places/place';
import { VERSION_TAGS } from '../../../lib/registry/version-tags';
import type { StepResult } from '../../../local/agent/job';
import { IN_WORKSPACE_REGISTRY } from '../../kit/comparison/evaluated-models';
import { REGISTRIES, registryAt } from '../../kit/registry/registries';
import { comparisonOf, useCompareFixture, type CompareFixture } from '../../kit/tasks/compare-fixture';
import { complaint } from '../../kit/tasks/register-fixture';
import { VirtualClock } from '../../kit/virtual-clock';

const [UNITY_CATALOG, WORKSPACE] = REGISTRIES;
const MODELS = `
from sklearn.linear_model import LogisticRegression
both = rows[["age", "visits"]]
guesses = LogisticRegression().fit(rows[["visits"]], rows["churned"])
knows = LogisticRegression().fit(both, rows["churned"])
backwards = LogisticRegression().fit(both, 1 - rows["churned"])
`;
const THREE = (name: string): string => `
register(guesses, "${name}", inputs=["visits"])
register(knows, "${name}")
register(backwards, "${name}")
`;

/** Day 0, then better, then worse, each judged against what the one before left. */
const DAYS = [
  { version: 1, verdict: 'FIRST_MODEL', outcome: 'promoted', holds: 1 },
  { version: 2, verdict: 'SUPERIOR', outcome: 'promoted', holds: 2 },
  { version: 3, verdict: 'INFERIOR', outcome: 'kept', holds: 2 },
] as const;

describe('MLflowCompareModels with stages of the workspace registry', function () {
  this.timeout(600_000);
  assert.ok(WORKSPACE);
  const open = useCompareFixture('stayers', `${MODELS}${THREE('stayers')}`, WORKSPACE);

  for (const { version, verdict, outcome, holds } of DAYS) {
    it(`says ${verdict} of version ${version}, and a promotion to Production: ${outcome}`, async () => {
      const { check, compare, promote, holders, model, newFolder } = open();
      const evidence = newFolder();
      succeeded(await check(version, { evidence }));
      const step = succeeded(await compare(version, { evidence }));
      assert.equal(step.outputs['verdict'], verdict);
      assert.equal(comparisonOf(step).seen.place, 'stage:Production');
      const promoted = succeeded(await promote(version, 'stage:Production', { evidence }));
      assert.equal(promoted.outputs['outcome'], outcome, promoted.log.join('\n'));
      assert.deepEqual(await holders('stage:Production'), [holds]);
      assert.equal((await model.tags(version)).has(VERSION_TAGS.closedOut), outcome === 'kept');
    });
  }
});

describe('MLflowCompareModels while a model moves from the workspace registry to Unity Catalog', function () {
  this.timeout(600_000);
  const old = `${IN_WORKSPACE_REGISTRY}register(guesses, "leavers", inputs=["visits"])
mlflow.MlflowClient().transition_model_version_stage("leavers", "1", "Production")
mlflow.set_registry_uri("databricks-uc")
full_name = "main.ml.{}".format
`;
  const open = useCompareFixture('movers', `${MODELS}${old}${THREE('movers')}`);
  const MOVES = { championRegistry: 'workspace', championModelName: 'leavers' } as const;

  async function judged(version: number, evidence: string): Promise<StepResult> {
    const { check, compare } = open();
    succeeded(await check(version, { evidence }));
    return compare(version, { evidence, more: MOVES });
  }

  it('keeps the old champion against a worse version: it is champion, not nobody', async () => {
    const { promote, holders, newFolder } = open();
    const evidence = newFolder();
    const step = succeeded(await judged(3, evidence));
    const { verdict, seen } = comparisonOf(step);
    assert.deepEqual(
      [verdict, seen.champion?.name, seen.champion?.version, seen.champion?.registry, seen.place],
      ['INFERIOR', 'leavers', '1', 'workspace', 'alias:champion'],
    );
    const promoted = succeeded(await promote(3, 'alias:champion', { evidence }));
    assert.equal(promoted.outputs['outcome'], 'kept', promoted.log.join('\n'));
    assert.deepEqual(await holders('alias:champion'), []);
  });

  it('lets a better version be the first champion of Unity Catalog', async () => {
    const { promote, holders, newFolder } = open();
    const evidence = newFolder();
    const step = succeeded(await judged(2, evidence));
    assert.equal(step.outputs['verdict'], 'SUPERIOR');
    assert.match(
      String(step.summaries[0]?.content),
      /the policy allows version 2 to replace version 1 of leavers in the registry workspace/,
    );
    const promoted = succeeded(await promote(2, 'alias:champion', { evidence }));
    assert.equal(promoted.outputs['outcome'], 'promoted', promoted.log.join('\n'));
    assert.deepEqual(await holders('alias:champion'), [2]);
  });

  it('refuses the old champion once Unity Catalog has had its own, and so does a promotion', async () => {
    const { promote, model, newFolder, workspace } = open();
    const early = newFolder();
    const { pointer } = readPlace('alias:champion', 'target');
    await withoutChampion(open(), async () => succeeded(await judged(1, early)));
    const late = await judged(1, newFolder());
    assert.match(
      complaint(late),
      /^'championRegistry' names another registry, but version 2 of main\.ml\.movers holds alias:champion here\.\nFix: .*\(COMPARISON_REFUSED\)$/s,
    );
    const promoted = await promote(1, 'alias:champion', { evidence: early });
    assert.notEqual(promoted.outputs['outcome'], 'promoted', promoted.log.join('\n'));
    const reading = await model.pointer(pointer);
    assert.deepEqual(reading.kind === 'absent' ? [] : reading.versions.map(({ number }) => number), [2]);
    const waiting = { clock: new VirtualClock(), signal: new AbortController().signal };
    assert.ok(WORKSPACE);
    const left = await registryAt(WORKSPACE, workspace, waiting).model('leavers').version(1);
    assert.equal(left.stage, 'Production', 'the old champion stays where it is');
  });
});

describe('MLflowCompareModels with a model of a plain MLflow server', function () {
  this.timeout(300_000);
  const open = useCompareFixture('none', `${MODELS}register(knows, "none")`, UNITY_CATALOG);

  it('says that versions are compared in runs on Databricks, and asks the server nothing', async () => {
    const { compare } = open();
    const more = { registry: 'mlflow', trackingUri: 'http://127.0.0.1:9' };
    const step = await compare(1, { more });
    assert.equal(step.result, 'Failed');
    assert.match(
      complaint(step),
      /^The model is on the MLflow server http:\/\/127\.0\.0\.1:9.*, and versions are compared in runs on Databricks\.\nFix: Register the model in Unity Catalog .*\(REGISTRY_LIMITED\)$/,
    );
  });
});

function succeeded(step: StepResult): StepResult {
  assert.match(step.result, /^Succeeded/, step.log.join('\n'));
  return step;
}

/** As on the day before the first promotion: no holder, and no trace of one. */
async function withoutChampion({ model }: CompareFixture, act: () => Promise<unknown>): Promise<void> {
  const { pointer } = readPlace('alias:champion', 'target');
  const receipts = [...(await model.tags())].filter(([key]) => /^mlops_(?:receipt|previous)_/.test(key));
  await model.clearPointer({ pointer, version: 2 });
  for (const [key] of receipts) {
    await model.deleteTag(key);
  }
  await act();
  await model.movePointer({ pointer, version: 2, others: 'keep' });
  await model.setTags(Object.fromEntries(receipts));
}
