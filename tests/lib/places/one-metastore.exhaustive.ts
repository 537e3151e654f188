import assert from 'node:assert/strict';
import { evidenceOf, putEvidence, storyOf } from '../../kit/places/evidence';
import { runPromotion } from '../../kit/places/pipelines';
import { registerVersion, REGISTRIES, registryAt, type RegistryUnderTest } from '../../kit/registry/registries';
import { useTemporaryFolders } from '../../kit/temporary-folders';
import { VirtualClock } from '../../kit/virtual-clock';
import { useAccountServer, type Endpoint } from '../../kit/workspace/stand-in';

const [CATALOG, LEGACY] = REGISTRIES;

describe('evidence of another workspace', function () {
  // The first one waits for MLflow to start.
  this.timeout(60_000);
  const addAccount = useAccountServer();
  const newFolder = useTemporaryFolders();
  let folder = '';
  beforeEach(() => {
    folder = newFolder();
  });

  it('counts where both share a metastore', async () => {
    const { dev, prod } = endpoints();
    await leaveEvidence(CATALOG, dev);
    const { outcome, what } = await runPromotion(CATALOG, prod, { folder, version: 1 });
    assert.equal(outcome, 'promoted', what);
  });

  it('does not matter if each has its own models, even with the same name', async () => {
    const { dev, prod } = endpoints();
    assert.ok(LEGACY);
    await leaveEvidence(LEGACY, dev);
    await addModel(LEGACY, prod);
    const { code, what } = await runPromotion(LEGACY, prod, { folder, version: 1 });
    assert.equal(code, 'EVIDENCE_MISSING', what);
  });

  function endpoints(): { readonly dev: Endpoint; readonly prod: Endpoint } {
    const account = addAccount();
    const { host, token } = account.workspace('prod');
    // Workspaces of the cloud have an address each.
    return { dev: account.workspace('dev'), prod: { host: host.replace('127.0.0.1', 'localhost'), token } };
  }

  async function leaveEvidence(under: RegistryUnderTest, endpoint: Endpoint): Promise<void> {
    putEvidence(folder, evidenceOf(await storyOf(await addModel(under, endpoint), 1)));
  }
});

async function addModel(under: RegistryUnderTest, endpoint: Endpoint): Promise<Parameters<typeof storyOf>[0]> {
  const registry = registryAt(under, endpoint, { clock: new VirtualClock(), signal: new AbortController().signal });
  const model = registry.model(under.modelName);
  await model.create('who leaves');
  await registerVersion(under, endpoint, { files: 'none' });
  return { registry, model };
}
