import assert from 'node:assert/strict';
import { tableLines } from '../../../bench/table';

describe('a table of measurements', () => {
  it('has the names flush left and the numbers flush right', () => {
    const lines = tableLines({
      title: 'Size',
      columns: ['file', 'bytes'],
      rows: [
        ['index.js', '7'],
        ['a', '1234567'],
      ],
      notes: ['Goal: small.'],
    });
    assert.deepEqual(lines, [
      'Size',
      '',
      'file        bytes',
      '--------  -------',
      'index.js        7',
      'a         1234567',
      '',
      'Goal: small.',
    ]);
  });

  it('accepts a row that is shorter than the others', () => {
    const lines = tableLines({ title: '', columns: ['', 'ours', 'fixed'], rows: [['lag', '1 s']], notes: [] });
    assert.equal(lines[4], 'lag   1 s');
  });
});
