import { consoleTable } from '../report/console-table';
import { junitXml, type TestProblem } from '../report/junit';
import { markdownTable } from '../report/markdown-table';
import type { Table } from '../report/table';
import type { TaskHost } from '../task/host';
import { verdictOf, type Finding, type Outcome } from './finding';

/** What needs somebody comes first. */
const ORDER: readonly Outcome[] = ['failed', 'error', 'waived', 'warned', 'not checked', 'passed'];

export interface Reported {
  /** The version, as people call it. */
  readonly title: string;
  readonly findings: readonly Finding[];
  readonly startedAt: number;
  /** A model card to begin with; undefined when the description is good. */
  readonly card: string | undefined;
}

/** Shows all findings: in the log, in the summary of the run and in the Tests tab. */
export function report({ title, findings, startedAt, card }: Reported, host: TaskHost): void {
  const sorted = ORDER.flatMap((outcome) => findings.filter((one) => one.outcome === outcome));
  const table = tableOf(sorted);
  consoleTable(table).forEach((line) => host.log.info(line));
  if (card !== undefined) {
    host.log.group('A starting point for the description', card.split('\n'));
  }
  const begin = card === undefined ? '' : `\nA starting point for the description:\n\n${indented(card)}`;
  host.summary(`## Compliance: ${verdictOf(findings)}\n\n${markdownTable(table)}${begin}`);
  const seconds = (host.clock.now() - startedAt) / 1000 / Math.max(1, findings.length);
  const cases = sorted.map((finding) => ({ name: finding.check, className: title, seconds, ...problemOf(finding) }));
  host.publishTestResults({ title: `Compliance of ${title}`, junit: junitXml({ name: title, startedAt, cases }) });
}

function tableOf(findings: readonly Finding[]): Table {
  return {
    columns: ['Check', 'Result', 'Level', 'Because', 'Where'],
    rows: findings.map(({ check, outcome, level, because, where = '' }) => [check, outcome, level, because, where]),
  };
}

/** The Tests tab has no warnings: they pass there, and the log and the summary tell of them. */
function problemOf({ outcome, because, where }: Finding): { readonly problem?: TestProblem } {
  const details = where === undefined ? because : `${because}\n${where}`;
  switch (outcome) {
    case 'failed':
      return { problem: { kind: 'failure', message: because, details } };
    case 'error':
      return { problem: { kind: 'error', message: because, details } };
    case 'not checked':
      return { problem: { kind: 'skipped', message: because, details } };
    case 'waived':
    case 'warned':
    case 'passed':
      return {};
  }
}

/** As an indented block: nothing in it can end it, and it is copied as it is. */
function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => `    ${line}\n`)
    .join('');
}
