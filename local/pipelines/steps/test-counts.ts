import type { TestResults } from '../../agent/records';
import type { TestCounts } from '../run/step-runner';

type Format = (text: string) => TestCounts;

/** How each format that Azure Pipelines reads writes down one test. */
const FORMATS: Readonly<Record<string, Format>> = {
  junit: junitCounts,
  nunit: (text) => byOutcome(text, /<test-case\s[^>]*?\bresult="(\w+)"/g),
  xunit: (text) => byOutcome(text, /<test\s[^>]*?\bresult="(\w+)"/g),
  vstest: (text) => byOutcome(text, /<UnitTestResult\s[^>]*?\boutcome="(\w+)"/g),
  ctest: (text) => byOutcome(text, /<Test\s[^>]*?\bStatus="(\w+)"/g),
};

const PASSED = new Set(['pass', 'passed', 'success']);
const FAILED = new Set(['fail', 'failed', 'failure', 'error', 'timeout', 'aborted']);

/** The tests in all files that a step published; undefined if it published none. */
export function testCounts(results: readonly TestResults[]): TestCounts | undefined {
  const counts = results.flatMap(({ type, files }) => {
    const format = FORMATS[type.toLowerCase()];
    return format === undefined ? [] : files.map(({ content }) => format(content.toString('utf8')));
  });
  return counts.length === 0 ? undefined : counts.reduce(sum);
}

function sum(one: TestCounts, other: TestCounts): TestCounts {
  return {
    total: one.total + other.total,
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  };
}

/** A test case is failed or skipped by an element in it. */
function junitCounts(text: string): TestCounts {
  const plain = text.replaceAll(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>/g, '');
  const cases = [...plain.matchAll(/<testcase\b[^>]*?(?:\/>|>([\s\S]*?)<\/testcase>)/g)].map(([, body = '']) => body);
  const failed = cases.filter((body) => /<(failure|error)[\s/>]/.test(body)).length;
  const skipped = cases.filter((body) => !/<(failure|error)[\s/>]/.test(body) && /<skipped[\s/>]/.test(body)).length;
  return { total: cases.length, failed, skipped, passed: cases.length - failed - skipped };
}

function byOutcome(text: string, pattern: RegExp): TestCounts {
  const outcomes = [...text.matchAll(pattern)].map(([, outcome = '']) => outcome.toLowerCase());
  const passed = outcomes.filter((outcome) => PASSED.has(outcome)).length;
  const failed = outcomes.filter((outcome) => FAILED.has(outcome)).length;
  return { total: outcomes.length, passed, failed, skipped: outcomes.length - passed - failed };
}
