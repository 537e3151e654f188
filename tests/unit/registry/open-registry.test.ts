import assert from 'node:assert/strict';
import { Api } from '../../../lib/databricks/api/api';
import type { RegistryChoice } from '../../../lib/registry/choose-registry';
import { openRegistry } from '../../../lib/registry/open-registry';
import { VirtualClock } from '../../kit/virtual-clock';

const tools = {
  send: () => Promise.reject(new Error('nothing is asked to open a registry')),
  clock: new VirtualClock(),
  random: () => 0,
  onRetry: () => undefined,
  signal: new AbortController().signal,
};
const api = new Api({ ...tools, host: { origin: 'https://adb-1.7.azuredatabricks.net' } });
const server = { uri: 'https://example.com/team/mlflow/', credentials: { type: 'none' } } as const;

describe('openRegistry', () => {
  const TABLE: readonly (readonly [choice: RegistryChoice, described: string])[] = [
    [{ kind: 'unityCatalog', how: 'so' }, 'Unity Catalog at https://adb-1.7.azuredatabricks.net, because so'],
    [{ kind: 'workspace', how: 'so' }, 'the Workspace registry at https://adb-1.7.azuredatabricks.net, because so'],
    [{ kind: 'mlflow', how: 'so' }, 'the MLflow server at https://example.com/team/mlflow, because so'],
  ];
  for (const [choice, described] of TABLE) {
    it(`asks nothing to say '${described}'`, () => {
      assert.equal(openRegistry({ choice, api: () => api, withoutCredentials: tools, server }).describe(), described);
    });
  }

  it('needs the address of a plain MLflow server', () => {
    const choice = { kind: 'mlflow', how: 'so' } as const;
    assert.throws(() => openRegistry({ choice, api: () => api, withoutCredentials: tools }), {
      code: 'INPUTS_REFUSED',
    });
  });
});
