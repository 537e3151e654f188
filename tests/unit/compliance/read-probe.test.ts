import assert from 'node:assert/strict';
import { readProbe } from '../../../lib/compliance/probe/read-probe';
import type { JsonObject } from '../../../lib/core/lossless-json';

const CONTRACT = { contract: 'model-probe', version: 1, python: '3.11.7' };
const PREDICTION = {
  outcome: 'ok',
  seconds: 1.5,
  input: { type: 'DataFrame', shape: [2, 1], columns: ['age'] },
  output: { type: 'ndarray', shape: [2], columns: [] },
  missing: 0,
};
const BROKEN = { outcome: 'failed', seconds: 1, reason: 'killed', phase: 'load', message: 'by SIGSEGV' };

describe('the answer of a probe', () => {
  it('is read with its prediction and checks', () => {
    const checks = [
      { name: 'a', seconds: 0.1, outcome: 'passed' },
      { name: 'b', seconds: 0.1, outcome: 'failed', message: 'no owner' },
      { name: 'c', seconds: 0.1, outcome: 'error', reason: 'timedOut', message: 'after 2 s' },
    ];
    assert.deepEqual(readProbe({ ...CONTRACT, prediction: PREDICTION, checks }), {
      python: '3.11.7',
      prediction: PREDICTION,
      checks,
      checksProblem: undefined,
    });
    assert.deepEqual(readProbe({ ...CONTRACT, prediction: BROKEN })?.prediction, BROKEN);
    assert.equal(readProbe({ ...CONTRACT, checks: [], checksProblem: 'no function' })?.checksProblem, 'no function');
  });

  const unreadable: readonly (readonly [what: string, answer: JsonObject])[] = [
    ['of another contract', { ...CONTRACT, contract: 'candidate' }],
    ['of a later version', { ...CONTRACT, version: 2 }],
    ['without its Python', { contract: 'model-probe', version: 1 }],
    ['with an outcome that nobody knows', { ...CONTRACT, prediction: { ...PREDICTION, outcome: 'fine' } }],
    ['with a prediction that is no map', { ...CONTRACT, prediction: [PREDICTION] }],
    ['with a reason that nobody knows', { ...CONTRACT, prediction: { ...BROKEN, reason: 'tired' } }],
    ['with a check that has no outcome', { ...CONTRACT, checks: [{ name: 'a', seconds: 1 }] }],
    ['with a check that has no name', { ...CONTRACT, checks: [{ seconds: 1, outcome: 'passed' }] }],
    ['with checks that are no list', { ...CONTRACT, checks: { a: 'passed' } }],
  ];
  for (const [what, answer] of unreadable) {
    it(`is none when it is an answer ${what}`, () => {
      assert.equal(readProbe(answer), undefined);
    });
  }
});
