import assert from 'node:assert/strict';
import { constants, verify, X509Certificate } from 'node:crypto';
import { certificateThumbprint, signedJwt } from '../../../lib/core/node/signed-jwt';
import { selfSigned } from '../../kit/logins/certificate';

describe('signedJwt', () => {
  const { cert, key } = selfSigned();

  it('is signed by PS256 and names its certificate', () => {
    const jwt = signedJwt({ 'x5t#S256': certificateThumbprint([cert], key) }, { sub: 'app' }, key);
    const [header = '', claims = '', signature = ''] = jwt.split('.');
    const read = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString());
    const { publicKey, fingerprint256 } = new X509Certificate(cert);
    const thumbprint = Buffer.from(fingerprint256.replaceAll(':', ''), 'hex').toString('base64url');
    assert.deepEqual(read(header), { 'x5t#S256': thumbprint, alg: 'PS256', typ: 'JWT' });
    assert.deepEqual(read(claims), { sub: 'app' });
    const pss = { key: publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
    assert.ok(verify('sha256', Buffer.from(`${header}.${claims}`), pss, Buffer.from(signature, 'base64url')));
  });

  it('has the thumbprint of its own certificate, at any position in a chain', () => {
    const other = selfSigned();
    const own = certificateThumbprint([cert], key);
    assert.equal(certificateThumbprint([other.cert, cert], key), own);
    assert.throws(() => certificateThumbprint([other.cert], key), /its private key belongs to another certificate/);
  });

  it('refuses a key of another kind', () => {
    assert.throws(() => signedJwt({}, {}, selfSigned('ec').key), /the key is of type ec, not RSA/);
  });
});
