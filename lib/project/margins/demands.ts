import { metricNamed } from '../metrics';
import type { Configuration } from '../schema/project';

/** A margin that promotions depend on. */
export interface MarginDemand {
  /** As in "guardrail 'recall'". */
  readonly what: string;
  /** Where it stands in the configuration, e.g. `comparison.guardrails[0].maximumLoss`. */
  readonly path: string;
  readonly metric: string;
  /** In the metric itself; in percent the most that it can be, as no such metric is above 1; undefined if unknown. */
  readonly margin: number | undefined;
  readonly sides: 'oneSided' | 'twoSided';
}

/** The margins that have to be proven before a candidate takes the place. */
export function marginDemands({ comparison }: Pick<Configuration, 'comparison'>): readonly MarginDemand[] {
  const { primary, guardrails = [], slices = [], otherData = [], equivalence } = comparison;
  const borrowed = { metric: primary.metric ?? '', marginUnit: primary.marginUnit };
  return [
    ...guardrails.map((each, index) => ({
      what: `guardrail '${each.metric}'`,
      path: `comparison.guardrails[${index}].maximumLoss`,
      metric: each.metric,
      margin: marginOf(each.maximumLoss, each),
      sides: 'oneSided' as const,
    })),
    ...slices
      .map((each, index) => ({ each, path: `comparison.slices[${index}].maximumLoss` }))
      .filter(({ each }) => (each.critical ?? []).length > 0)
      .map(({ each: { column, critical = [], maximumLoss = primary.maximumLoss ?? 0 }, path }) => ({
        what: `${critical.length === 1 ? 'critical group' : 'each critical group'} ${column} = ${critical.join(', ')}`,
        path,
        metric: borrowed.metric,
        margin: marginOf(maximumLoss, borrowed),
        sides: 'oneSided' as const,
      })),
    ...otherData.flatMap(({ name, maximumLoss }, index) =>
      maximumLoss === undefined
        ? []
        : [
            {
              what: `other data '${name}'`,
              path: `comparison.otherData[${index}].maximumLoss`,
              metric: borrowed.metric,
              margin: marginOf(maximumLoss, borrowed),
              sides: 'oneSided' as const,
            },
          ],
    ),
    ...(equivalence === undefined
      ? []
      : [
          {
            what: `equivalence in '${equivalence.metric}'`,
            path: 'comparison.equivalence.margin',
            metric: equivalence.metric,
            margin: marginOf(equivalence.margin, equivalence),
            sides: 'twoSided' as const,
          },
        ]),
  ];
}

interface Measure {
  readonly metric: string;
  readonly marginUnit?: 'absolute' | 'percent' | undefined;
}

function marginOf(margin: number, { metric, marginUnit = 'absolute' }: Measure): number | undefined {
  if (marginUnit === 'absolute' || margin === 0) {
    return margin;
  }
  return metricNamed(metric)?.direction === 'higher' ? margin / 100 : undefined;
}
