import assert from 'node:assert/strict';
import { RULED_CELLS } from '../../../../bench/simulation/cells';
import { withRuleTable } from '../../../../bench/simulation/page';
import { questionOf } from '../../../../bench/simulation/question';
import { ruleTable } from '../../../../bench/simulation/rule-table';
import { share } from '../../../../bench/simulation/tally';

describe('the table of the simulated rule', () => {
  it('has a row for each world, with what is false said beside its share', () => {
    const tally = { samples: 4000, primaryAlone: 100, verdicts: { SUPERIOR: 80, INFERIOR: 20, INCONCLUSIVE: 3900 } };
    const lines = ruleTable(RULED_CELLS.map((cell) => [cell, tally] as const)).split('\n');
    assert.equal(lines.length, RULED_CELLS.length + 4);
    assert.equal(lines[2], '| equal models | 1,000 | 1,000 | 2.5 ± 0.6 | 2.0 ± 0.6 (false) | 0.5 ± 0.3 | 97.5 ± 0.6 |');
    assert.match(lines[3] ?? '', /^\| equal models \| 2,000 \| 100 \|/);
    assert.match(lines.at(-3) ?? '', /\| 2\.0 ± 0\.6 \|/);
    assert.equal(lines.at(-1), '4,000 samples a row.');
  });

  it('gives a half-width even where nothing was counted', () => {
    assert.equal(share(0, 4000), '0.0 ± 0.1');
    assert.equal(share(4000, 4000), '100.0 ± 0.1');
    assert.equal(share(0, 0), '0.0 ± 100.0');
  });

  it('takes the place of the old one, and only there', () => {
    const page = 'before\n<!-- decided -->\n\nold\n\n<!-- /decided -->\nafter\n';
    assert.equal(withRuleTable(page, 'new'), 'before\n<!-- decided -->\n\nnew\n\n<!-- /decided -->\nafter\n');
    assert.throws(() => withRuleTable('no markers', 'new'), /lacks the markers/);
  });

  it('comes from rules that mlops.yml accepts, each asking for what it needs', () => {
    for (const cell of RULED_CELLS) {
      const { rule, request } = questionOf(cell);
      assert.equal(request.metrics[0]?.metric, rule.primary.metric);
      assert.equal(request.metrics.length, 1 + rule.guardrails.length);
      assert.equal(request.slices.length, rule.slices.length);
    }
  });
});
