import assert from 'node:assert/strict';
import { bestVersion } from '../../../../local/pipelines/steps/python/version-spec';

const INSTALLED = ['2.7.18', '3.9.2', '3.11.4', '3.11.10', '3.12.0'];

describe('a version spec of Python', () => {
  const CASES: readonly (readonly [spec: string, best: string | undefined])[] = [
    ['3.x', '3.12.0'],
    ['3', '3.12.0'],
    ['3.11', '3.11.10'],
    ['3.11.x', '3.11.10'],
    ['3.11.4', '3.11.4'],
    ['= 3.11.4', '3.11.4'],
    ['2.x', '2.7.18'],
    ['>=3.9 <3.12', '3.11.10'],
    ['>= 3.9, < 3.11', '3.9.2'],
    ['>3.11', '3.12.0'],
    ['<=3.11', '3.11.10'],
    ['~3.11.5', '3.11.10'],
    ['^3.9', '3.12.0'],
    ['3.8 || 3.9', '3.9.2'],
    ['*', '3.12.0'],
    ['3.13', undefined],
    ['3.1', undefined],
    ['pypy3', undefined],
    ['', undefined],
  ];
  for (const [spec, best] of CASES) {
    it(`'${spec}' takes ${best ?? 'nothing'}`, () => assert.equal(bestVersion(spec, INSTALLED), best));
  }
});
