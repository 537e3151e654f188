import assert from 'node:assert/strict';
import { brokenPromises, type TaskWords } from '../../../../scripts/generation/public-words';

const words: TaskWords = { id: 'one', major: 1, inputs: ['a', 'b'], outputs: ['x'] };

describe('brokenPromises', () => {
  const CASES: readonly { name: string; now: Record<string, TaskWords>; broken: readonly string[] }[] = [
    { name: 'is empty when nothing changed', now: { T: words }, broken: [] },
    { name: 'allows new words and tasks', now: { T: { ...words, inputs: ['a', 'b', 'c'] }, U: words }, broken: [] },
    { name: 'tells of a lost input', now: { T: { ...words, inputs: ['a'] } }, broken: ["Input 'b' of T is gone."] },
    { name: 'tells of a lost output', now: { T: { ...words, outputs: [] } }, broken: ["Output 'x' of T is gone."] },
    { name: 'tells of a lost task', now: {}, broken: ["Task 'T' is gone."] },
    {
      name: 'tells of another id',
      now: { T: { ...words, id: 'two' } },
      broken: ['The id of T was one and is now two.'],
    },
    { name: 'lets a new major drop words', now: { T: { ...words, major: 2, inputs: [], outputs: [] } }, broken: [] },
    {
      name: 'keeps the id across majors',
      now: { T: { ...words, major: 2, id: 'two' } },
      broken: ['The id of T was one and is now two.'],
    },
    {
      name: 'does not let a major go back',
      now: { T: { ...words, major: 0 } },
      broken: ['The major of T went back to 0.'],
    },
  ];
  for (const { name, now, broken } of CASES) {
    it(name, () => assert.deepEqual(brokenPromises({ T: words }, now), broken));
  }
});
