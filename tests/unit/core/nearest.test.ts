import assert from 'node:assert/strict';
import { nearest } from '../../../lib/core/nearest';

describe('nearest', () => {
  const CASES = [
    { says: 'a typing error', word: 'notebok_path', among: ['python_file', 'notebook_path'], gives: ['notebook_path'] },
    { says: 'another case', word: 'CHURN', among: ['sales', 'churn'], gives: ['churn'] },
    { says: 'a shortened name', word: 'train', among: ['x', 'model_train_weekly'], gives: ['model_train_weekly'] },
    { says: 'nothing that is far off', word: 'training', among: ['zebra', 'quux'], gives: [] },
    { says: 'nothing among no candidates', word: 'training', among: [], gives: [] },
    { says: 'nothing that shares no letter', word: 'z', among: ['a', 'bc'], gives: [] },
    { says: 'no long word for one of its letters', word: 'a', among: ['append', 'variables'], gives: [] },
    { says: 'equally near ones in order', word: 'job', among: ['jot', 'joy', 'jog'], gives: ['jog', 'jot', 'joy'] },
  ];
  for (const { says, word, among, gives } of CASES) {
    it(`finds ${says}`, () => assert.deepEqual(nearest(word, among), gives));
  }

  it('puts the nearest first', () => {
    assert.deepEqual(nearest('churn', ['chunk', 'churns', 'churn']), ['churn', 'churns', 'chunk']);
  });

  it('gives at most as many as asked for', () => {
    const names = ['job1', 'job2', 'job3', 'job4', 'job5', 'job6'];
    assert.equal(nearest('job', names).length, 5);
    assert.deepEqual(nearest('job', names, 2), ['job1', 'job2']);
  });
});
