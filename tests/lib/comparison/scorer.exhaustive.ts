import assert from 'node:assert/strict';
import { binaryRequest, evaluated, evaluateIn, newHost, prepare } from '../../kit/comparison/evaluated-models';
import { getRun } from '../../kit/workspace/runs';
import { answered, useAccountServer } from '../../kit/workspace/stand-in';

const SCORER = 'b5c1f0de-0000-4000-8000-000000000001';

describe('a scorer of its own', function () {
  this.timeout(240_000);
  const addAccount = useAccountServer();

  it('runs the code of both models, and nothing else', async () => {
    const { firstWorkspace: workspace } = addAccount({ servicePrincipals: [{ applicationId: SCORER }] });
    await prepare(
      workspace,
      `
from sklearn.linear_model import LogisticRegression
register(LogisticRegression().fit(rows[["age"]], rows["churned"]), "churn", inputs=["age"])
register(LogisticRegression().fit(rows[["age", "visits"]], rows["churned"]), "churn")`,
    );
    const volume = { catalog_name: 'main', schema_name: 'ml', name: 'files', volume_type: 'MANAGED' };
    await answered(workspace, 'POST /api/2.1/unity-catalog/volumes', volume);
    const grants = {
      'function/main.ml.churn': ['EXECUTE'],
      'volume/main.ml.files': ['READ_VOLUME', 'WRITE_VOLUME'],
      'schema/main.ml': ['USE_SCHEMA'],
      'catalog/main': ['USE_CATALOG'],
    };
    for (const [securable, add] of Object.entries(grants)) {
      const changes = [{ principal: SCORER, add }];
      await answered(workspace, `PATCH /api/2.1/unity-catalog/permissions/${securable}`, { changes });
    }
    const before = workspace.runs().length;
    const storage = '/Volumes/main/ml/files';
    const outcome = await evaluateIn(workspace, binaryRequest(), { scorerRunAs: SCORER, storage });
    assert.equal(evaluated(outcome).dataSets[0]?.rows, 600);
    const runs = await Promise.all(
      workspace
        .runs()
        .slice(before)
        .map(({ runId }) => getRun(workspace, runId)),
    );
    const identities = runs.map(({ run_as_user_name: name }) => name);
    assert.deepEqual(identities, ['dev@example.com', SCORER, SCORER, 'dev@example.com']);
  });

  it('is refused without a storage that it can reach', async () => {
    const { firstWorkspace: workspace } = addAccount();
    await assert.rejects(evaluateIn(workspace, binaryRequest(), { host: newHost(), scorerRunAs: SCORER }), {
      code: 'CONFIGURATION_REFUSED',
      fix: 'Set comparison.storage to a folder of a volume that it may read and write.',
    });
    assert.equal(workspace.runs().length, 0);
  });
});
