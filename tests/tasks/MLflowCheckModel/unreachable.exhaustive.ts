import assert from 'node:assert/strict';
import { REGISTRIES } from '../../kit/registry/registries';
import { hostileCall, pickle } from '../../kit/serialization/pickle-bytes';
import { complianceOf, useCheckFixtures } from '../../kit/tasks/check-fixture';

const [UNITY_CATALOG] = REGISTRIES;
const FOLDER = '/api/2.0/fs/directories/Models/main/default/churn';

describe('MLflowCheckModel on an agent that the storage lets nowhere near', function () {
  this.timeout(180_000);
  const open = useCheckFixtures();

  it('judges what a job brings by the same rules, of the version and of the champion', async () => {
    const fixture = await open(UNITY_CATALOG);
    await fixture.addChecked();
    await fixture.model.movePointer({ pointer: UNITY_CATALOG.champion, version: 1, others: 'archive' });
    const version = await fixture.addChecked({ files: { 'model.pkl': pickle(hostileCall()) } });
    for (const number of [1, version]) {
      const body = { error_code: 'PERMISSION_DENIED', message: 'a firewall' };
      fixture.addFault({ method: 'GET', path: `${FOLDER}/${number}`, status: 403, body, times: 1 });
    }
    const step = await fixture.check(version);
    assert.equal(step.outputs['failedChecks'], 'pickle', step.log.join('\n'));
    const found = new Map(complianceOf(step).checks.map(({ check, message }) => [check, message]));
    assert.match(found.get('pickle') ?? '', /^model\.pkl looks up posix\.system$/);
    assert.match(found.get('signature') ?? '', /the same as those of version 1, the champion$/);
    assert.equal(step.log.filter((line) => line.includes('so a job fetches them')).length, 2);
  });
});
