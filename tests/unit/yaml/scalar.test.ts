import assert from 'node:assert/strict';
import { plainScalarValue } from '../../../lib/yaml/scalar';

describe('plainScalarValue', () => {
  const CASES: readonly (readonly [text: string, value: unknown])[] = [
    ['', null],
    ['~', null],
    ['null', null],
    ['NULL', null],
    ['nULL', 'nULL'],
    ['true', true],
    ['False', false],
    ['yes', 'yes'],
    ['on', 'on'],
    ['0', 0],
    ['-7', -7],
    ['+7', 7],
    ['007', 7],
    ['0o17', 15],
    ['0xfF', 255],
    ['1_000', '1_000'],
    ['9007199254740993', 9_007_199_254_740_993n],
    ['+9007199254740993', 9_007_199_254_740_993n],
    ['-9007199254740993', -9_007_199_254_740_993n],
    ['0x20000000000001', 9_007_199_254_740_993n],
    ['1.5', 1.5],
    ['.5', 0.5],
    ['1.', 1],
    ['1e-3', 0.001],
    ['.inf', Infinity],
    ['+.inf', Infinity],
    ['-.INF', -Infinity],
    ['.NaN', Number.NaN],
    ['1.2.3', '1.2.3'],
    ['2026-11-21', '2026-11-21'],
    ['12:30', '12:30'],
    ['constructor', 'constructor'],
    ['__proto__', '__proto__'],
  ];
  for (const [text, value] of CASES) {
    it(`takes '${text}' as ${typeof value} ${String(value)}`, () => assert.deepEqual(plainScalarValue(text), value));
  }
});
