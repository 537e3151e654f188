import assert from 'node:assert/strict';
import { defineTask, input, optional } from '../../../../lib/task/definition';
import { inputTable, outputTable } from '../../../../scripts/generation/task-tables';

const text = { label: 'X', help: 'One | two.' };
const task = defineTask({
  id: '00000000-0000-4000-8000-000000000004',
  name: 'Tabled',
  major: 1,
  friendlyName: 'Tabled',
  summary: 'Is tabled.',
  instanceName: 'Table',
  inputs: {
    a: input.string(text),
    b: optional(input.string({ ...text, aliases: ['bee'] })),
    c: input.boolean({ ...text, default: true }),
  },
  rules: [
    { kind: 'exactlyOne', of: ['a', 'b'] },
    { kind: 'exactlyOne', of: ['a', 'b'], unless: 'c' },
    { kind: 'atMostOne', of: ['a', 'b'] },
    { kind: 'needs', input: 'b', needs: 'c', because: 'alone it stands for nothing' },
    { kind: 'onlyWith', inputs: ['b'], with: ['a', 'c'], because: 'it needs them' },
  ],
  outputs: { d: 'Rows | columns.' },
  clients: [],
});

describe('the tables of a task', () => {
  it('list inputs with what happens without them, then the conditions', () => {
    assert.deepEqual(inputTable(task).split('\n'), [
      '| Input | Kind | Default | Meaning |',
      '|---|---|---|---|',
      '| `a` | string | **required** | One \\| two. |',
      '| `b` (or `bee`) | string |  | One \\| two. |',
      '| `c` | boolean | `true` | One \\| two. |',
      '',
      '- Set exactly one of `a` and `b`.',
      '- Set exactly one of `a` and `b`, or neither with `c`.',
      '- Set at most one of `a` and `b`.',
      '- `b` needs `c`: alone it stands for nothing.',
      '- Set `b` only with `a` or `c`: it needs them.',
    ]);
  });

  it('list outputs', () => assert.match(outputTable(task), /^\| `d` \| Rows \\\| columns\. \|$/m));
});
