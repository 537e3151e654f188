import assert from 'node:assert/strict';
import { canonicalJson } from '../../../lib/contracts/canonical-json';

/** The number with these IEEE 754 bits. */
function double(bits: string): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(`0x${bits}`));
  return view.getFloat64(0);
}

describe('canonicalJson', () => {
  // https://www.rfc-editor.org/rfc/rfc8785#appendix-B
  const NUMBERS: readonly (readonly [bits: string, text: string])[] = [
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['8000000000000001', '-5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['ffefffffffffffff', '-1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['c340000000000000', '-9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['44b52d02c7e14af7', '1.0000000000000001e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['444b1ae4d6e2ef4f', '999999999999999900000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'],
    ['41b3de4355555554', '333333333.33333325'],
    ['41b3de4355555555', '333333333.3333333'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ];
  for (const [bits, text] of NUMBERS) {
    it(`writes the double ${bits} as ${text}`, () => assert.equal(canonicalJson(double(bits)), text));
  }

  it('sorts keys by their UTF-16 code units, at every depth', () => {
    const keys = ['€', '\r', '\ufb33', '1', '\u{1f600}', '\u0080', 'ö'];
    const sorted = ['\r', '1', '\u0080', 'ö', '€', '\u{1f600}', '\ufb33'];
    const text = canonicalJson({ z: Object.fromEntries(keys.map((key) => [key, 0])), a: 0 });
    assert.equal(text, `{"a":0,"z":{${sorted.map((key) => `${JSON.stringify(key)}:0`).join(',')}}}`);
  });

  const TEXTS: readonly (readonly [value: unknown, text: string])[] = [
    [[], '[]'],
    [{}, '{}'],
    [[3, null, true, { b: [1], a: 'x' }], '[3,null,true,{"a":"x","b":[1]}]'],
    ['€$\u000f\nA\'B"\\"/', String.raw`"€$\u000f\nA'B\"\\\"/"`],
    ['\b\t\n\f\r\u001f\u007f\u2028', `"${String.raw`\b\t\n\f\r\u001f`}\u007f\u2028"`],
    [{ left: undefined, kept: 1 }, '{"kept":1}'],
    [JSON.parse('{"__proto__":1}'), '{"__proto__":1}'],
  ];
  for (const [value, text] of TEXTS) {
    it(`writes ${text}`, () => assert.equal(canonicalJson(value), text));
  }

  const REFUSED: readonly (readonly [name: string, value: unknown, message: RegExp])[] = [
    ['NaN', { a: [Number.NaN] }, /^\/a\/0 is NaN, which JSON does not have$/],
    ['infinity', -Infinity, /^the file is -Infinity/],
    ['an integer beyond what a number keeps', { id: 9_007_199_254_740_993n }, /^\/id is 9007199254740993, too large/],
    ['half of a surrogate pair', { a: 'x\ud800' }, /^\/a contains half of a surrogate pair/],
    ['half of a pair in a key', { '\udead': 1 }, /contains half of a surrogate pair/],
    ['undefined in a list', [undefined], /^\/0 is not a JSON value$/],
    ['a function', { f: () => 1 }, /^\/f is not a JSON value$/],
    ['an object that is no map', { at: new Date(0) }, /^\/at is not a JSON value$/],
    ['everything at once', { 'a/b': Number.NaN, 'c~d': 1n }, /^\/a~1b is NaN.*; \/c~0d is 1,/],
  ];
  for (const [name, value, message] of REFUSED) {
    it(`refuses ${name}`, () => assert.throws(() => canonicalJson(value), { name: 'TypeError', message }));
  }
});
