import assert from 'node:assert/strict';
import { AccessToken } from '../../../../lib/databricks/auth/access-token';
import { AZURE_CLOUDS, DATABRICKS_RESOURCE } from '../../../../lib/databricks/auth/entra/cloud';
import { entraCredentials } from '../../../../lib/databricks/auth/entra/credentials';
import type { Credentials } from '../../../../lib/http/credentials';
import { VirtualClock } from '../../../kit/virtual-clock';

const MINUTE = 60_000;
const cloud = AZURE_CLOUDS['AzureCloud'] ?? assert.fail();

interface Minutes {
  readonly own: number;
  readonly management: number;
}

/** Of somebody whose tokens live for so long. */
function credentials({ own, management }: Minutes, workspaceResourceId: string | undefined = '/w'): Credentials {
  const clock = new VirtualClock();
  const token = (resource: string): Promise<AccessToken> => {
    const minutes = resource === DATABRICKS_RESOURCE ? own : management;
    return Promise.resolve(new AccessToken(resource, clock.now(), clock.now() + minutes * MINUTE));
  };
  return entraCredentials({ cloud, token, workspaceResourceId }, { clock, onFailedRenewal: () => undefined });
}

describe('the credentials of an Azure connection with two tokens', () => {
  for (const lives of [
    { own: 60, management: 25 },
    { own: 25, management: 60 },
  ]) {
    it(`end with the token that ends first (${lives.own} and ${lives.management} min)`, async () => {
      const both = credentials(lives);
      await both.headers();
      assert.equal(both.endsAt?.(), 25 * MINUTE);
    });
  }

  it('have no expiry before both tokens exist, or after one of them is refused', async () => {
    const both = credentials({ own: 60, management: 60 });
    assert.equal(both.endsAt?.(), undefined);
    const shown = await both.headers();
    assert.equal(both.endsAt?.(), 60 * MINUTE);
    const management = Object.entries(shown).filter(([name]) => name !== 'Authorization');
    both.forget?.(Object.fromEntries(management));
    assert.equal(both.endsAt?.(), undefined);
  });
});
