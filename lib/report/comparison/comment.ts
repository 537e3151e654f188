import { markdownTable } from '../markdown-table';
import { markdownList, markdownText } from '../markdown-text';
import { attention } from './attention';
import { groupsOf } from './group-table';
import { headlineOf, reasonOf, titleOf } from './headline';
import { metricTable } from './metric-table';
import type { Reported } from './summary';

/** The short form for a pull request: verdict, numbers, risks, and where the rest is. */
export function comparisonComment({ comparison, compliance }: Reported): string {
  const table = metricTable(comparison);
  const groups = groupsOf(comparison);
  const { runUrl } = comparison.run;
  return [
    `### ${markdownText(titleOf(comparison))}`,
    `**${markdownText(headlineOf(comparison))}** ${markdownText(reasonOf(comparison))}`,
    ...(table.rows.length === 0 ? [] : [markdownTable(table)]),
    ...(groups === undefined ? [] : [`Groups of rows: ${markdownText(groups.counts)}.`]),
    markdownList(attention(comparison, compliance)),
    ...(runUrl === undefined ? [] : [`The whole comparison is in the summary of [the run](${encodeURI(runUrl)}).`]),
  ]
    .filter((part) => part !== '')
    .map((part) => `${part.trimEnd()}\n`)
    .join('\n');
}
