import { testName } from './test-name';
import { xmlText } from './xml-text';

export interface TestCase {
  readonly name: string;
  /** Groups the cases in the Tests tab. */
  readonly className: string;
  readonly seconds: number;
  /** Undefined for a passed case. */
  readonly problem?: TestProblem;
}

export interface TestProblem {
  /** An error means that the result is unknown. */
  readonly kind: 'failure' | 'error' | 'skipped';
  /** One line. */
  readonly message: string;
  /** The class of the exception or the like; the kind unless given. */
  readonly type?: string;
  readonly details: string;
}

export interface TestSuite {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly cases: readonly TestCase[];
}

/**
 * Test results in JUnit format, valid by https://github.com/windyroad/JUnit-Schema, which is stricter than any reader;
 * a suite without cases is a bug of the caller.
 */
export function junitXml({ name, startedAt, cases }: TestSuite): string {
  if (cases.length === 0) {
    throw new Error(`The test suite '${name}' has no cases.`);
  }
  const count = (kind: TestProblem['kind']): number => cases.filter(({ problem }) => problem?.kind === kind).length;
  const suite = attributes({
    name,
    tests: String(cases.length),
    failures: String(count('failure')),
    errors: String(count('error')),
    skipped: String(count('skipped')),
    time: secondsText(cases.reduce((total, { seconds }) => total + seconds, 0)),
    timestamp: new Date(startedAt).toISOString().replace(/\.\d+Z$/, ''),
    hostname: 'localhost',
    id: '0',
    package: name,
  });
  const output = ['  <system-out/>', '  <system-err/>'];
  const lines = [`<testsuite${suite}>`, '  <properties/>', ...cases.map(caseXml), ...output, '</testsuite>'];
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites>', ...lines, '</testsuites>', ''].join('\n');
}

function caseXml({ seconds, problem, ...named }: TestCase): string {
  const { className, name } = testName(named);
  const head = attributes({ name, classname: className, time: secondsText(seconds) });
  return problem === undefined ? `  <testcase${head}/>` : `  <testcase${head}>${problemXml(problem)}</testcase>`;
}

function problemXml({ kind, message, type = kind, details }: TestProblem): string {
  const words = kind === 'skipped' ? { message } : { message, type };
  return `<${kind}${attributes(words)}>${xmlText(details)}</${kind}>`;
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${xmlText(value)}"`)
    .join('');
}

function secondsText(seconds: number): string {
  return seconds.toFixed(3);
}
