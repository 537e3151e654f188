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
  const CASES: readonly (readonly [what: string, text: string, width: number, lines: readonly string[]])[] = [
    ['leaves a short line', 'a b', 5, ['a b']],
    ['breaks at blanks', 'one two three', 7, ['one two', 'three']],
    ['cuts a word that is too long', 'abcdefgh ij', 4, ['abcd', 'efgh', 'ij']],
    ['keeps the lines of the text', 'a\r\nb\n\nc', 5, ['a', 'b', '', 'c']],
    ['does not cut a wide character in half', '日本語', 3, ['日', '本', '語']],
    ['keeps an empty text', '', 5, ['']],
  ];
  for (const [what, text, width, lines] of CASES) {
    it(what, () => assert.deepEqual(wrap(text, width), lines));
  }
});
