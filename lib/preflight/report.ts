import { consoleTable } from '../report/console-table';
import { junitXml } from '../report/junit';
import { markdownTable } from '../report/markdown-table';
import type { Table } from '../report/table';
import type { TaskHost } from '../task/host';
import { isGood, type Finding } from './finding';

const TITLE = 'Preflight';
const TO_ASK = 'To ask an owner or administrator for:';

/** Shows all findings in the log, in the summary of the run and in the Tests tab. */
export function report(findings: readonly Finding[], host: TaskHost, startedAt: number): void {
  const table = tableOf(findings);
  consoleTable(table).forEach((line) => host.log.info(line));
  const asks = findings.flatMap(({ ask }) => ask ?? []);
  if (asks.length > 0) {
    host.log.info(TO_ASK);
    asks.forEach((ask) => host.log.info(`  ${ask}`));
  }
  host.summary(`## ${TITLE}\n\n${markdownTable(table)}${asks.length === 0 ? '' : toAskFor(asks)}`);
  host.publishTestResults({ title: TITLE, junit: junitOf(findings, { startedAt, endedAt: host.clock.now() }) });
}

/** As an indented block: no content can end it, and it can be copied unchanged. */
function toAskFor(asks: readonly string[]): string {
  return `\n${TO_ASK}\n\n${asks.map((ask) => `    ${ask.replaceAll(/\s+/g, ' ')}\n`).join('')}`;
}

function tableOf(findings: readonly Finding[]): Table {
  return {
    columns: ['Check', 'Result', 'Because'],
    rows: findings.map(({ check, verdict, because }) => [check, verdict, because]),
  };
}

interface Period {
  readonly startedAt: number;
  readonly endedAt: number;
}

/** The checks run in parallel, so each gets the same share of the time. */
function junitOf(findings: readonly Finding[], { startedAt, endedAt }: Period): string {
  const seconds = (endedAt - startedAt) / 1000 / findings.length;
  const cases = findings.map((finding) => {
    const { check, verdict, because, ask } = finding;
    const kind = verdict === 'unseen' ? ('error' as const) : ('failure' as const);
    const problem = { kind, message: `${verdict}: ${because}`, details: ask ?? because };
    return { name: check, className: TITLE, seconds, ...(isGood(finding) ? {} : { problem }) };
  });
  return junitXml({ name: TITLE, startedAt, cases });
}
