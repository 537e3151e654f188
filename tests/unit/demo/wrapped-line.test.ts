import assert from 'node:assert/strict';
import { wrappedLine } from '../../../demo/wrapped-line';

const CASES: readonly (readonly [name: string, line: string, pieces: readonly string[]])[] = [
  ['keeps what fits', 'version 1 → 2', ['version 1 → 2']],
  ['breaks between words', 'alias:champion is at version 2', ['alias:champion is at', 'version 2']],
  ['keeps blanks that set columns apart', 'Place     Before  Af', ['Place     Before  Af']],
  ['keeps what a line is indented by', '    4 raise ValueError()', ['    4 raise', 'ValueError()']],
  ['leaves a link whole', 'run http://127.0.0.1:43579/?o=7405', ['run', 'http://127.0.0.1:43579/?o=7405']],
  ['does not count colors', '\u001b[31mThe step is red now.\u001b[39m', ['\u001b[31mThe step is red now.\u001b[39m']],
  ['keeps an empty line', '', ['']],
];

describe('a wrapped line', () => {
  for (const [name, line, pieces] of CASES) {
    it(name, () => assert.deepEqual(wrappedLine(line, 20), pieces));
  }
});
