import type { Finding } from '../../contracts/comparison-finding';
import type { Comparison } from '../../contracts/contract';
import { signed } from '../../core/figures';
import { textWidth } from '../text-width';

/** Columns left and right of zero. */
const HALF = 20;
const MOST_ROWS = 14;
const WIDEST_LABEL = 34;

type Drawn = Finding & { readonly estimate: number; readonly lower: number; readonly upper: number };

/** Intervals as lines of text; those of one metric share a scale. None where nothing was compared. */
export function forestPlot({ findings = [] }: Comparison): readonly string[] {
  const drawn = findings.filter(isDrawn).slice(0, MOST_ROWS);
  if (drawn.length === 0) {
    return [];
  }
  const labels = drawn.map((finding) => labelOf(finding));
  const width = Math.max(...labels.map((label) => textWidth(label)));
  const axis = `${'worse'.padEnd(HALF)}0${'better'.padStart(HALF)}`;
  return [
    `${' '.repeat(width)}  ${axis}`,
    ...drawn.map((finding, index) => {
      const label = labels[index] ?? '';
      return `${label}${' '.repeat(width - textWidth(label))}  ${lineOf(finding, scaleOf(finding, drawn))}  ${signed(finding.estimate)}`;
    }),
    `${' '.repeat(width)}  ├──●──┤ 95% interval   ┊ the interval has to lie to the right of this`,
  ];
}

function isDrawn(finding: Finding): finding is Drawn {
  const { role, estimate, lower, upper } = finding;
  return role !== 'equivalence' && estimate !== undefined && lower !== undefined && upper !== undefined;
}

function labelOf({ about, role }: Finding): string {
  const text = about.replaceAll(/\s+/g, ' ');
  const label = role === 'primary' ? `${text} (decides)` : text;
  return label.length > WIDEST_LABEL ? `${label.slice(0, WIDEST_LABEL - 1)}…` : label;
}

/** The largest number that is drawn with this metric; groups have wider intervals, and a scale of their own. */
function scaleOf({ metric, role }: Drawn, drawn: readonly Drawn[]): number {
  const same = drawn.filter((each) => each.metric === metric && isOfGroup(each.role) === isOfGroup(role));
  const ends = same.flatMap(({ lower, upper, margin = 0 }) => [lower, upper, margin].map((end) => Math.abs(end)));
  return Math.max(...ends, Number.MIN_VALUE);
}

function isOfGroup(role: Finding['role']): boolean {
  return role === 'slice' || role === 'window' || role === 'otherData';
}

function lineOf({ lower, estimate, upper, margin }: Drawn, scale: number): string {
  const at = (value: number): number => HALF + Math.round((value / scale) * HALF);
  const cells = Array.from({ length: 2 * HALF + 1 }, () => ' ');
  cells[HALF] = '│';
  cells.fill('─', at(lower), at(upper) + 1);
  cells[HALF] = cells[HALF] === '─' ? '┼' : '│';
  cells[at(lower)] = '├';
  cells[at(upper)] = '┤';
  cells[at(estimate)] = '●';
  const needed = margin === undefined ? HALF : at(margin);
  if (needed !== HALF && (cells[needed] === ' ' || cells[needed] === '─')) {
    cells[needed] = '┊';
  }
  return cells.join('');
}
