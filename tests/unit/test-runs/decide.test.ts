import assert from 'node:assert/strict';
import { decide, type Asked } from '../../../lib/test-runs/decide';
import type { Case, End, TestReport } from '../../../lib/test-runs/test-report';

const ASKED: Asked = { testsPath: 'tests', where: 'agent', allowNoTests: false };
const one = (outcome: Case['outcome'], name = 'test_a'): Case => ({
  group: 'tests.test_it',
  name,
  file: 'tests/test_it.py',
  line: 3,
  seconds: 0.1,
  outcome,
  message: '',
  details: '',
});

function reportOf(end: End, cases: readonly Case[] = [], more: Partial<TestReport> = {}): TestReport {
  return {
    python: '3.12.3',
    executable: '/usr/bin/python3',
    runner: 'pytest 9.2.0',
    project: '/work',
    startedAt: 0,
    seconds: 1,
    end,
    selected: cases.length,
    running: undefined,
    cases,
    coverage: [],
    output: '',
    ...more,
  };
}

const finished = (status: number): End => ({ kind: 'finished', status });

describe('what a report of tests proves', () => {
  const REFUSED: readonly { what: string; report: TestReport; code: string; says?: RegExp }[] = [
    {
      what: 'a test that failed',
      report: reportOf(finished(1), [one('passed'), one('failed')]),
      code: 'TESTS_FAILED',
      says: /^1 of 2/,
    },
    {
      what: 'many failures, of which it names three',
      report: reportOf(
        finished(1),
        ['a', 'b', 'c', 'd', 'e'].map((name) => one('error', name)),
      ),
      code: 'TESTS_FAILED',
      says: /: tests\.test_it\.a, tests\.test_it\.b, tests\.test_it\.c and 2 more\.$/,
    },
    { what: 'no test', report: reportOf(finished(5)), code: 'NO_TESTS' },
    { what: 'no test although the runner calls it a success', report: reportOf(finished(0)), code: 'NO_TESTS' },
    {
      what: 'a success before all tests ran',
      report: reportOf(finished(0), [one('passed')], { selected: 2 }),
      code: 'TESTS_INCOMPLETE',
    },
    {
      what: 'a status that no test explains',
      report: reportOf(finished(1), [one('passed')]),
      code: 'TESTS_INCOMPLETE',
      says: /status 1 after 1 of 1 tests/,
    },
    { what: 'options that the runner refuses', report: reportOf(finished(4)), code: 'TESTS_INCOMPLETE' },
    {
      what: 'a process that a signal ended',
      report: reportOf({ kind: 'crashed', status: -9 }, [one('passed')], {
        selected: 3,
        running: { name: 'tests/test_it.py::test_b', file: 'tests/test_it.py', line: 7 },
      }),
      code: 'TESTS_CRASHED',
      says: /\(signal 9\); tests\/test_it\.py::test_b \(tests\/test_it\.py:7\) was running, and 1 of 3 tests had ended\.$/,
    },
    { what: 'foreign writing in the report', report: reportOf({ kind: 'disturbed' }), code: 'TESTS_CRASHED' },
    { what: 'a limit', report: reportOf({ kind: 'timedOut' }), code: 'TESTS_TIMED_OUT' },
    { what: 'a watcher that was left alone', report: reportOf({ kind: 'stopped' }), code: 'TESTS_CRASHED' },
    { what: 'an old Python', report: reportOf({ kind: 'oldPython' }), code: 'TEST_TOOLS_MISSING' },
    {
      what: 'a missing package',
      report: reportOf({ kind: 'missing', packages: ['pytest'] }),
      code: 'TEST_TOOLS_MISSING',
    },
    { what: 'a missing path', report: reportOf({ kind: 'noPath' }), code: 'TESTS_NOT_FOUND' },
  ];
  for (const { what, report, code, says = /./ } of REFUSED) {
    it(`is red for ${what}`, () => {
      const { refusal } = decide(report, ASKED);
      assert.equal(refusal?.code, code);
      assert.match(refusal?.what ?? '', says);
    });
  }

  it('is green when every test ended and none failed', () => {
    assert.deepEqual(decide(reportOf(finished(0), [one('passed'), one('skipped')]), ASKED), {});
  });

  it('is green with a warning when all were skipped, or when it may be that none is there', () => {
    assert.match(decide(reportOf(finished(0), [one('skipped')]), ASKED).warning ?? '', /^All 1 tests were skipped/);
    assert.match(decide(reportOf(finished(5)), { ...ASKED, allowNoTests: true }).warning ?? '', /^No test ran/);
  });
});
