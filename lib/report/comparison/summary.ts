import type { Comparison, Compliance } from '../../contracts/contract';
import { markdownTable } from '../markdown-table';
import { markdownBlock, markdownList, markdownText } from '../markdown-text';
import { attention } from './attention';
import { changeTable } from './change-table';
import { changedSentences, changedTable } from './changed';
import { complianceLine } from './compliance-line';
import { forestPlot } from './forest-plot';
import { groupsOf } from './group-table';
import { headlineOf, reasonOf, titleOf } from './headline';
import { metricTable } from './metric-table';
import { proves, provesNot } from './proof';
import { wayBack } from './way-back';

const HOW_TO_READ =
  'A positive difference means better. Of 100 intervals like these, about 95 contain the true difference.';

/** A comparison and what belongs to it in the evidence. */
export interface Reported {
  readonly comparison: Comparison;
  readonly compliance: Compliance | undefined;
}

/** The page for the one who approves; it stands on its own. */
export function comparisonSummary({ comparison, compliance }: Reported): string {
  const risks = attention(comparison, compliance);
  return [
    `## ${markdownText(titleOf(comparison))}`,
    `**${markdownText(headlineOf(comparison))}** ${markdownText(reasonOf(comparison))}`,
    markdownTable(changeTable(comparison)),
    ...metrics(comparison),
    ...groups(comparison),
    ...section('What could go wrong', risks.length === 0 ? undefined : markdownList(risks)),
    ...section('How to go back', markdownText(wayBack(comparison))),
    ...section('What changed since the champion', changes(comparison)),
    ...section('Compliance', markdownText(complianceLine(compliance))),
    ...section('What this proves', markdownList(proves(comparison))),
    ...section('What it does not prove', markdownList(provesNot(comparison))),
  ]
    .map((part) => `${part.trimEnd()}\n`)
    .join('\n');
}

function section(title: string, content: string | undefined): readonly string[] {
  return content === undefined || content === '' ? [] : [`### ${title}`, content];
}

function metrics(comparison: Comparison): readonly string[] {
  const table = metricTable(comparison);
  const plot = forestPlot(comparison);
  if (table.rows.length === 0) {
    return [];
  }
  return plot.length === 0
    ? ['### What was measured', markdownTable(table)]
    : ['### By how much, and how sure', HOW_TO_READ, markdownTable(table), markdownBlock(plot)];
}

function groups(comparison: Comparison): readonly string[] {
  const found = groupsOf(comparison);
  if (found === undefined) {
    return [];
  }
  const more = found.more === 0 ? '' : ` The table shows the riskiest; ${found.more} more are in comparison.json.`;
  return ['### Groups of rows', markdownText(`${found.counts}.${more}`), markdownTable(found.table)];
}

function changes({ changes: changed }: Comparison): string | undefined {
  if (changed === undefined) {
    return undefined;
  }
  const table = changedTable(changed);
  const sentences = changedSentences(changed);
  const parts = [...(table === undefined ? [] : [markdownTable(table)]), markdownList(sentences)].filter(
    (part) => part !== '',
  );
  return parts.length === 0 ? 'Parameters, packages and signature are the same.' : parts.join('\n');
}
