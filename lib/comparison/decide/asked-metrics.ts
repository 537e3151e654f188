import type { Rule } from '../../contracts/comparison-rule';
import { metricNamed } from '../../project/metrics';

/** A metric that the evaluation has to measure; margins in percent need an interval of their own. */
export interface AskedMetric {
  readonly metric: string;
  readonly direction: 'higher' | 'lower';
  /** As shares of the champion's value, with the sign of the difference that they ask for. */
  readonly margins: readonly number[];
}

/** Everything that the rule needs measured, each metric once, the primary first. */
export function askedMetrics(rule: Rule): readonly AskedMetric[] {
  const { primary, guardrails, equivalence, floors } = rule;
  const borrowed = [...rule.slices, ...rule.otherData].flatMap(({ maximumLoss = 0 }) => -maximumLoss);
  const asked = [
    { ...primary, thresholds: [primary.minimumGain, -(primary.maximumLoss ?? 0), ...borrowed] },
    ...guardrails.map((each) => ({ ...each, thresholds: [-each.maximumLoss] })),
    ...(equivalence === undefined ? [] : [{ ...equivalence, thresholds: [equivalence.margin, -equivalence.margin] }]),
    ...floors.map(({ metric }) => ({
      metric,
      direction: metricNamed(metric)?.direction ?? ('higher' as const),
      unit: 'absolute' as const,
      thresholds: [],
    })),
  ];
  return [...new Set(asked.map(({ metric }) => metric))].map((metric) => {
    const same = asked.filter((each) => each.metric === metric);
    const inPercent = same.filter(({ unit }) => unit === 'percent').flatMap(({ thresholds }) => thresholds);
    const margins = [...new Set(inPercent.filter((each) => each !== 0))].map((each) => each / 100);
    return {
      metric,
      direction: same[0]?.direction ?? 'higher',
      margins: margins.toSorted((one, other) => one - other),
    };
  });
}
