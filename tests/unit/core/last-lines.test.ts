import assert from 'node:assert/strict';
import { lastLines } from '../../../lib/core/last-lines';

describe('lastLines', () => {
  const CASES = [
    { what: 'all of a short text', text: 'a\nb', gives: 'a\nb' },
    {
      what: 'the end of a long one, saying how much is left out',
      text: 'a\nb\nc\nd',
      gives: '(1 lines before this are not shown)\nb\nc\nd',
    },
    { what: 'no empty lines at the end', text: 'a\n\n \n', gives: 'a' },
    { what: 'lines of Windows as lines', text: 'a\r\nb\r\n', gives: 'a\nb' },
    {
      what: 'text without its colors',
      text: '\u001B[0;31mValueError\u001B[0m: \u001B[1;32mx\u001B[K',
      gives: 'ValueError: x',
    },
    { what: 'nothing of nothing', text: '', gives: '' },
  ];
  for (const { what, text, gives } of CASES) {
    it(`shows ${what}`, () => assert.equal(lastLines(text, { lines: 3 }), gives));
  }

  it('bounds a single endless line, and says so', () => {
    const shown = lastLines(`start${'x'.repeat(100_000)}end`, { lines: 3 });
    assert.match(shown, /^\(only the last 65536 characters are shown\)\nx+end$/);
    assert.equal(shown.split('\n')[1]?.length, 65_536);
  });
});
