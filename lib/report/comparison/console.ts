import { consoleTable } from '../console-table';
import { attention } from './attention';
import { changeTable } from './change-table';
import { forestPlot } from './forest-plot';
import { groupsOf } from './group-table';
import { headlineOf, reasonOf, titleOf } from './headline';
import { metricTable } from './metric-table';
import type { Reported } from './summary';
import { wayBack } from './way-back';

/** The same for a log or a terminal. */
export function comparisonLines({ comparison, compliance }: Reported): readonly string[] {
  const table = metricTable(comparison);
  const groups = groupsOf(comparison);
  return [
    titleOf(comparison),
    headlineOf(comparison),
    reasonOf(comparison),
    '',
    ...consoleTable(changeTable(comparison)),
    ...(table.rows.length === 0 ? [] : ['', ...consoleTable(table)]),
    ...spaced(forestPlot(comparison)),
    ...(groups === undefined ? [] : ['', `Groups of rows: ${groups.counts}`, ...consoleTable(groups.table)]),
    ...spaced(attention(comparison, compliance).map((line) => `- ${line}`)),
    '',
    wayBack(comparison),
  ];
}

function spaced(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}
