import assert from 'node:assert/strict';
import { isJsonList, isJsonObject, parseJson, scalarText, toJson } from '../../../lib/core/lossless-json';

describe('parseJson and toJson', () => {
  const INTEGERS = ['9007199254740991', '9007199254740992', '-9007199254740993', '9223372036854775807'];
  for (const digits of INTEGERS) {
    it(`carries ${digits} through unchanged`, () => {
      const text = `{"run_id":${digits},"tasks":[{"run_id":${digits}}]}`;
      assert.equal(toJson(parseJson(text)), text);
    });
  }

  it('makes a bigint only of an integer that a number cannot hold', () => {
    assert.deepEqual(parseJson('[1, 1.5, 9007199254740993]'), [1, 1.5, 9_007_199_254_740_993n]);
  });

  it('leaves digits in text alone', () => {
    assert.deepEqual(parseJson('{"id":"9007199254740993"}'), { id: '9007199254740993' });
  });

  it('indents where asked to', () => {
    assert.equal(toJson({ job_id: 9_007_199_254_740_993n }, 2), '{\n  "job_id": 9007199254740993\n}');
  });

  for (const text of ['', '{', '{"a":}', '<html>']) {
    it(`refuses ${JSON.stringify(text)} with a SyntaxError`, () => {
      assert.throws(() => parseJson(text), SyntaxError);
    });
  }
});

describe('the kinds of JSON values', () => {
  it('tells maps, lists and scalars apart', () => {
    assert.deepEqual([{}, [], null, 'x'].map(isJsonObject), [true, false, false, false]);
    assert.deepEqual([{}, [], null, 'x'].map(isJsonList), [false, true, false, false]);
  });

  const TEXTS = [
    { of: undefined, text: '' },
    { of: null, text: '' },
    { of: 'x', text: 'x' },
    { of: false, text: 'false' },
    { of: 9_007_199_254_740_993n, text: '9007199254740993' },
    { of: ['a', 1], text: '["a",1]' },
    { of: { a: 1 }, text: '{"a":1}' },
  ];
  for (const { of, text } of TEXTS) {
    it(`writes a ${typeof of} as '${text}'`, () => assert.equal(scalarText(of), text));
  }
});
