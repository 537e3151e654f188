import assert from 'node:assert/strict';
import { difference } from '../../../../scripts/generation/difference';

describe('difference', () => {
  const CASES: readonly { name: string; before: string; after: string; text: string }[] = [
    { name: 'says nothing about equal texts', before: 'a\nb', after: 'a\nb', text: '' },
    { name: 'marks an added line', before: 'a\nc', after: 'a\nb\nc', text: ' a\n+b\n c' },
    { name: 'marks a removed line', before: 'a\nb\nc', after: 'a\nc', text: ' a\n-b\n c' },
    { name: 'marks a changed line', before: 'a\nb\nc', after: 'a\nx\nc', text: ' a\n-b\n+x\n c' },
    { name: 'leaves out what is far away', before: '1\n2\n3\n4', after: '1\n2\n3\n4\n5', text: '@@\n 3\n 4\n+5' },
    {
      name: 'separates distant changes',
      before: 'a\n1\n2\n3\n4\n5\nb',
      after: 'x\n1\n2\n3\n4\n5\ny',
      text: '-a\n+x\n 1\n 2\n@@\n 4\n 5\n-b\n+y',
    },
  ];
  for (const { name, before, after, text } of CASES) {
    it(name, () => assert.equal(difference(before, after), text));
  }
});
