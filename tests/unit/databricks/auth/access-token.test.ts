import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { AccessToken, accessTokenOf } from '../../../../lib/databricks/auth/access-token';

describe('accessTokenOf', () => {
  const ANSWERS: readonly { what: string; json: Parameters<typeof accessTokenOf>[0]; expiresAt: number | undefined }[] =
    [
      { what: 'seconds', json: { access_token: 't', expires_in: 60 }, expiresAt: 160_000 },
      { what: 'seconds as text', json: { access_token: 't', expires_in: '60' }, expiresAt: 160_000 },
      { what: 'a moment as text', json: { access_token: 't', expires_on: '3700' }, expiresAt: 3_700_000 },
      {
        what: 'a cached token',
        json: { access_token: 't', expires_in: '86399', expires_on: '130' },
        expiresAt: 130_000,
      },
      {
        what: 'an end by a clock ahead',
        json: { access_token: 't', expires_in: 60, expires_on: '900' },
        expiresAt: 160_000,
      },
      { what: 'no end', json: { access_token: 't' }, expiresAt: undefined },
      { what: 'an expiry that is not a number', json: { access_token: 't', expires_in: 'soon' }, expiresAt: undefined },
      { what: 'an end in the past', json: { access_token: 't', expires_in: -1 }, expiresAt: undefined },
      { what: 'no token', json: { expires_in: 60 }, expiresAt: undefined },
      { what: 'an empty token', json: { access_token: '', expires_in: 60 }, expiresAt: undefined },
      { what: 'a token that is not text', json: { access_token: 7, expires_in: 60 }, expiresAt: undefined },
    ];
  for (const { what, json, expiresAt } of ANSWERS) {
    it(`reads an answer with ${what}`, () => assert.equal(accessTokenOf(json, 100_000)?.expiresAt, expiresAt));
  }
});

describe('AccessToken', () => {
  it('does not show itself to who prints it', () => {
    const token = new AccessToken('s3cret-value', 0, 1);
    const shown = [
      inspect(token, { depth: 9, showHidden: true }),
      JSON.stringify(token),
      JSON.stringify(Object.entries(token)),
    ];
    assert.ok(shown.every((text) => !text.includes('s3cret-value')));
  });
});
