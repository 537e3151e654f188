import type { Rule } from '../../contracts/comparison-rule';
import { metricNamed } from '../../project/metrics';
import type { Configuration } from '../../project/schema/project';

type Policy = Configuration['comparison'];
interface Named {
  readonly metric?: string | undefined;
  readonly direction?: 'higher' | 'lower' | undefined;
  readonly marginUnit?: 'absolute' | 'percent' | undefined;
}

/** The demands of a project, with what follows from them spelled out. */
export function ruleOf({ comparison }: Pick<Configuration, 'comparison'>): Rule {
  const { primary, equivalence, refresh } = comparison;
  return {
    primary: { ...measureOf(primary), minimumGain: primary.minimumGain, ...loss(primary) },
    guardrails: (comparison.guardrails ?? []).map((each) => ({ ...measureOf(each), maximumLoss: each.maximumLoss })),
    slices: (comparison.slices ?? []).map((each) => ({
      column: each.column,
      minimumRows: each.minimumRows,
      critical: each.critical ?? [],
      ...loss(each),
    })),
    otherData: (comparison.otherData ?? []).map((each) => ({ name: each.name, ...loss(each) })),
    windows: comparison.windows !== undefined,
    fairness: fairnessOf(comparison),
    floors: Object.entries(comparison.floors ?? {}).map(([metric, minimum]) => ({ metric, minimum })),
    ...(comparison.baseline === undefined ? {} : { baseline: comparison.baseline }),
    ...(equivalence === undefined
      ? {}
      : { equivalence: { ...measureOf({ ...equivalence, direction: undefined }), margin: equivalence.margin } }),
    promoteOn: comparison.promoteOn,
    ...(refresh === undefined ? {} : { refresh: { afterDays: refresh.afterDays, promoteOn: refresh.promoteOn } }),
    onChampionError: comparison.onChampionError,
  };
}

function measureOf({ metric = '', direction, marginUnit }: Named): {
  metric: string;
  direction: 'higher' | 'lower';
  unit: 'absolute' | 'percent';
} {
  return {
    metric,
    direction: direction ?? metricNamed(metric)?.direction ?? 'higher',
    unit: marginUnit ?? 'absolute',
  };
}

function loss({ maximumLoss }: { readonly maximumLoss?: number | undefined }): { maximumLoss?: number } {
  return maximumLoss === undefined ? {} : { maximumLoss };
}

function fairnessOf({ fairness }: Policy): Rule['fairness'] {
  const worsening = Object.entries(fairness?.maximumWorsening ?? {});
  return (fairness?.groups ?? []).flatMap((column) =>
    worsening.map(([rate, maximumWorsening]) => ({ column, rate: rateNamed(rate), maximumWorsening })),
  );
}

function rateNamed(rate: string): Rule['fairness'][number]['rate'] {
  return rate === 'selection_rate' ? rate : 'true_positive_rate';
}
