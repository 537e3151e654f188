import assert from 'node:assert/strict';
import { readReport } from '../../../lib/test-runs/read-report';

const GOOD = {
  contract: 'test-report',
  version: 1,
  nonce: 'ours',
  python: '3.12.3',
  executable: '/usr/bin/python3',
  startedAt: 1,
  end: { kind: 'finished', status: 0 },
  cases: [{ group: 'g', name: 'n', file: 'f', line: 1, seconds: 0.1, outcome: 'passed' }],
};

describe('the report of a test run', () => {
  it('is read when it is whole and of this run', () => {
    assert.equal(readReport(JSON.stringify(GOOD), 'ours')?.cases.length, 1);
  });

  const CASES: readonly (readonly [what: string, text: string])[] = [
    ['is of another run', JSON.stringify({ ...GOOD, nonce: 'theirs' })],
    ['is of another version', JSON.stringify({ ...GOOD, version: 2 })],
    ['is cut off', JSON.stringify(GOOD).slice(0, -10)],
    ['is empty', ''],
    ['is XML', '<testsuites/>'],
    ['has an unknown outcome', JSON.stringify(GOOD).replace('passed', 'fine')],
    ['has an unknown end', JSON.stringify({ ...GOOD, end: { kind: 'great' } })],
    ['has no status', JSON.stringify({ ...GOOD, end: { kind: 'finished' } })],
    ['nests without end', '['.repeat(100_000)],
    ['says two things', JSON.stringify(GOOD).replace('"version":1', '"version":1,"version":2')],
  ];
  for (const [what, text] of CASES) {
    it(`is nothing when it ${what}`, () => assert.equal(readReport(text, 'ours'), undefined));
  }
});
