import assert from 'node:assert/strict';
import { matcher } from '../../../../local/pipelines/steps/glob';

const FILES = [
  'a.xml',
  'TEST-a.xml',
  'x/TEST-b.xml',
  'x/y/TEST-c.xml',
  'x/y/c.txt',
  '.hidden/d.txt',
  'b[1].xml',
  'a.b+c',
];

describe('patterns of files', () => {
  const CASES: readonly (readonly [patterns: readonly string[], matched: readonly string[]])[] = [
    [['**'], FILES],
    [['**/*'], FILES],
    [['*.xml'], ['a.xml', 'TEST-a.xml', 'b[1].xml']],
    [['**/TEST-*.xml'], ['TEST-a.xml', 'x/TEST-b.xml', 'x/y/TEST-c.xml']],
    [['x/**'], ['x/TEST-b.xml', 'x/y/TEST-c.xml', 'x/y/c.txt']],
    [['./x/*'], ['x/TEST-b.xml']],
    [
      ['**/*.xml', '!x/**'],
      ['a.xml', 'TEST-a.xml', 'b[1].xml'],
    ],
    [['!a.xml', 'a.xml'], ['a.xml']],
    [['?.xml'], ['a.xml']],
    [['[!b].xml'], ['a.xml']],
    [['**/*.{txt,b+c}'], ['x/y/c.txt', '.hidden/d.txt', 'a.b+c']],
    [['a.b+c', '# a comment', ''], ['a.b+c']],
    [['A.xml'], []],
    [['{a'], []],
    [[], []],
  ];
  for (const [patterns, matched] of CASES) {
    it(`match for ${JSON.stringify(patterns)}`, () => assert.deepEqual(FILES.filter(matcher(patterns)), matched));
  }
});
