import assert from 'node:assert/strict';
import { claimsOf, signatureOf } from '../../../lib/core/jwt';

const payload = Buffer.from('{"sub":"sc://a/é~?/c","exp":9}').toString('base64url');

describe('claimsOf', () => {
  it('reads claims with signs of any kind', () => {
    assert.deepEqual(claimsOf(`h.${payload}.s`), { sub: 'sc://a/é~?/c', exp: 9 });
  });

  for (const text of ['', 'abc', 'a.b.c', 'a..c', `h.${Buffer.from('[1]').toString('base64url')}.s`, 'a.%%%.c']) {
    it(`finds none in '${text}'`, () => assert.equal(claimsOf(text), undefined));
  }
});

describe('signatureOf', () => {
  it('is the third part of a signed token', () => assert.equal(signatureOf('aa.bb.c-_c'), 'c-_c'));

  for (const text of ['', 'dapi123', 'a.b', 'a.b.', 'a.b.c.d', 'a b.c.d']) {
    it(`does not exist in '${text}'`, () => assert.equal(signatureOf(text), undefined));
  }
});
