import assert from 'node:assert/strict';
import { decide, type Decision } from '../../../lib/comparison/decide/decide';
import type { DecisionFacts } from '../../../lib/comparison/decide/facts';
import type { MeasuredMetric } from '../../../lib/contracts/evaluation';
import { rule } from '../../kit/comparison/rules';
import { dataSet, difference, evaluation, group, measured, slice } from '../../kit/comparison/statistics';
import {
  AP,
  CHAMPIONS,
  CLEAR,
  EQUAL,
  FEW,
  GUARDRAILS,
  PRIMARY,
  SLICES,
  WORSE,
  type Case,
  type Interval,
} from './verdict-cases';

describe('the verdict of a comparison', () => {
  const tables = { PRIMARY, FEW, GUARDRAILS, SLICES, CHAMPIONS };
  for (const [name, cases] of Object.entries(tables)) {
    describe(name.toLowerCase(), () => {
      for (const each of cases) {
        it(`${each.what}: ${each.is}`, () => assert.match(said(decided(each)), expected(each.is)));
      }
    });
  }

  it('says with how many rows a gain of this size would show', () => {
    const { because } = decided({ what: '', primary: [-0.005, 0.015], is: '' });
    assert.match(
      because,
      /with 2,000 rows only a difference of 0\.0143 or more could be seen; about 17,000 would show one of 0\.005/,
    );
  });

  it('does not pass other data that was not evaluated', () => {
    const lacking = { what: '', primary: CLEAR, rule: { otherData: [{ name: 'stress' }] }, is: '' };
    assert.match(said(decided(lacking)), /^ERROR: .*'stress' was not evaluated/);
  });

  it('takes other data with a margin as a guardrail', () => {
    const stress = (interval: Interval): Decision => {
      const data = { name: 'stress', role: 'guards' as const };
      const facts = factsOf({
        what: '',
        primary: CLEAR,
        rule: { otherData: [{ name: 'stress', maximumLoss: 0.02 }] },
        is: '',
      });
      const more = dataSet([group([measured(AP, difference(...interval))])], data);
      return decide({ ...facts, evaluation: { ...facts.evaluation, dataSets: [...facts.evaluation.dataSets, more] } });
    };
    assert.equal(stress([-0.01, 0.01]).verdict, 'SUPERIOR');
    assert.equal(stress([-0.03, 0.01]).verdict, 'INCONCLUSIVE');
    assert.equal(stress([-0.06, -0.03]).verdict, 'INFERIOR');
  });

  it('takes a wider gap between groups as a guardrail', () => {
    const gap = (lower: number, upper: number): Decision => {
      const declared = { column: 'age_band', rate: 'true_positive_rate' as const, maximumWorsening: 0.05 };
      const facts = factsOf({ what: '', primary: CLEAR, rule: { fairness: [declared] }, is: '' });
      const widening = { estimate: (lower + upper) / 2, standardError: 0.01, degreesOfFreedom: 500, lower, upper };
      const fairness = [{ column: 'age_band', rate: declared.rate, candidate: 0.1, champion: 0.08, widening }];
      const [decides] = facts.evaluation.dataSets;
      return decide({
        ...facts,
        evaluation: { ...facts.evaluation, dataSets: decides === undefined ? [] : [{ ...decides, fairness }] },
      });
    };
    assert.equal(gap(-0.04, 0.02).verdict, 'SUPERIOR');
    assert.equal(gap(-0.06, 0.02).verdict, 'INCONCLUSIVE');
    assert.equal(gap(-0.1, -0.06).verdict, 'INFERIOR');
  });

  it('lets a first model pass that beats its baseline, and no other', () => {
    const against = (interval: Interval): Decision => {
      const beats = measured(AP, undefined, { againstBaseline: difference(...interval) });
      const facts = factsOf({ what: '', champion: null, rule: { baseline: 'majority' }, is: '' });
      return decide({ ...facts, evaluation: { ...facts.evaluation, dataSets: [dataSet([group([beats])])] } });
    };
    assert.deepEqual(
      [CLEAR, EQUAL, WORSE].map((interval) => against(interval).isBetter),
      [true, false, false],
    );
  });
});

function said({ verdict, isBetter, because }: Decision): string {
  return `${verdict}${isBetter ? ', better' : ''}: ${because}`;
}

/** 'SUPERIOR, better' is the head of what is said, and a word of the reason may follow. */
function expected(text: string): RegExp {
  const [verdict = '', ...words] = text.split(', ');
  const isBetter = words[0] === 'better';
  const rest = words.slice(isBetter ? 1 : 0).join(', ');
  return new RegExp(`^${verdict}${isBetter ? ', better' : ''}: .*${rest.replaceAll(/[.()=]/g, '\\$&')}`);
}

function decided(each: Case): Decision {
  return decide(factsOf(each));
}

function factsOf({ primary, logLoss, north, south, ...each }: Case): DecisionFacts {
  const metrics: MeasuredMetric[] = [
    measured(AP, primary && difference(...primary, each.changes)),
    ...(logLoss === undefined ? [] : [measured('log_loss', difference(...logLoss), { direction: 'lower' })]),
  ];
  const regions = Object.entries({ north, south }).flatMap(([value, interval]) =>
    interval === undefined ? [] : [slice(value, [measured(AP, difference(...interval))])],
  );
  const sets = [dataSet([group(metrics, each.rows), ...regions, ...(each.groups ?? [])])];
  const { champion: scored, ...rest } = evaluation(sets);
  return {
    rule: rule(each.rule),
    candidate: { name: 'prod.ml.churn', version: '14' },
    champion:
      each.champion === null ? undefined : (each.champion ?? { name: 'prod.ml.churn', version: '11', ageInDays: 30 }),
    evaluation: {
      ...rest,
      ...(each.champion === null || each.evaluation?.championProblem !== undefined || scored === undefined
        ? {}
        : { champion: scored }),
      ...each.evaluation,
    },
  };
}
