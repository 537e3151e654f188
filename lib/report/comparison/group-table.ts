import type { Finding } from '../../contracts/comparison-finding';
import type { Comparison } from '../../contracts/contract';
import { grouped, signed } from '../../core/figures';
import type { Table } from '../table';
import { intervalOf } from './metric-table';

const OF_GROUPS: ReadonlySet<Finding['role']> = new Set(['slice', 'window', 'otherData', 'fairness']);
/** What needs somebody comes first. */
const ORDER: readonly Finding['state'][] = [
  'error',
  'harmed',
  'missed',
  'unproven',
  'tooSmall',
  'withinMargin',
  'proven',
];
const MOST_SHOWN = 30;
const WORDS: Readonly<Record<Finding['state'], string>> = {
  proven: 'proven unharmed',
  withinMargin: 'proven unharmed',
  unproven: 'unproven',
  tooSmall: 'too small to judge',
  harmed: 'harmed',
  missed: 'missed',
  error: 'error',
};

export interface Groups {
  /** As in "3 proven unharmed, 1 unproven". */
  readonly counts: string;
  readonly table: Table;
  /** Those that the table leaves out. */
  readonly more: number;
}

/** Groups of rows, other data and gaps between groups; undefined where the rule looks at none. */
export function groupsOf({ findings = [] }: Comparison): Groups | undefined {
  const groups = findings.filter(({ role }) => OF_GROUPS.has(role)).toSorted(byRisk);
  if (groups.length === 0) {
    return undefined;
  }
  const words = [...new Set(groups.map(({ state }) => WORDS[state]))];
  const count = (word: string): number => groups.filter(({ state }) => WORDS[state] === word).length;
  return {
    counts: words.map((word) => `${count(word)} ${word}`).join(', '),
    table: {
      columns: ['Group', 'Result', 'Difference', '95% interval', 'Needed', 'Rows'],
      rows: groups.slice(0, MOST_SHOWN).map(rowOf),
    },
    more: Math.max(0, groups.length - MOST_SHOWN),
  };
}

function rowOf(finding: Finding): readonly string[] {
  const { about, state, isNeeded, estimate, margin, rows } = finding;
  return [
    isNeeded ? `${about} (must hold)` : about,
    WORDS[state],
    estimate === undefined ? '' : signed(estimate),
    intervalOf(finding),
    margin === undefined ? '' : `above ${signed(margin)}`,
    rows === undefined ? '' : grouped(rows),
  ];
}

function byRisk(one: Finding, other: Finding): number {
  const byState = ORDER.indexOf(one.state) - ORDER.indexOf(other.state);
  return byState !== 0 ? byState : distance(one) - distance(other);
}

/** How far the interval is from the margin: the worst group is not the one with the smallest estimate. */
function distance({ lower = Number.POSITIVE_INFINITY, margin = 0 }: Finding): number {
  return lower - margin;
}
