import assert from 'node:assert/strict';
import { readRunOutput, type RunOutput } from '../../../../lib/databricks/wire/run-output';
import { notebookResult, type NotebookResult } from '../../../../lib/runs/outcome/notebook-result';

const output = (result: string, truncated = false): RunOutput =>
  readRunOutput({ notebook_output: { result, truncated } });
const secretsIn = (text: string): readonly string[] => (text.includes('hunter22') ? ["variable 'pw'"] : []);
const tooLong = {
  withheld: 'it is longer than the 32766 characters a variable can hold; write it to a file and exit with the path',
};

describe('notebookResult', () => {
  const CASES: readonly { of: string; output: RunOutput | undefined; result: NotebookResult }[] = [
    { of: 'a notebook that exited with a value', output: output('{"auc": 0.9}'), result: { value: '{"auc": 0.9}' } },
    { of: 'a run without output', output: undefined, result: { value: '' } },
    { of: 'a run that is no notebook', output: readRunOutput({ logs: 'x' }), result: { value: '' } },
    { of: 'the longest value', output: output('x'.repeat(32_766)), result: { value: 'x'.repeat(32_766) } },
    { of: 'a longer value', output: output('x'.repeat(32_767)), result: tooLong },
    { of: 'a value that the service cut', output: output('x', true), result: tooLong },
    {
      of: 'a value with a secret',
      output: output('pw=hunter22'),
      result: { withheld: "it holds the value of secret variable 'pw'" },
    },
  ];
  for (const { of, output: given, result } of CASES) {
    it(`takes the result of ${of}`, () => assert.deepEqual(notebookResult(given, secretsIn), result));
  }
});
