import assert from 'node:assert/strict';
import { readErrorBody } from '../../../../lib/databricks/api/error-body';

describe('readErrorBody', () => {
  const CASES: readonly { shape: string; body: string; code?: string; message: string; requestId?: string }[] = [
    {
      shape: 'a code word with details',
      body: '{"error_code":"PERMISSION_DENIED","message":"no","details":[{"@type":"x"},{"@type":"RequestInfo","request_id":"r1"}]}',
      code: 'PERMISSION_DENIED',
      message: 'no',
      requestId: 'r1',
    },
    {
      shape: 'a numeric code',
      body: '{"error_code":403,"message":"Invalid access token."}',
      message: 'Invalid access token.',
    },
    { shape: 'an empty code', body: '{"error_code":"","message":"x"}', message: 'x' },
    { shape: 'only a message', body: '{"message":"x"}', message: 'x' },
    { shape: 'no message', body: '{"error_code":"X"}', code: 'X', message: '(no message)' },
    { shape: 'the oldest interface', body: '{"error":"No such thing"}', message: 'No such thing' },
    { shape: 'SCIM', body: '{"detail":"no user","status":"404","scimType":null}', message: 'no user' },
    { shape: 'SCIM without detail', body: '{"detail":"null","scimType":"invalidValue"}', message: 'invalidValue' },
    {
      shape: 'OAuth',
      body: '{"error":"invalid_client","error_description":"Wrong secret"}',
      code: 'invalid_client',
      message: 'Wrong secret',
    },
    {
      shape: 'plain text with a code',
      body: 'BAD_REQUEST: no such\nfield',
      code: 'BAD_REQUEST',
      message: 'no such\nfield',
    },
    { shape: 'plain text', body: ' upstream connect error ', message: 'upstream connect error' },
    {
      shape: 'a page',
      body: '<html><pre> MALFORMED_REQUEST: bad </pre></html>',
      code: 'MALFORMED_REQUEST',
      message: 'bad',
    },
    { shape: 'a page without a code', body: '<PRE>oops</PRE>', message: 'oops' },
    { shape: 'an empty answer', body: '', message: '(empty answer)' },
    { shape: 'a list', body: '[1]', message: '[1]' },
    { shape: 'an endless text', body: 'x'.repeat(600), message: `${'x'.repeat(500)}…` },
  ];
  for (const { shape, body, code, message, requestId } of CASES) {
    it(`reads ${shape}`, () => assert.deepEqual(readErrorBody(body), { code, message, requestId }));
  }
});
