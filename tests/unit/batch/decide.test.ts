import assert from 'node:assert/strict';
import { checksIn } from '../../../lib/batch/batch-checks';
import { judgeBatch, type BatchFacts } from '../../../lib/batch/decide';
import type { Written } from '../../../lib/batch/measured';

const COMMIT = '8d7c2b1a0f9e4d3c5b6a798897a6b5c4d3e2f101';
const START = 1_800_000_000;

const PART: Written = {
  version: '14',
  commit: COMMIT,
  rows: 100,
  missing: 0,
  minimum: 0.1,
  maximum: 0.9,
  firstAt: START + 5,
  undated: 0,
};

const GOOD: BatchFacts = {
  stated: { inputTable: 'prod.ml.current', inputVersion: 7, batchId: 'b-1' },
  measured: { inputRows: 100, written: [PART], shift: { psi: 0.1, against: 'b-0' } },
  checks: checksIn({ minimum: 0, maximum: 1 }),
  expected: { version: '14', place: 'alias:champion', atEnd: '14' },
  inputTable: 'prod.ml.current',
  commit: COMMIT,
  startedAt: START,
};

interface Case {
  readonly when: string;
  readonly change: Partial<BatchFacts>;
  readonly failed: readonly string[];
  readonly says?: RegExp;
}

const written = (...parts: readonly Partial<Written>[]): Partial<BatchFacts> => ({
  measured: { ...GOOD.measured, written: parts.map((part) => ({ ...PART, ...part })) },
});

const CASES: readonly Case[] = [
  { when: 'everything is as it should be', change: {}, failed: [] },
  { when: 'rows are lost', change: written({ rows: 99 }), failed: ['rows'], says: /has 100 rows: 1 row missing/ },
  { when: 'rows were written twice', change: written({ rows: 200 }), failed: ['rows'], says: /100 rows too many/ },
  {
    when: 'nothing was written',
    change: { measured: { ...GOOD.measured, written: [], shift: undefined } },
    failed: ['rows', 'version', 'missing', 'range', 'fresh', 'commit'],
    says: /wrote no row under batch ID 'b-1'/,
  },
  {
    when: 'another version scored some rows',
    change: written({ rows: 60 }, { rows: 40, version: '13' }),
    failed: ['version'],
    says: /but 40 rows by version 13/,
  },
  {
    when: 'rows name no version',
    change: written({ version: null }),
    failed: ['version'],
    says: /100 rows by no version/,
  },
  {
    when: 'the place moved',
    change: { expected: { ...GOOD.expected, atEnd: '15' } },
    failed: ['place'],
    says: /moved from version 14 to version 15 while the batch ran/,
  },
  {
    when: 'the place became empty',
    change: { expected: { ...GOOD.expected, atEnd: undefined } },
    failed: ['place'],
    says: /to nobody/,
  },
  { when: 'predictions are missing', change: written({ missing: 1 }), failed: ['missing'], says: /1 row of 100 rows/ },
  {
    when: 'as many are missing as may be',
    change: { ...written({ missing: 1 }), checks: checksIn({ missing: 0.01 }) },
    failed: [],
  },
  { when: 'a prediction is out of range', change: written({ maximum: 1.2 }), failed: ['range'], says: /0\.1 and 1\.2/ },
  {
    when: 'predictions have a range but are text',
    change: written({ minimum: undefined, maximum: undefined }),
    failed: ['range'],
    says: /not numbers/,
  },
  {
    when: 'predictions have shifted',
    change: { measured: { ...GOOD.measured, shift: { psi: 0.3, against: 'b-0' } } },
    failed: ['shift'],
    says: /against batch b-0: PSI 0\.300, at most 0\.25/,
  },
  { when: 'there is no batch before', change: { measured: { ...GOOD.measured, shift: undefined } }, failed: [] },
  { when: 'rows are older than the run', change: written({ firstAt: START - 3600 }), failed: ['fresh'] },
  { when: 'rows have no time', change: written({ undated: 3 }), failed: ['fresh'], says: /3 rows do not say when/ },
  { when: 'the run has no start', change: { startedAt: undefined }, failed: ['fresh'] },
  {
    when: 'other code scored',
    change: written({ commit: 'a'.repeat(40) }),
    failed: ['commit'],
    says: /by commit aaaaaaaaaaaa/,
  },
  { when: 'no commit is named', change: written({ commit: null }), failed: ['commit'], says: /by no commit/ },
  {
    when: 'another table was read',
    change: { inputTable: 'prod.ml.other' },
    failed: ['input'],
    says: /It read prod\.ml\.current, but 'inputTable' is prod\.ml\.other/,
  },
  { when: 'the table is the same in other letters', change: { inputTable: 'PROD.ml.`current`' }, failed: [] },
];

describe('what the rows of a batch prove', () => {
  for (const { when, change, failed, says } of CASES) {
    it(`${failed.length === 0 ? 'is everything' : `is not ${failed.join(', ')}`} when ${when}`, () => {
      const findings = judgeBatch({ ...GOOD, ...change });
      const found = findings.filter(({ outcome }) => outcome === 'failed');
      assert.deepEqual(
        found.map(({ check }) => check),
        failed,
      );
      if (says !== undefined) {
        assert.match(found.map(({ message }) => message).join('\n'), says);
      }
    });
  }
});
