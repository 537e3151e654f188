import assert from 'node:assert/strict';
import { textWidth } from '../../../lib/report/text-width';
import { wrap } from '../../../lib/report/wrap';

describe('textWidth', () => {
  const CASES: readonly (readonly [what: string, text: string, width: number])[] = [
    ['nothing', '', 0],
    ['letters', 'abc', 3],
    ['an accent of its own', 'e\u0301', 1],
    ['wide characters', '日本', 4],
    ['a pictograph of several code points', '👩‍🔬', 2],
    ['what cannot be seen', '\u200B\uFEFF', 0],
  ];
  for (const [what, text, width] of CASES) {
    it(`counts ${what} as ${width}`, () => assert.equal(textWidth(text), width));
  }
});

describe('wrap', () => {
  const CASES: readonly {
    readonly what: string;
    readonly text: string;
    readonly width: number;
    readonly lines: readonly string[];
  }[] = [
    { what: 'leaves a short line', text: 'a b', width: 5, lines: ['a b'] },
    { what: 'breaks at blanks', text: 'one two three', width: 7, lines: ['one two', 'three'] },
    { what: 'cuts a word that is too long', text: 'abcdefgh ij', width: 4, lines: ['abcd', 'efgh', 'ij'] },
    { what: 'keeps the lines of the text', text: 'a\r\nb\n\nc', width: 5, lines: ['a', 'b', '', 'c'] },
    { what: 'does not cut a wide character in half', text: '日本語', width: 3, lines: ['日', '本', '語'] },
    { what: 'keeps an empty text', text: '', width: 5, lines: [''] },
  ];
  for (const { what, text, width, lines } of CASES) {
    it(what, () => assert.deepEqual(wrap(text, width), lines));
  }
});
