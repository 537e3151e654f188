import assert from 'node:assert/strict';
import { marginWarnings } from '../../../lib/project/margins/warnings';
import { formatProblem } from '../../../lib/yaml/position';
import { projectOf, smallWith } from '../../kit/project/reading';

describe('doubts about a policy', () => {
  it('are told where they stand, with the number of rows that would prove a margin and what that assumes', () => {
    const lines = warningsOf('guardrails: [{ metric: recall, maximumLoss: 0.01 }]', 2000);
    assert.match(
      lines.join('\n'),
      /^mlops\.yml:\d+:\d+: guardrail 'recall': 2,000 rows can hardly prove that recall stays within 0\.01; about 17,000 would do if the two models decide differently on 1 row in 20$/,
    );
  });

  const ENOUGH: readonly (readonly [what: string, comparison: string, rows: number])[] = [
    ['enough rows', 'guardrails: [{ metric: recall, maximumLoss: 0.01 }]', 20_000],
    ['a wide margin', 'guardrails: [{ metric: recall, maximumLoss: 0.05 }]', 2000],
    ['groups that are not critical', 'slices: [{ column: region, maximumLoss: 0.0001 }]', 2000],
    ['other data that is only watched', 'otherData: [{ name: stress, table: stress }]', 2000],
    [
      'a metric of your own',
      'guardrails: [{ metric: profit, direction: higher, marginUnit: absolute, maximumLoss: 0.001 }]',
      2000,
    ],
    [
      'percent of a metric without a largest value',
      'guardrails: [{ metric: log_loss, marginUnit: percent, maximumLoss: 0.1 }]',
      2000,
    ],
  ];
  for (const [what, comparison, rows] of ENOUGH) {
    it(`are not seen in ${what}`, () => assert.deepEqual(warningsOf(comparison, rows), []));
  }

  const DOUBTS: readonly (readonly [what: string, comparison: string, says: RegExp])[] = [
    [
      'a guardrail without a margin',
      'guardrails: [{ metric: recall }]',
      /guardrail 'recall' allows no loss, and no number of rows can prove that for an equal model/,
    ],
    [
      'a critical group without a margin',
      'slices: [{ column: region, critical: [north] }]',
      /critical group region = north allows no loss/,
    ],
    [
      'a critical group that would need more rows than the sample has',
      'slices: [{ column: region, critical: [north, south], maximumLoss: 0.002 }]',
      /each critical group region = north, south: 2,000 rows .* average_precision stays within 0\.002; about 79,000/,
    ],
    [
      'percent that cannot be proven even at the largest value of the metric',
      'guardrails: [{ metric: recall, marginUnit: percent, maximumLoss: 1 }]',
      /recall stays within 0\.01; about 17,000/,
    ],
    [
      'other data',
      'otherData: [{ name: stress, table: stress, maximumLoss: 0.002 }]',
      /other data 'stress': 2,000 rows/,
    ],
    [
      'an equivalence, which has to hold on both sides',
      'equivalence: { metric: accuracy, margin: 0.01 }',
      /equivalence in 'accuracy': .* about 5,100 would do/,
    ],
    [
      'rows that are alike within a unit',
      'unit: customer_id\n  guardrails: [{ metric: recall, maximumLoss: 0.01 }]',
      /1 row in 20, and more where units have several rows$/m,
    ],
  ];
  for (const [what, comparison, says] of DOUBTS) {
    it(`are seen in ${what}`, () => assert.match(warningsOf(comparison, 2000).join('\n'), says));
  }

  it('are seen where a policy waits for an equal model, and nothing says what is equal', () => {
    const says = /no comparison ends as NON_INFERIOR, as nothing says how much an equal model may lose/;
    const refresh = 'refresh: { afterDays: 90, promoteOn: [NON_INFERIOR] }';
    assert.match(warningsOf(refresh, 2000).join('\n'), says);
    assert.match(warningsOf('promoteOn: [SUPERIOR, NON_INFERIOR]', 2000).join('\n'), says);
    const margin = 'primary: { metric: average_precision, maximumLoss: 0.1 }';
    assert.deepEqual(warningsOf(`${refresh}\n  ${margin}`, 2000), []);
  });

  const IDLE: readonly (readonly [what: string, comparison: string, says: RegExp])[] = [
    [
      'a first model that renews a champion',
      'refresh: { afterDays: 90, promoteOn: [FIRST_MODEL] }',
      /^mlops\.yml:\d+:\d+: a first model renews no champion, so FIRST_MODEL means nothing here; leave it out$/,
    ],
    [
      'a policy that promotes once',
      'promoteOn: [FIRST_MODEL]',
      /after the first model nothing replaces the champion any more; add SUPERIOR if that is not meant$/,
    ],
    [
      'a guardrail that allows any loss',
      'guardrails: [{ metric: recall, maximumLoss: 5 }]',
      /: guardrail 'recall' allows any loss: two values of recall are at most 1 apart, and the margin is 5; set a smaller margin, or marginUnit: percent if you mean percent$/,
    ],
    [
      'a primary metric that allows any loss',
      'primary: { metric: recall, maximumLoss: 1 }',
      /: the primary metric allows any loss: .* the margin is 1;/,
    ],
    [
      'percent that allow any loss',
      'guardrails: [{ metric: recall, maximumLoss: 100, marginUnit: percent }]',
      /guardrail 'recall' allows any loss/,
    ],
  ];
  for (const [what, comparison, says] of IDLE) {
    it(`are told beside ${what}`, () => assert.match(warningsOf(comparison, 2000).join('\n'), says));
  }

  it('are told once for all environments', () => {
    assert.equal(warningsOf('guardrails: [{ metric: recall }]', 2000).length, 1);
  });
});

function warningsOf(comparison: string, rows: number): readonly string[] {
  const data = `data:
  training: { table: customers }
  evaluation: { table: holdout, label: churned, rows: ${rows} }`;
  const demands = comparison === '' ? '' : `\ncomparison:\n  ${comparison}`;
  return marginWarnings(projectOf(smallWith(`${data}${demands}`))).map(formatProblem);
}
