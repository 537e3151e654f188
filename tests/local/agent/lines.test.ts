import assert from 'node:assert/strict';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { fake } from 'sinon';
import { onLines } from '../../../local/agent/process/lines';

const CASES: readonly { behavior: string; chunks: readonly (string | Buffer)[]; wanted: readonly string[] }[] = [
  { behavior: 'joins chunks', chunks: ['a', 'b\nc', '\n'], wanted: ['ab', 'c'] },
  {
    behavior: 'ends at a line feed, a carriage return, or both',
    chunks: ['a\nb\r\nc\rd\n'],
    wanted: ['a', 'b', 'c', 'd'],
  },
  { behavior: 'knows a line end that is split over chunks', chunks: ['a\r', '\nb\r', 'c\n'], wanted: ['a', 'b', 'c'] },
  { behavior: 'keeps empty lines', chunks: ['a\n\nb\n'], wanted: ['a', '', 'b'] },
  { behavior: 'gives the rest at the end', chunks: ['a\nb'], wanted: ['a', 'b'] },
  { behavior: 'drops a carriage return at the end', chunks: ['a\r'], wanted: ['a'] },
  {
    behavior: 'joins a character that is split over chunks',
    chunks: [Buffer.from([0xc3]), Buffer.from([0xa9, 0x0a])],
    wanted: ['\u00e9'],
  },
];

describe('a line of output', () => {
  for (const { behavior, chunks, wanted } of CASES) {
    it(behavior, async () => {
      const stream = new PassThrough();
      const onLine = fake<[line: string], void>();
      onLines(stream, (line) => onLine(line));
      chunks.forEach((chunk) => stream.write(chunk));
      stream.end();
      await once(stream, 'end');
      assert.deepEqual(onLine.args.flat(), wanted);
    });
  }
});
