import assert from 'node:assert/strict';
import { placeOf } from '../../../lib/core/address';

describe('placeOf', () => {
  const SAME: readonly (readonly [string, string])[] = [
    ['https://dev.azure.com/Contoso/', 'dev.azure.com/contoso'],
    ['https://user@dev.azure.com/contoso', 'dev.azure.com/contoso'],
    ['http://127.0.0.1:38635/local/', '127.0.0.1/local'],
    ['https://tfs.example.com:8080', 'tfs.example.com'],
  ];
  for (const [text, place] of SAME) {
    it(`of ${text} is ${place}`, () => assert.equal(placeOf(text), place));
  }
});
