import { grouped } from '../../core/figures';
import { hint } from '../../core/nearest';
import type { Problem } from '../../yaml/position';
import { metricNamed, metricsFor, spanOf } from '../metrics';
import { below, rowBelow, textBelow, type Branch, type Tree } from '../tree';
import { isDeclared } from './floors';
import type { Judged } from './judged';

/** Below it no interval is trusted, so the rule promotes nobody over a champion. */
const LEAST_ROWS = 30;
/** Below it no group is judged, whatever its minimumRows. */
const LEAST_ROWS_OF_GROUP = 100;

/**
 * Demands that no candidate can ever meet. A guardrail or a slice compares with the champion and a floor does not, so
 * each pair of them has models that meet both.
 */
export function thresholdContradictions(judged: Judged): readonly Problem[] {
  return [unreachableGain, unreachableEquivalence, unreachableVerdict, tooFewRows, crowdedGroups].flatMap((judge) =>
    judge(judged),
  );
}

function unreachableGain({ tree, at }: Judged): readonly Problem[] {
  const primary = below(tree, 'comparison', 'primary');
  const metric = textBelow(primary, 'metric') ?? '';
  const gain = numberBelow(primary, 'minimumGain') ?? 0;
  const isPercent = textBelow(primary, 'marginUnit') === 'percent';
  const span = spanOf(metric);
  const { direction, lowest } = metricNamed(metric) ?? {};
  const where = at(tree, 'comparison', 'primary', 'minimumGain');
  if (isPercent) {
    return gain >= 100 && direction === 'lower' && lowest === 0
      ? [
          {
            at: where,
            message: `no candidate is better by more than ${gain} percent: '${metric}' is never below 0; set a smaller gain`,
          },
        ]
      : [];
  }
  return span !== undefined && gain >= span
    ? [
        {
          at: where,
          message: `no candidate is better by more than ${gain}: two values of '${metric}' are at most ${span} apart; set a smaller gain, or say marginUnit: percent`,
        },
      ]
    : [];
}

function unreachableEquivalence({ tree, at }: Judged): readonly Problem[] {
  const equivalence = below(tree, 'comparison', 'equivalence');
  if (equivalence?.kind !== 'branch') {
    return [];
  }
  const name = textBelow(equivalence, 'metric') ?? '';
  const margin = numberBelow(equivalence, 'margin');
  const isUnknown = name !== '' && metricNamed(name) === undefined && !isDeclared(name, tree);
  const known = metricsFor(textBelow(tree, 'model', 'problem') ?? '');
  return [
    ...(isUnknown
      ? [
          {
            at: at(equivalence, 'metric'),
            message: `metric '${name}' is none of ours, and neither comparison.primary nor a guardrail has it; ${hint(name, known)}`,
          },
        ]
      : []),
    ...(margin === 0
      ? [
          {
            at: at(equivalence, 'margin'),
            message:
              'margin is 0, and no number of rows proves that two models do not differ at all; set the largest difference that does not matter, e.g. 0.01',
          },
        ]
      : []),
  ];
}

/** NON_INFERIOR needs a margin; FIRST_MODEL comes once. */
function unreachableVerdict({ tree, at }: Judged): readonly Problem[] {
  const verdicts = textsBelow(tree, 'comparison', 'promoteOn');
  const hasMargin =
    (numberBelow(tree, 'comparison', 'primary', 'maximumLoss') ?? 0) > 0 ||
    below(tree, 'comparison', 'equivalence') !== undefined;
  return hasMargin || !verdicts.includes('NON_INFERIOR') || verdicts.includes('SUPERIOR')
    ? []
    : [
        {
          at: at(tree, 'comparison', 'promoteOn'),
          message: `promoteOn is [${verdicts.join(', ')}], and no comparison ends as NON_INFERIOR, as nothing says how much an equal model may lose; set comparison.primary.maximumLoss or comparison.equivalence, or add SUPERIOR`,
        },
      ];
}

function tooFewRows({ tree, at }: Judged): readonly Problem[] {
  const rows = numberBelow(tree, 'data', 'evaluation', 'rows') ?? LEAST_ROWS;
  return rows >= LEAST_ROWS
    ? []
    : [
        {
          at: at(tree, 'data', 'evaluation', 'rows'),
          message: `rows is ${rows}, and fewer than ${LEAST_ROWS} rows prove nothing, so no candidate could replace a champion; set hundreds, or leave it out`,
        },
      ];
}

/** Groups of one column share the rows, and each critical one has to be proved unharmed. */
function crowdedGroups({ tree, at }: Judged): readonly Problem[] {
  const rows = numberBelow(tree, 'data', 'evaluation', 'rows') ?? Number.POSITIVE_INFINITY;
  return rowBelow(tree, 'comparison', 'slices').flatMap((slice) => {
    const groups = new Set(textsBelow(slice, 'critical')).size;
    const each = Math.max(LEAST_ROWS_OF_GROUP, numberBelow(slice, 'minimumRows') ?? 0);
    return groups * each <= rows
      ? []
      : [
          {
            at: at(slice, 'critical'),
            message: `${grouped(rows)} rows hold no ${groups} critical groups of at least ${grouped(each)}, so no candidate could be proved harmless; raise data.evaluation.rows, or lower minimumRows (${LEAST_ROWS_OF_GROUP} at least)`,
          },
        ];
  });
}

/** What is no number is another mistake. */
function numberBelow(tree: Tree | undefined, ...keys: readonly string[]): number | undefined {
  const found = Number(textBelow(tree, ...keys) ?? Number.NaN);
  return Number.isNaN(found) ? undefined : found;
}

function textsBelow(tree: Branch, ...keys: readonly string[]): readonly string[] {
  const found = below(tree, ...keys);
  return found?.kind === 'leaf' && Array.isArray(found.value) ? found.value.map(String) : [];
}
