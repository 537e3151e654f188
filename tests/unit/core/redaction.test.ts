import assert from 'node:assert/strict';
import { Redactor } from '../../../lib/core/redaction';

function knowing(value: string): Redactor {
  const redactor = new Redactor();
  redactor.add('the token', value);
  return redactor;
}

describe('Redactor', () => {
  const SECRET = 'pä"ss wörd/1';
  const FORMS = [
    { form: 'as it is', text: SECRET },
    { form: 'in a JSON string', text: JSON.stringify({ a: SECRET }) },
    { form: 'in a URL', text: `https://x/?p=${encodeURIComponent(SECRET)}` },
    { form: 'in a form', text: new URLSearchParams({ client_secret: SECRET }).toString() },
    { form: 'in a form that writes what a URL does not', value: 'Q~ss wörd', text: 'client_secret=Q%7Ess+w%C3%B6rd' },
    { form: 'in base64', text: Buffer.from(SECRET).toString('base64') },
    { form: 'in base64 without padding', text: Buffer.from(SECRET).toString('base64').replace(/=+$/, '') },
    { form: 'in base64 for URLs', value: 'ss w?>?>ÿ', text: Buffer.from('ss w?>?>ÿ').toString('base64url') },
    { form: 'without the space around it', value: `  ${SECRET} \n`, text: `[${SECRET}]` },
  ];
  for (const { form, text, value = SECRET } of FORMS) {
    it(`hides a secret ${form}`, () => {
      const redacted = knowing(value).redacted(`before ${text} after`);
      assert.match(redacted, /^before .*\*\*\*.* after$/);
      assert.doesNotMatch(redacted, /ss w|ss%20|ss\+w|c3Mgd/);
    });
  }

  it('hides every line of a secret of several lines', () => {
    const redactor = knowing('-----BEGIN KEY-----\r\nMIIEvQIBADAN\nabc\n');
    assert.equal(redactor.redacted('key MIIEvQIBADAN of -----BEGIN KEY-----'), 'key *** of ***');
  });

  it('hides a long secret before a short one that is a part of it', () => {
    const redactor = knowing('secret');
    redactor.add('the long one', 'secret-and-more');
    assert.equal(redactor.redacted('secret-and-more, secret'), '***, ***');
  });

  it('leaves words alone that a short value would blot out', () => {
    assert.equal(knowing('prod').redacted('the prod workspace'), 'the prod workspace');
  });

  it('names each secret that occurs in a text once', () => {
    const redactor = knowing('dapi-000111');
    redactor.add("variable 'pw'", 'hunter22');
    assert.deepEqual(redactor.namesIn('dapi-000111 dapi-000111 hunter22'), ['the token', "variable 'pw'"]);
    assert.deepEqual(redactor.namesIn('nothing here'), []);
  });
});
