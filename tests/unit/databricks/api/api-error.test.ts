import assert from 'node:assert/strict';
import { ApiError, type ApiErrorKind } from '../../../../lib/databricks/api/api-error';
import { isPassing } from '../../../../lib/databricks/api/passing';
import { NetworkError } from '../../../../lib/http/network-error';

type Headers = Readonly<Record<string, string>>;
const REQUEST = { method: 'GET', path: '/api/x', doing: 'Reading x' } as const;

function errorOf(status: number, body: string, headers: Headers = {}): ApiError {
  return new ApiError(REQUEST, { status, body, headers });
}

const json = (error_code: string, message: string): string => JSON.stringify({ error_code, message });
const absent = json('INVALID_PARAMETER_VALUE', 'Run 5 does not exist.');

describe('ApiError', () => {
  const KINDS: readonly { status: number; body: string; headers?: Headers; kind: ApiErrorKind }[] = [
    { status: 401, body: '{"error_code":401,"message":"Credential was not sent"}', kind: 'authentication' },
    { status: 403, body: '{"error_code":403,"message":"Invalid access token. [ReqId: 1]"}', kind: 'authentication' },
    {
      status: 403,
      body: '',
      headers: { 'x-databricks-reason-phrase': 'Invalid access token.' },
      kind: 'authentication',
    },
    { status: 403, body: '{"message":"Token is expired"}', kind: 'authentication' },
    { status: 403, body: '{"message":"The access token expired on Monday"}', kind: 'authentication' },
    { status: 403, body: json('PERMISSION_DENIED', 'User lacks Can View'), kind: 'permission' },
    { status: 404, body: json('RESOURCE_DOES_NOT_EXIST', 'no'), kind: 'absent' },
    { status: 404, body: '', kind: 'refused' },
    { status: 404, body: json('NOT_FOUND', 'no'), kind: 'absent' },
    { status: 404, body: json('CATALOG_DOES_NOT_EXIST', 'no'), kind: 'absent' },
    { status: 404, body: json('ENDPOINT_NOT_FOUND', 'no'), kind: 'refused' },
    { status: 404, body: json('FEATURE_DISABLED', 'no'), kind: 'refused' },
    { status: 400, body: json('RESOURCE_DOES_NOT_EXIST', 'no'), kind: 'absent' },
    { status: 400, body: absent, kind: 'absent' },
    { status: 400, body: json('INVALID_PARAMETER_VALUE', 'Wrong cluster'), kind: 'refused' },
    { status: 409, body: json('RESOURCE_CONFLICT', 'no'), kind: 'refused' },
    { status: 429, body: json('REQUEST_LIMIT_EXCEEDED', 'slow'), kind: 'throttled' },
    { status: 500, body: '', kind: 'unavailable' },
    { status: 503, body: json('TEMPORARILY_UNAVAILABLE', 'later'), kind: 'unavailable' },
    { status: 200, body: '<html>', headers: { 'content-type': 'Text/HTML; charset=utf-8' }, kind: 'wrongNetwork' },
    { status: 302, body: '', headers: { location: '/login.html' }, kind: 'wrongNetwork' },
  ];
  for (const { status, body, headers, kind } of KINDS) {
    it(`takes ${status} ${body} ${JSON.stringify(headers ?? {})} as ${kind}`, () => {
      assert.equal(errorOf(status, body, headers).kind, kind);
    });
  }

  const REQUEST_INFO = '{"details":[{"request_id":"from-body"}]}';
  it('takes the request id from the header, else from the body', () => {
    assert.equal(errorOf(500, REQUEST_INFO, { 'x-request-id': 'from-header' }).requestId, 'from-header');
    assert.equal(errorOf(500, REQUEST_INFO).requestId, 'from-body');
  });

  it('names the workspace that answered', () => {
    assert.equal(errorOf(500, '', { 'x-databricks-org-id': '123' }).workspaceId, '123');
  });

  it('does not quote a page', () => {
    assert.equal(errorOf(302, '<html>Sign in</html>').message, 'a web page came back instead of data');
  });
});

describe('isPassing', () => {
  const CASES: readonly { error: unknown; passes: boolean }[] = [
    { error: new NetworkError('lost', 'x'), passes: true },
    { error: errorOf(429, ''), passes: true },
    { error: errorOf(503, ''), passes: true },
    { error: errorOf(401, ''), passes: false },
    { error: errorOf(400, absent), passes: false },
    { error: new TypeError('x'), passes: false },
  ];
  for (const { error, passes } of CASES) {
    it(`says ${passes} of ${error instanceof ApiError ? error.kind : String(error)}`, () => {
      assert.equal(isPassing(error), passes);
    });
  }
});
