import assert from 'node:assert/strict';
import { startToken } from '../../../../lib/runs/start/token';
import { FACTS as ANY_RUN } from '../../../kit/run-facts';

/** All that counts, since the token of these facts is recorded below. */
const FACTS = { ...ANY_RUN, planId: 'plan-1', stage: 'Prod', job: 'Prod.train.__default#1', step: 'train' };

describe('startToken', () => {
  const token = startToken(FACTS, 0);

  it('has the 64 characters that the service takes at most', () => assert.match(token, /^[0-9a-f]{64}$/));

  it('stays the same in every release, or a re-run would start twice', () => {
    assert.equal(token, '0442c05a05c936e72df9408b6fd9ff7057d5c5f5674846ef11c52d08c09a34e2');
  });

  const SAME = { attempt: 2, commit: 'other', branch: 'other', pipeline: 'renamed', runUrl: 'https://x' };
  it('is the same in every attempt of a step', () => assert.equal(startToken({ ...FACTS, ...SAME }, 0), token));

  for (const part of ['planId', 'stage', 'job', 'step'] as const) {
    it(`differs by ${part}`, () => assert.notEqual(startToken({ ...FACTS, [part]: 'other' }, 0), token));
  }

  it('differs by the count of starts', () => assert.notEqual(startToken(FACTS, 1), token));

  it('does not confuse parts that run together', () => {
    const one = startToken({ ...FACTS, stage: 'a', job: 'bc' }, 0);
    assert.notEqual(startToken({ ...FACTS, stage: 'ab', job: 'c' }, 0), one);
  });
});
