import assert from 'node:assert/strict';
import { cellUrl, failingCell } from '../../../../lib/runs/outcome/failing-cell';

describe('failingCell', () => {
  const CASES = [
    {
      style: 'older runtimes',
      trace: '<command-812> in <module>\n----> 3 raise',
      cell: { command: '812', line: undefined },
    },
    {
      style: 'runtimes that write a line',
      trace: 'File <command-812>, line 3, in f',
      cell: { command: '812', line: '3' },
    },
    {
      style: 'runtimes that write a colon',
      trace: 'File <command-812>:14, in f()',
      cell: { command: '812', line: '14' },
    },
    {
      style: 'runtimes with kernel files',
      trace: 'File ~/.ipykernel/77/command-812-3141:3',
      cell: { command: '812', line: '3' },
    },
    {
      style: 'colored runtimes',
      trace: 'File \u001B[0;32m<command-812>:3\u001B[0m, in \u001B[0;36mf\u001B[0m',
      cell: { command: '812', line: '3' },
    },
    { style: 'nested cells', trace: 'File <command-1>:1\nFile <command-2>:9', cell: { command: '1', line: '1' } },
    {
      style: 'ids beyond 2^53',
      trace: '<command-9007199254740993>:2',
      cell: { command: '9007199254740993', line: '2' },
    },
    { style: 'Python files', trace: 'File "/Workspace/a.py", line 3', cell: undefined },
    { style: 'no trace', trace: '', cell: undefined },
  ];
  for (const { style, trace, cell } of CASES) {
    it(`reads the traces of ${style}`, () => assert.deepEqual(failingCell(trace), cell));
  }

  it('has an address', () => {
    const address = cellUrl('https://adb-1.net', '55', { command: '812', line: undefined });
    assert.equal(address, 'https://adb-1.net/#notebook/55/command/812');
  });
});
