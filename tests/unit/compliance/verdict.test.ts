import assert from 'node:assert/strict';
import { verdictOf, type Outcome } from '../../../lib/compliance/finding';

describe('The verdict of a compliance check', () => {
  const CASES: readonly { outcomes: readonly Outcome[]; verdict: string }[] = [
    { outcomes: ['passed', 'not checked'], verdict: 'PASSED' },
    { outcomes: ['passed', 'warned'], verdict: 'PASSED_WITH_WARNINGS' },
    { outcomes: ['passed', 'waived'], verdict: 'PASSED_WITH_WARNINGS' },
    { outcomes: ['passed', 'error', 'failed'], verdict: 'FAILED' },
    { outcomes: ['passed', 'error'], verdict: 'ERROR' },
    { outcomes: ['not checked'], verdict: 'ERROR' },
    { outcomes: [], verdict: 'ERROR' },
  ];
  for (const { outcomes, verdict } of CASES) {
    it(`is ${verdict} when its checks are ${outcomes.join(', ') || 'none'}`, () => {
      const found = outcomes.map((outcome) => ({ check: 'a', level: 'block' as const, outcome, because: '' }));
      assert.equal(verdictOf(found), verdict);
    });
  }
});
