import assert from 'node:assert/strict';
import { consoleTable } from '../../../lib/report/console-table';
import { markdownTable } from '../../../lib/report/markdown-table';

describe('consoleTable', () => {
  it('aligns by what is seen, without blanks at the ends', () => {
    const rows = [
      ['日本', 'held', ''],
      ['ab', 'missing', 'x'],
    ];
    assert.deepEqual(consoleTable({ columns: ['Name', 'State', 'Why'], rows }), [
      'Name  State    Why',
      '----  -------  ---',
      '日本  held',
      'ab    missing  x',
    ]);
  });

  it('goes on below where a cell is too wide', () => {
    const long = `${'a'.repeat(59)} b`;
    assert.deepEqual(consoleTable({ columns: ['A', 'B'], rows: [[long, 'c']] }).slice(2), [
      `${'a'.repeat(59)}  c`,
      'b',
    ]);
  });

  it('keeps a link whole, and no column is wider for it', () => {
    const link = `https://adb-1.azuredatabricks.net/${'x'.repeat(60)}`;
    assert.deepEqual(consoleTable({ columns: ['A', 'B'], rows: [['a', `see ${link}`]] }).slice(1), [
      `-  ${'-'.repeat(60)}`,
      'a  see',
      `   ${link}`,
    ]);
  });

  it('shows its head alone when there are no rows', () => {
    assert.deepEqual(consoleTable({ columns: ['A', 'Bc'], rows: [] }), ['A  Bc', '-  --']);
  });
});

describe('markdownTable', () => {
  it('takes the effect out of markup', () => {
    const rows = [['a|b\nc', '<img src=x> & [l](u) `c` *d*']];
    assert.equal(
      markdownTable({ columns: ['One', 'Two'], rows }),
      [
        '| One | Two |',
        '| --- | --- |',
        String.raw`| a\|b c | &lt;img src=x&gt; &amp; \[l\](u) \`c\` \*d\* |`,
        '',
      ].join('\n'),
    );
  });
});
