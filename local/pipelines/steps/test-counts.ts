import type { TestResults } from '../../agent/records';
import type { TestCounts } from '../run/step-runner';

export interface ReadTest {
  readonly title: string;
  readonly outcome: 'Passed' | 'Failed' | 'NotExecuted';
}

/** How each format that Azure Pipelines reads writes down one test. */
const FORMATS: Readonly<Record<string, (text: string) => readonly ReadTest[]>> = {
  junit: junitTests,
  nunit: (text) => testsOf(text, { element: 'test-case', outcome: 'result', title: 'fullname' }),
  xunit: (text) => testsOf(text, { element: 'test', outcome: 'result', title: 'name' }),
  vstest: (text) => testsOf(text, { element: 'UnitTestResult', outcome: 'outcome', title: 'testName' }),
  ctest: (text) => testsOf(text, { element: 'Test', outcome: 'Status', title: 'Name' }),
};

const PASSED = new Set(['pass', 'passed', 'success']);
const FAILED = new Set(['fail', 'failed', 'failure', 'error', 'timeout', 'aborted']);

/** The tests in all files of one publication. */
export function testsIn({ type, files }: TestResults): readonly ReadTest[] {
  const format = FORMATS[type.toLowerCase()];
  return format === undefined ? [] : files.flatMap(({ content }) => format(content.toString('utf8')));
}

/** Undefined if a step published no file. */
export function testCounts(results: readonly TestResults[]): TestCounts | undefined {
  if (results.every(({ files }) => files.length === 0)) {
    return undefined;
  }
  const tests = results.flatMap(testsIn);
  const count = (wanted: ReadTest['outcome']): number => tests.filter(({ outcome }) => outcome === wanted).length;
  return { total: tests.length, passed: count('Passed'), failed: count('Failed'), skipped: count('NotExecuted') };
}

/** A test case is failed or skipped by an element in it. */
function junitTests(text: string): readonly ReadTest[] {
  const plain = text.replaceAll(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>/g, '');
  const cases = plain.matchAll(/<testcase\b((?:[^>"']|"[^"]*"|'[^']*')*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g);
  return [...cases].map(([, attributes = '', body = '']) => ({
    title: attribute(attributes, 'name'),
    outcome: /<(failure|error)[\s/>]/.test(body) ? 'Failed' : /<skipped[\s/>]/.test(body) ? 'NotExecuted' : 'Passed',
  }));
}

interface TestForm {
  readonly element: string;
  readonly outcome: string;
  readonly title: string;
}

function testsOf(text: string, form: TestForm): readonly ReadTest[] {
  const elements = text.matchAll(new RegExp(`<${form.element}\\s((?:[^>"']|"[^"]*"|'[^']*')*)>`, 'g'));
  return [...elements].flatMap(([, attributes = '']) => {
    const outcome = attribute(attributes, form.outcome).toLowerCase();
    const title = attribute(attributes, form.title);
    if (outcome === '') {
      return [];
    }
    return [{ title, outcome: PASSED.has(outcome) ? 'Passed' : FAILED.has(outcome) ? 'Failed' : 'NotExecuted' }];
  });
}

function attribute(attributes: string, name: string): string {
  return new RegExp(`(?:^|\\s)${name}\\s*=\\s*"([^"]*)"`).exec(attributes)?.[1] ?? '';
}
