import { lastLines } from '../core/last-lines';
import { coberturaXml, lineRate } from '../report/cobertura';
import { junitXml, type TestCase } from '../report/junit';
import { markdownTable } from '../report/markdown-table';
import type { TaskHost } from '../task/host';
import { countsOf, nameOf } from './decide';
import type { Sources } from './sources';
import type { Case, TestReport } from './test-report';

const MOST_SHOWN = 10;
/** Azure DevOps keeps ten issues of a step, and the last one says what the step makes of all of them. */
const MOST_ISSUES = 9;
const MOST_LINES = 60;

export interface Shown {
  readonly report: TestReport;
  readonly title: string;
  readonly sources: Sources;
  readonly logOutput: 'none' | 'errors' | 'tail';
  /** Whether the step fails. */
  readonly isRed: boolean;
}

/** Shows the outcome in the log, as issues, in the summary and in the tabs; returns the path of the JUnit file. */
export function show(shown: Shown, host: TaskHost): string {
  const { report, title, sources, logOutput, isRed } = shown;
  const { total, passed, failed, skipped } = countsOf(report.cases);
  const failures = report.cases.filter(({ outcome }) => outcome === 'failed' || outcome === 'error');
  failures
    .slice(0, MOST_SHOWN)
    .forEach((one, index) => showFailure(one, { sources, isIssue: index < MOST_ISSUES }, host));
  if (failures.length > MOST_SHOWN) {
    host.log.info(`${failures.length - MOST_SHOWN} more failures are in the Tests tab`);
  }
  const isUnexplained = isRed && failures.length === 0;
  if (logOutput === 'tail' || (isUnexplained && logOutput === 'errors')) {
    host.log.group('Last output of the tests', lastLines(report.output, { lines: 200 }).split('\n'));
  }
  host.log.info(
    `${title}: ${passed} of ${total} passed, ${failed} failed, ${skipped} skipped in ${report.seconds.toFixed(1)} s (${report.runner}, Python ${report.python}, ${report.executable})`,
  );
  host.summary(summaryOf(shown, failures));
  showCoverage(shown, host);
  return total === 0 ? '' : host.publishTestResults({ title, junit: junitOf(shown) });
}

function showFailure(
  one: Case,
  { sources, isIssue }: { readonly sources: Sources; readonly isIssue: boolean },
  host: TaskHost,
): void {
  const { file, line, message, details } = one;
  const path = sources.path(file);
  const what = message === '' ? `${nameOf(one)} failed` : `${nameOf(one)}: ${message}`;
  if (path === undefined || line === 0 || !isIssue) {
    host.log.info(`${what}${file === '' ? '' : ` (${sources.shown(file)}:${line})`}`);
  } else {
    host.problem({ message: what, file: path, line });
  }
  if (details !== '') {
    host.log.group(
      `${nameOf(one)} at ${sources.shown(file)}:${line}`,
      lastLines(details, { lines: MOST_LINES }).split('\n'),
    );
  }
}

function junitOf({ report, title, sources }: Shown): string {
  const cases = report.cases.map((one): TestCase => {
    const { group, name, seconds, outcome, message } = one;
    const known = { name, className: group, seconds };
    if (outcome === 'passed') {
      return known;
    }
    const kind = outcome === 'failed' ? ('failure' as const) : outcome;
    return { ...known, problem: { kind, message, details: detailsOf(one, sources) } };
  });
  return junitXml({ name: title, startedAt: report.startedAt, cases });
}

function detailsOf({ file, line, details, outcome }: Case, sources: Sources): string {
  return outcome === 'skipped' || file === '' ? details : `${sources.shown(file)}:${line}\n${details}`;
}

function summaryOf({ report, title, sources }: Shown, failures: readonly Case[]): string {
  const { total, passed, failed, skipped } = countsOf(report.cases);
  const rows = failures
    .slice(0, MOST_SHOWN)
    .map((one) => [nameOf(one), `${sources.shown(one.file)}:${one.line}`, one.message]);
  const table = rows.length === 0 ? '' : `\n${markdownTable({ columns: ['Failed test', 'Where', 'Because'], rows })}`;
  const heading = markdownTable({
    columns: [title, 'Passed', 'Failed', 'Skipped'],
    rows: [[`${total} tests`, String(passed), String(failed), String(skipped)]],
  });
  return `## Tests\n\n${heading}${table}`;
}

function showCoverage({ report, sources }: Shown, host: TaskHost): void {
  if (report.coverage.length === 0) {
    return;
  }
  const files = report.coverage.map((one) => ({ ...one, file: sources.shown(one.file) }));
  host.log.info(`Coverage: ${lineRate(files).toFixed(1)}% of the lines of ${files.length} files`);
  host.publishCoverage(coberturaXml({ root: host.sourcesFolder, at: report.startedAt, files }));
}
