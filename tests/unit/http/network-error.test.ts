import assert from 'node:assert/strict';
import { networkErrorOf, type NetworkFault } from '../../../lib/http/network-error';

describe('networkErrorOf', () => {
  const CASES: readonly (readonly [code: string, fault: NetworkFault])[] = [
    ['ENOTFOUND', 'unreachable'],
    ['EAI_AGAIN', 'unreachable'],
    ['EHOSTUNREACH', 'unreachable'],
    ['ECONNREFUSED', 'refused'],
    ['ETIMEDOUT', 'timeout'],
    ['ECONNRESET', 'lost'],
    ['EPIPE', 'lost'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate'],
    ['CERT_HAS_EXPIRED', 'certificate'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate'],
  ];
  for (const [code, fault] of CASES) {
    it(`takes ${code} as ${fault}`, () => {
      const cause = Object.assign(new Error('details'), { code });
      const error = networkErrorOf(cause, 'https://adb-1.net:8443/api?token=x');
      assert.deepEqual([error.fault, error.cause], [fault, cause]);
      assert.ok(error.message.endsWith(` adb-1.net:8443 (${code})`), error.message);
    });
  }

  it('says what was thrown when that has no code', () => {
    const { fault, message } = networkErrorOf(new Error('socket hang up'), 'https://adb-1.net/');
    assert.deepEqual([fault, message], ['lost', 'The connection was lost to adb-1.net (Error: socket hang up)']);
  });

  it('knows a refusal by the proxy', () => {
    assert.equal(networkErrorOf(new Error('the proxy answered 407'), 'https://adb-1.net/').fault, 'proxy');
  });
});
