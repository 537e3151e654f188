import assert from 'node:assert/strict';
import { comparisonComment } from '../../../../lib/report/comparison/comment';
import { comparisonLines } from '../../../../lib/report/comparison/console';
import { forestPlot } from '../../../../lib/report/comparison/forest-plot';
import { comparisonSummary } from '../../../../lib/report/comparison/summary';
import { STORIES, type Told } from '../../../kit/comparison/stories';

/** What a reviewer asks, and what the page of each story has to say about it. */
const ANSWERS: Readonly<Record<keyof typeof STORIES, readonly RegExp[]>> = {
  better: [
    /Better \(SUPERIOR\): the policy allows version 14 to replace version 11/,
    /average_precision is better \(0\.31 before, 0\.332 now; difference \+0\.022, 95% interval \+0\.0081 to \+0\.0359\); all 4 other requirements are met\./,
    /alias:champion of prod\.ml\.churn \| version 11 \| version 14/,
    /log_loss \(guardrail, lower is better\) \| 0\.3643 \| 0\.3612 \| \+0\.00305/,
    /1 unproven, 1 too small to judge, 2 proven unharmed/,
    /97 rows that the champion got right are wrong now, and 214 the other way around/,
    /max_depth \| 6 \| 8/,
    /input tenure_months is new/,
    /4 commits/,
    /Compliance check 'pickle' was waived/,
    /the same 20,000 of the 48,211 rows in prod\.ml\.holdout \(table version 7\)/,
    /used prod\.ml\.holdout \(churned\) 3 times/,
    /MLflowRollbackModel with 'target: alias:champion', 'toVersion: 11' and a 'reason'/,
  ],
  worse: [
    /Worse \(INFERIOR\): the policy does not allow version 14 to replace version 11/,
    /worse by more than 0\.01/,
    /version 11 \| version 11/,
    /nothing to undo/,
  ],
  unclear: [
    /Equal within the margin \(NON_INFERIOR\): the policy does not allow/,
    /an equal model does not replace the champion/,
  ],
  inconclusive: [
    /Not clear \(INCONCLUSIVE\): the policy does not allow version 14 to replace version 11/,
    /is not clearly better \(.*\); with 20,000 rows only a difference of 0\.04753 or more could be seen; about 890,000 would show one of 0\.00715\./,
    /version 11 \| version 11/,
    /nothing to undo/,
  ],
  first: [
    /First model \(FIRST_MODEL\): the policy allows version 14 to be the first champion/,
    /with no champion/,
    /nobody \| version 14/,
    /no version to go back to\. If version 14 misbehaves, stop what uses it/,
    /better than a guess: there was no champion, and the policy declares no baseline\./,
    /\| Metric \| Candidate \| Needed \| Result \|/,
    /average_precision \(decides\) \| 0\.31 \| +\| nothing to compare with/,
  ],
  error: [
    /Not compared \(ERROR\): version 11 stays until a comparison succeeds\./,
    /could not be scored: No module named churn_features\./,
    /the champion was not scored/,
    /nothing to undo/,
  ],
  harmed: [
    /region = south: average_precision -0\.15 .* worse beyond chance/,
    /; yet over all rows average_precision is better \(/,
    /Harmed: region = south/,
  ],
};

describe('the summary of a comparison', () => {
  for (const [name, answers] of Object.entries(ANSWERS)) {
    it(`answers by itself what a reviewer asks: ${name}`, () => {
      const page = plain(comparisonSummary(toldBy(name)));
      answers.forEach((answer) => assert.match(page, answer));
    });
  }

  it('says the same in the log and, shorter, in a comment', () => {
    const told = STORIES.better();
    const verdict = /is better \(0\.31 before, 0\.332 now; difference \+0\.022, 95% interval \+0\.0081 to \+0\.0359\)/;
    assert.match(comparisonLines(told).join('\n'), verdict);
    assert.match(plain(comparisonComment(told)), verdict);
    assert.ok(comparisonComment(told).length < comparisonSummary(told).length / 2);
  });

  it('shows no text of a model or table as markup', () => {
    const { comparison, compliance } = STORIES.better();
    const hostile = '<img src=x onerror=alert(1)> | `x` [click](http://evil.example)\n## Approved\n```';
    const findings = (comparison.findings ?? []).map((each) => ({ ...each, about: hostile, metric: hostile }));
    const changes = {
      parameters: [{ name: hostile, before: hostile, after: hostile }],
      dependencies: [],
      signature: [hostile],
      unread: [hostile],
    };
    const page = comparisonSummary({
      comparison: { ...comparison, because: hostile, findings, changes, model: { ...comparison.model, name: hostile } },
      compliance,
    });
    // In a block of code nothing is markup but its end.
    const outside = page.replace(/^```text[^]*?^```$/m, '');
    assert.doesNotMatch(outside, /<img|^## Approved|[^\\]\[click/m);
    assert.equal(page.match(/^```/gm)?.length, 2);
  });

  it('draws intervals around zero, each metric on its own scale', () => {
    const plot = forestPlot(STORIES.better().comparison);
    const [axis = '', decides = '', ...more] = plot;
    const zero = axis.indexOf('0');
    assert.equal(decides.indexOf('│'), zero);
    assert.ok(decides.indexOf('├') > zero);
    assert.ok(more.slice(0, -1).every((line) => line.charAt(zero) === '┼' || line.charAt(zero) === '│'));
  });

  it('draws nothing and says so where nothing was compared', () => {
    const { comparison, compliance } = STORIES.error();
    assert.deepEqual(forestPlot(comparison), []);
    assert.match(
      comparisonSummary({ comparison: { ...comparison, evaluation: undefined }, compliance }),
      /there are no statistics/,
    );
  });
});

function toldBy(name: string): Told {
  return STORIES[name as keyof typeof STORIES]();
}

/** Without the backslashes that keep Markdown from reading text as markup. */
function plain(markdown: string): string {
  return markdown.replaceAll('\\', '');
}
