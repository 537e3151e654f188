import assert from 'node:assert/strict';
import { seededRandom } from '../../../bench/instruments/seeded-random';
import { decide } from '../../../lib/comparison/decide/decide';
import type { DecisionFacts } from '../../../lib/comparison/decide/facts';
import type { Difference, EvaluatedGroup, MeasuredMetric } from '../../../lib/contracts/evaluation';
import { randomFacts } from '../../kit/comparison/random-facts';

const CASES = 1000;

describe('the rule, on a thousand made-up evaluations', () => {
  const random = seededRandom(16);
  const all = Array.from({ length: CASES }, () => randomFacts(random));
  const better = all.filter((facts) => decide(facts).isBetter);

  it('says yes and no often enough for the properties below to mean something', () => {
    assert.ok(better.length > 100 && better.length < CASES - 300, `${better.length} of ${CASES}`);
  });

  it('gives the same answer to the same question', () => {
    all.forEach((facts) => assert.deepEqual(decide(structuredClone(facts)), decide(facts)));
  });

  it('never passes when a metric that it asks for is gone or has no result', () => {
    for (const facts of better) {
      for (const metric of askedIn(facts)) {
        const gone = changed(facts, (each) => (each.metric === metric ? undefined : each));
        const failed = changed(facts, (each) =>
          each.metric === metric ? { ...each, problem: { code: 'ONE_CLASS', message: 'only one class' } } : each,
        );
        assert.equal(decide(gone).isBetter, false, metric);
        assert.equal(decide(failed).isBetter, false, metric);
      }
    }
  });

  it('never passes when a number is not finite', () => {
    for (const facts of better) {
      for (const metric of comparedIn(facts)) {
        for (const member of ['estimate', 'standardError', 'degreesOfFreedom', 'lower', 'upper'] as const) {
          const broken = shifted(facts, metric, (difference) => ({ ...difference, [member]: Number.NaN }));
          assert.equal(decide(broken).isBetter, false, `${metric} ${member}`);
        }
      }
    }
  });

  it('never turns a no into a yes when a metric that it asks for becomes worse', () => {
    for (const facts of all.filter((each) => !decide(each).isBetter)) {
      for (const metric of comparedIn(facts)) {
        const worse = shifted(facts, metric, (difference) => moved(difference, -0.01));
        assert.equal(decide(worse).isBetter, false, metric);
      }
    }
  });

  it('never turns a no into a yes when a guardrail, a slice or a floor is added', () => {
    for (const facts of all.filter((each) => !decide(each).isBetter)) {
      const { rule } = facts;
      const guarded = ['log_loss', 'brier_score', 'recall', 'not_measured'].map((metric) => ({
        ...rule,
        guardrails: [
          ...rule.guardrails,
          { metric, direction: 'higher' as const, unit: 'absolute' as const, maximumLoss: 1 },
        ],
      }));
      const sliced = { ...rule, slices: [{ column: 'region', minimumRows: 1, critical: ['east'], maximumLoss: 1 }] };
      const floored = { ...rule, floors: [...rule.floors, { metric: 'average_precision', minimum: -1 }] };
      const before = rule.slices.length === 0 ? [...guarded, sliced, floored] : [...guarded, floored];
      before.forEach((more) => assert.equal(decide({ ...facts, rule: more }).isBetter, false));
    }
  });
});

/** Every metric without whose result the rule has to refuse. */
function askedIn({ rule, champion }: DecisionFacts): readonly string[] {
  const guards = champion === undefined ? [] : rule.guardrails;
  return [rule.primary, ...guards, ...rule.floors].map(({ metric }) => metric);
}

function comparedIn({ rule, champion }: DecisionFacts): readonly string[] {
  const isCompared = champion !== undefined;
  const primary = isCompared || rule.baseline !== undefined ? [rule.primary.metric] : [];
  return [...primary, ...(isCompared ? rule.guardrails.map(({ metric }) => metric) : [])];
}

function changed(facts: DecisionFacts, change: (metric: MeasuredMetric) => MeasuredMetric | undefined): DecisionFacts {
  const ofAll = (group: EvaluatedGroup): EvaluatedGroup =>
    group.kind === 'all' ? { ...group, metrics: group.metrics.flatMap((each) => change(each) ?? []) } : group;
  const dataSets = facts.evaluation.dataSets.map((each) => ({ ...each, groups: each.groups.map(ofAll) }));
  return { ...facts, evaluation: { ...facts.evaluation, dataSets } };
}

function shifted(facts: DecisionFacts, metric: string, change: (difference: Difference) => Difference): DecisionFacts {
  return changed(facts, (each) =>
    each.metric === metric
      ? {
          ...each,
          ...(each.difference === undefined ? {} : { difference: change(each.difference) }),
          ...(each.againstBaseline === undefined ? {} : { againstBaseline: change(each.againstBaseline) }),
        }
      : each,
  );
}

function moved(difference: Difference, by: number): Difference {
  const { estimate, lower, upper } = difference;
  return { ...difference, estimate: estimate + by, lower: lower + by, upper: upper + by };
}
