import type { ErrorCode } from '../core/error-codes';
import type { Case, RunningTest, TestReport } from './test-report';

export interface Counts {
  readonly total: number;
  readonly passed: number;
  /** With errors. */
  readonly failed: number;
  readonly skipped: number;
}

export interface Refusal {
  readonly code: ErrorCode;
  readonly what: string;
  readonly fix: string;
}

export interface Verdict {
  /** Why the step fails; undefined when it does not. */
  readonly refusal?: Refusal;
  /** What a step that succeeds should still tell. */
  readonly warning?: string;
}

export interface Asked {
  readonly testsPath: string;
  readonly where: 'databricks' | 'agent';
  readonly allowNoTests: boolean;
}

/** The status of a pytest that found nothing to run; our unittest has the same. */
const NOTHING_SELECTED = 5;

export function countsOf(cases: readonly Case[]): Counts {
  const count = (...outcomes: readonly Case['outcome'][]): number =>
    cases.filter(({ outcome }) => outcomes.includes(outcome)).length;
  return { total: cases.length, passed: count('passed'), failed: count('failed', 'error'), skipped: count('skipped') };
}

/** Green only for tests that all ended, and that nothing contradicts. */
export function decide(report: TestReport, asked: Asked): Verdict {
  const { end } = report;
  switch (end.kind) {
    case 'noPath':
      return refused('TESTS_NOT_FOUND', `There are no tests at ${asked.testsPath}.`, notFoundFix(asked));
    case 'oldPython':
      return refused(
        'TEST_TOOLS_MISSING',
        `The tests would run on Python ${report.python}, which is too old.`,
        'Use Python 3.9 or newer, e.g. with the task UsePythonVersion@0 before this one.',
      );
    case 'missing':
      return toolsMissing(end.packages, report, asked);
    case 'timedOut':
      return refused(
        'TESTS_TIMED_OUT',
        `The tests were ended at the limit of 'timeoutMinutes'; ${running(report)}.`,
        "Find out why that test hangs, or raise 'timeoutMinutes'.",
      );
    case 'stopped':
    case 'crashed':
      return refused(
        'TESTS_CRASHED',
        `The process of the tests ended early${end.kind === 'crashed' ? ` (${statusText(end.status)})` : ''}; ${running(report)}.`,
        'Correct what ended the process, such as a call of os._exit, a crash of a native library, or too little memory.',
      );
    case 'disturbed':
      return refused(
        'TESTS_CRASHED',
        `Something other than the test runner wrote into its report, so the report proves nothing; ${running(report)}.`,
        'Find the test that writes to file descriptors which are not its own.',
      );
    case 'finished':
      return finished(report, end.status, asked);
  }
}

function finished(report: TestReport, status: number, asked: Asked): Verdict {
  const { total, failed, skipped } = countsOf(report.cases);
  const { selected = 0 } = report;
  if (failed > 0) {
    const names = report.cases.filter(({ outcome }) => outcome === 'failed' || outcome === 'error').map(nameOf);
    const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
    return refused(
      'TESTS_FAILED',
      `${failed} of ${total} tests failed: ${names.slice(0, 3).join(', ')}${more}.`,
      'Correct the code or the tests; each failure is an issue of this run and is in the Tests tab.',
    );
  }
  if (total === 0 && (status === NOTHING_SELECTED || status === 0)) {
    return asked.allowNoTests
      ? { warning: `No test ran in ${asked.testsPath}` }
      : refused(
          'NO_TESTS',
          `No test ran in ${asked.testsPath}.`,
          "Correct 'testsPath', 'markers' or 'keywords', or set 'allowNoTests: true' if that is as it should be.",
        );
  }
  if (status !== 0 || total < selected) {
    return refused(
      'TESTS_INCOMPLETE',
      `${report.runner} ended with status ${status} after ${total} of ${selected} tests, none of which failed; ${running(report)}.`,
      'Look at the last output in this log: an option, a plugin or a test ended the run early.',
    );
  }
  return skipped === total ? { warning: `All ${total} tests were skipped` } : {};
}

function toolsMissing(packages: readonly string[], { python }: TestReport, { where }: Asked): Verdict {
  const names = packages.join(' and ');
  return refused(
    'TEST_TOOLS_MISSING',
    `Python ${python} ${where === 'agent' ? 'of the agent' : 'of the run'} has no ${names}.`,
    where === 'agent'
      ? `Install it before this step, e.g. with a step 'script: python3 -m pip install ${packages.join(' ')}'; this task installs nothing on the agent.`
      : `Add it to 'libraries', e.g. '- pypi: { package: ${packages[0] ?? ''} }', with the version that you use.`,
  );
}

function notFoundFix({ where }: Asked): string {
  return where === 'agent'
    ? "Set 'testsPath' to a folder or file of the checkout, e.g. tests/unit."
    : "Set 'testsPath' to a deployed folder or file, e.g. $(code.deployedPath)/tests/unit.";
}

export function nameOf({ group, name }: Pick<Case, 'group' | 'name'>): string {
  return group === '' ? name : `${group}.${name}`;
}

function running({ running: test, cases, selected }: TestReport): string {
  const ended = `${cases.length}${selected === undefined ? '' : ` of ${selected}`} tests had ended`;
  return test === undefined ? ended : `${placed(test)} was running, and ${ended}`;
}

function placed({ name, file, line }: RunningTest): string {
  return file === '' ? name : `${name} (${file}:${line})`;
}

function statusText(status: number): string {
  return status < 0 ? `signal ${-status}` : `exit code ${status}`;
}

function refused(code: ErrorCode, what: string, fix: string): Verdict {
  return { refusal: { code, what, fix } };
}
