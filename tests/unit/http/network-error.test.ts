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
    ['CERT_NOT_YET_VALID', 'certificate'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'certificate'],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'clientCertificate'],
    ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'clientCertificate'],
    ['ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE', 'clientCertificate'],
    ['ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', 'clientCertificate'],
    ['ERR_OSSL_BAD_DECRYPT', 'clientCertificate'],
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
