import type { Finding } from '../../contracts/comparison-finding';
import type { Comparison } from '../../contracts/contract';
import type { EvaluatedGroup, MeasuredMetric } from '../../contracts/evaluation';
import { figure, grouped, signed } from '../../core/figures';
import type { Table } from '../table';

const OF_METRICS: ReadonlySet<Finding['role']> = new Set(['primary', 'guardrail', 'equivalence', 'floor', 'baseline']);
const STATES: Readonly<Record<Finding['state'], string>> = {
  proven: 'met',
  withinMargin: 'equal within the margin',
  unproven: 'not proven',
  tooSmall: 'too few rows',
  harmed: 'worse',
  missed: 'missed',
  error: 'error',
};

/** Each demand on a metric of all rows, with what was measured. */
export function metricTable({ findings = [], evaluation, rule }: Comparison): Table {
  const all = decidingRows(evaluation);
  const rows = [...unjudged(findings, rule), ...findings]
    .filter(({ role }) => OF_METRICS.has(role))
    .map((finding) => {
      const measured = all?.metrics.find(({ metric }) => metric === finding.metric);
      return [
        `${finding.metric ?? finding.about} (${roleText(finding)}${measured?.direction === 'lower' ? ', lower is better' : ''})`,
        value(measured?.[finding.role === 'baseline' ? 'baseline' : 'champion']),
        value(measured?.candidate),
        finding.estimate === undefined ? '' : signed(finding.estimate),
        intervalOf(finding),
        neededText(finding, rule),
        stateText(finding),
        finding.rows === undefined ? '' : grouped(finding.rows),
      ];
    });
  return withoutEmptyColumns({
    columns: ['Metric', 'Champion', 'Candidate', 'Difference', '95% interval', 'Needed', 'Result', 'Rows'],
    rows,
  });
}

/** A first model is not judged by the metric that will decide about the next one, but everybody asks for it. */
function unjudged(findings: readonly Finding[], rule: Comparison['rule']): readonly Finding[] {
  const metric = rule?.primary.metric;
  return metric === undefined || findings.length === 0 || findings.some(({ role }) => role === 'primary')
    ? []
    : [{ role: 'primary', about: metric, metric, state: 'unproven', isNeeded: false, message: '' }];
}

/** Without a champion, half of the columns would have nothing to say. */
function withoutEmptyColumns({ columns, rows }: Table): Table {
  const isUsed = (_: string, index: number): boolean => rows.some((row) => row[index] !== '');
  return { columns: columns.filter(isUsed), rows: rows.map((row) => row.filter(isUsed)) };
}

/** All rows of the data that decides. */
export function decidingRows(evaluation: Comparison['evaluation']): EvaluatedGroup | undefined {
  const decides = evaluation?.dataSets.find(({ role }) => role === 'decides');
  return decides?.groups.find(({ kind }) => kind === 'all');
}

export function intervalOf({ lower, upper }: Finding): string {
  return lower === undefined || upper === undefined ? '' : `${signed(lower)} to ${signed(upper)}`;
}

function neededText({ role, margin, metric }: Finding, rule: Comparison['rule']): string {
  const floor = rule?.floors.find((each) => each.metric === metric);
  return role === 'floor' && floor !== undefined
    ? `at least ${figure(floor.minimum)}`
    : margin === undefined
      ? ''
      : `above ${signed(margin)}`;
}

function roleText({ role, about }: Finding): string {
  if (role === 'primary') {
    return 'decides';
  }
  return role === 'baseline' ? `baseline ${about}` : role;
}

function stateText({ role, state, isNeeded }: Finding): string {
  if (role === 'primary' && !isNeeded) {
    return 'nothing to compare with';
  }
  return role === 'primary' && state === 'proven' ? 'better' : STATES[state];
}

function value(estimate: MeasuredMetric['candidate']): string {
  return estimate === undefined ? '' : figure(estimate.value);
}
