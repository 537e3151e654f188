import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { StepResult } from '../../../local/agent/job';
import { filesOfComparisons } from '../../kit/comparison/left-behind';
import { comparisonOf, RULE, useCompareFixture, type CompareOptions } from '../../kit/tasks/compare-fixture';
import { complaint } from '../../kit/tasks/register-fixture';
import { variants } from '../../kit/tier';

/** Stands for a folder that nobody has written to. */
const EMPTY = 'empty';
/** A look at a run that the step waits for. */
const POLL = '/api/2.2/jobs/runs/get';
const MOST_REQUESTS = 40;

/** Version 1 guesses from one feature, and version 2 knows both. */
const MODELS = `
from sklearn.linear_model import LogisticRegression
register(LogisticRegression().fit(rows[["visits"]], rows["churned"]), "churn", inputs=["visits"])
register(LogisticRegression().fit(rows[["age", "visits"]], rows["churned"]), "churn")
`;

describe('MLflowCompareModels', function () {
  this.timeout(300_000);
  const open = useCompareFixture('churn', MODELS);

  it('finds a better version better, and promotion makes it champion on that', async () => {
    const { model, check, compare, promote, holders, workspace } = open();
    await model.movePointer({ pointer: { type: 'alias', name: 'champion' }, version: 1, others: 'keep' });
    succeeded(await check(2));
    const { length: before } = workspace.requests;
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
    assert.match(
      String(step.summaries[0]?.content),
      /Better \(SUPERIOR\): the policy allows version 2 to replace version 1/,
    );
    const asked = workspace.requests
      .slice(before)
      .filter(({ path, headers }) => path !== POLL && String(headers['user-agent']).includes('MLflowCompareModels'));
    assert.ok(asked.length <= MOST_REQUESTS, asked.map(({ method, path }) => `${method} ${path}`).join('\n'));
    assert.deepEqual(await filesOfComparisons(workspace), []);
    const submitted = asked.filter(({ path }) => path.endsWith('/runs/submit')).map(({ body }) => JSON.stringify(body));
    const scorings = submitted.filter((body) => body.includes('/score_rows-'));
    assert.equal(scorings.length, 2);
    // What runs the code of a model is told nothing of labels, units and slices.
    assert.ok(scorings.every((body) => !/churned|region|customer_id|labels/.test(body)));
    const promoted = succeeded(await promote(2, 'alias:champion'));
    assert.equal(promoted.outputs['outcome'], 'promoted');
    assert.deepEqual(await holders('alias:champion'), [2]);
  });

  const REFUSED: readonly {
    readonly what: string;
    readonly version?: number;
    readonly options: CompareOptions;
    readonly says: RegExp;
  }[] = [
    {
      what: 'the champion itself, and warns of a margin that no rows can prove,',
      options: { rule: `${RULE}\n  equivalence: { metric: recall, margin: 0.001 }` },
      says: /recall stays within 0\.001; about 2,300,000 would do .*^Version 2 of main\.ml\.churn is the champion itself, .*\(COMPARISON_REFUSED\)$/ms,
    },
    {
      what: 'a version without compliance',
      version: 1,
      options: { evidence: EMPTY },
      says: /^There is no compliance of version 1 .*\nFix: Run MLflowCheckModel .* \(EVIDENCE_MISSING\)$/s,
    },
    {
      what: 'a pull request that would look at the rows that decide',
      options: { variables: { 'Build.Reason': 'PullRequest', 'System.PullRequest.PullRequestId': '12' } },
      says: /^This run belongs to pull request 12, and main\.ml\.holdout decides about production/,
    },
    {
      what: 'other rows than those of the file in a gate',
      options: { more: { evaluationData: 'main.ml.easier' } },
      says: /^'evaluationData' is main\.ml\.easier, and mlops\.yml says that main\.ml\.holdout decides/,
    },
    {
      what: 'a champion that is no version',
      options: { more: { champion: 'version:99' } },
      says: /There is no version 99|has no version 99/,
    },
    {
      what: 'a champion that disappeared',
      version: 1,
      options: { place: 'alias:gone', more: { mode: 'report' } },
      says: /^Nobody holds alias:gone of main\.ml\.churn, and version 2 held it before/,
    },
    {
      what: 'a metric without a direction',
      options: { rule: '  primary: { metric: avrage_precision }' },
      says: /metric 'avrage_precision' is none of ours and has no direction; .* did you mean 'average_precision'\?/,
    },
    {
      what: 'a guardrail that is the primary metric',
      options: { rule: '  primary: { metric: roc_auc }\n  guardrails: [{ metric: roc_auc, maximumLoss: 0.1 }]' },
      says: /guardrail 'roc_auc' is the primary metric/,
    },
    {
      what: 'thresholds that no candidate meets, all at once,',
      options: {
        rule: `  primary: { metric: roc_auc, minimumGain: 5 }
  equivalence: { metric: recall, margin: 0 }
  floors: { accuracy: 90 }
  promoteOn: [SUPERIOR]`,
      },
      says: /^3 problems in mlops\.yml; nothing was started\.\n- mlops\.yml:8:44: no candidate is better by more than 5: .*\n- mlops\.yml:9:42: margin is 0, .*\n- mlops\.yml:10:23: no model reaches the floor of 90: .*\nFix: Correct these lines; .* \(CONFIGURATION_REFUSED\)$/,
    },
  ];

  for (const { what, version = 2, options, says } of variants(REFUSED)) {
    it(`refuses ${what} before anything runs`, async () => {
      const { compare, model, workspace, newFolder } = open();
      await model.setTags({ mlops_receipt_alias_gone: `${'a'.repeat(64)} v2` });
      const before = workspace.runs().length;
      const step = await compare(version, options.evidence === EMPTY ? { ...options, evidence: newFolder() } : options);
      assert.equal(step.result, 'Failed');
      assert.match(complaint(step), says);
      assert.equal(workspace.runs().length, before);
    });
  }
});

function succeeded(step: StepResult): StepResult {
  assert.match(step.result, /^Succeeded/, step.log.join('\n'));
  return step;
}
