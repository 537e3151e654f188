import assert from 'node:assert/strict';
import type { Column, Signature } from '../../../lib/mlflow/mlmodel';
import { signatureDifferences } from '../../../lib/registry/signature-differences';

const age: Column = { name: 'age', type: 'long', required: true };
const city: Column = { name: 'city', type: 'string', required: true };
const score: Column = { name: undefined, type: 'double', required: true };

function signature(inputs: readonly Column[], outputs: readonly Column[] = [score]): Signature {
  return { inputs, outputs };
}

describe('signatureDifferences', () => {
  const TABLE: readonly (readonly [name: string, other: Signature, differences: readonly string[]])[] = [
    ['the same signature', signature([age, city]), []],
    ['an input less', signature([age]), []],
    ['a new optional input', signature([age, city, { ...age, name: 'tier', required: false }]), []],
    [
      'a new required input',
      signature([age, city, { ...age, name: 'tier' }]),
      ["it needs the input 'tier' (long), which callers do not send"],
    ],
    [
      'an input of another type',
      signature([{ ...age, type: 'double' }, city]),
      ["it takes the input 'age' as double, and callers send long"],
    ],
    ['no output', signature([age, city], []), ['it does not give the output number 1 (double)']],
    [
      'an output of another type',
      signature([age, city], [{ ...score, type: 'long' }]),
      ['it gives the output number 1 as long, and callers expect double'],
    ],
    ['an output more', signature([age, city], [score, { ...score, name: 'reason' }]), []],
  ];
  for (const [name, other, differences] of TABLE) {
    it(`of ${name} are ${differences.length}`, () => {
      assert.deepEqual(signatureDifferences(signature([age, city]), other), differences);
    });
  }

  it('name an input that callers may leave out and the other needs', () => {
    const lenient = signature([{ ...age, required: false }]);
    assert.deepEqual(signatureDifferences(lenient, signature([age])), [
      "it needs the input 'age', which callers may leave out",
    ]);
  });
});
