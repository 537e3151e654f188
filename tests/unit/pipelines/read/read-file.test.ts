import assert from 'node:assert/strict';
import { formatProblem } from '../../../../lib/yaml/position';
import type { Node, Text } from '../../../../local/pipelines/read/node';
import { positionWithin } from '../../../../local/pipelines/read/position-within';
import { readPipelineFile } from '../../../../local/pipelines/read/read-file';

function read(text: string): Node {
  const reading = readPipelineFile(text, 'a.yml');
  assert.ok('node' in reading);
  return reading.node;
}

function textsIn(node: Node): readonly Text[] {
  switch (node.kind) {
    case 'text':
      return [node];
    case 'list':
      return node.items.flatMap((item) => textsIn(item));
    case 'mapping':
      return node.entries.flatMap(({ value }) => textsIn(value));
  }
}

describe('reading a pipeline file', () => {
  it('keeps every scalar as the text that was written', () => {
    const texts = textsIn(read("- 1.10\n- 007\n- yes\n- TRUE\n- null\n- '~'\n- ~\n-\n- 2026-01-02\n- 0x10\n"));
    assert.deepEqual(
      texts.map(({ text }) => text),
      ['1.10', '007', 'yes', 'TRUE', 'null', '~', '', '', '2026-01-02', '0x10'],
    );
  });

  it('keeps keys that stand there twice, since they can be conditions', () => {
    const node = read('${{ if a }}: 1\n${{ if a }}: 2');
    assert.equal(node.kind === 'mapping' && node.entries.length, 2);
  });

  const INSIDE: readonly { what: string; yaml: string; position: readonly [line: number, column: number] }[] = [
    { what: 'plain text', yaml: 'key: echo HERE', position: [1, 11] },
    { what: 'quoted text', yaml: 'key: "echo HERE"', position: [1, 12] },
    { what: 'a block', yaml: 'key: |\n  one\n   HERE', position: [3, 4] },
    { what: 'a block that begins with an empty line', yaml: 'a:\n  key: |-\n\n    HERE', position: [4, 5] },
    {
      what: 'a block behind a byte order mark and with line ends of Windows',
      yaml: '\uFEFFkey: |\r\n  one\r\n  HERE',
      position: [3, 3],
    },
  ];
  for (const { what, yaml, position } of INSIDE) {
    it(`knows the position of a letter in ${what}`, () => {
      const [text] = textsIn(read(yaml));
      assert.ok(text !== undefined);
      const { line, column } = positionWithin(text, text.text.indexOf('HERE'));
      assert.deepEqual([line, column], position);
    });
  }

  const REFUSED: readonly { what: string; yaml: string; problem: RegExp }[] = [
    { what: 'anchors', yaml: 'a: &x 1', problem: /^a.yml:1:5: anchor 'x' is not supported here/ },
    { what: 'tabs as margin', yaml: 'a:\n\tb: 1', problem: /^a.yml:2:1: tab characters/ },
    { what: 'deep nesting', yaml: '['.repeat(200_000), problem: /^a.yml:1:100: nesting exceeded/ },
    { what: 'bytes that are no text', yaml: 'a: \u0000', problem: /^a.yml:1:4: / },
    { what: 'two documents', yaml: 'a: 1\n---\nb: 1', problem: /^a.yml:1:1: contains 2 documents/ },
    { what: 'a key that is a list', yaml: '? [a]\n: b', problem: /^a.yml:1:3: a key has to be/ },
  ];
  for (const { what, yaml, problem } of REFUSED) {
    it(`refuses ${what} where they stand`, () => {
      const reading = readPipelineFile(yaml, 'a.yml');
      assert.match('problems' in reading ? reading.problems.map(formatProblem).join('\n') : 'read', problem);
    });
  }
});
