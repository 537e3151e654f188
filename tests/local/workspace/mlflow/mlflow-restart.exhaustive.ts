import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from '../../../../local/workspace/execution/alive';
import { answered, call, useAccountServer } from '../../../kit/workspace/stand-in';

const SEARCH = 'POST /api/2.0/mlflow/experiments/search';
const ANY = { max_results: 5 };

// What mlflow-start.test.ts shows of a script, with the real server behind real requests.
describe("workspace MLflow's server", function () {
  this.timeout(60_000);
  const addAccount = useAccountServer({ mlflow: 'own' });

  it('starts once for all who ask first at the same time, and again after its death, which is answered with the reason', async () => {
    const account = addAccount();
    const dev = account.workspace('dev');
    const uat = account.workspace('uat');
    await Promise.all([dev, uat, dev].map((at) => answered(at, SEARCH, ANY)));
    const killed = dev.mlflow.pid ?? 0;
    assert.ok(isAlive(killed));
    await answered(uat, SEARCH, ANY);
    assert.equal(dev.mlflow.pid, killed);

    process.kill(killed, 'SIGKILL');
    const after = await call(dev, SEARCH, ANY);
    // Whether the request meets the dying server or the next one is the kernel's to say.
    assert.ok(after.status === 200 || after.body['error_code'] === 'INVALID_STATE', JSON.stringify(after.body));
    while (dev.mlflow.pid === killed) {
      await delay(2);
    }
    await answered(dev, SEARCH, ANY);
  });
});
