import assert from 'node:assert/strict';
import { runPreflight, usePreflightFixtures } from '../../kit/tasks/preflight-fixture';
import { SUBMIT } from '../../kit/tasks/workspace-under-test';
import { variants } from '../../kit/tier';
import { usePackageIndex } from '../../kit/workspace/package-index';

describe('DatabricksPreflight with packages', function () {
  this.timeout(120_000);
  const open = usePreflightFixtures();
  usePackageIndex(['1.0']);

  const CASES: readonly { what: string; version: string; result: string; row: RegExp }[] = [
    {
      what: "says what the installer says when the workspace's package index lacks one",
      version: '9.9',
      result: 'Failed',
      row: /^packages churn==9\.9 +absent +Run \d+ did not begin: /m,
    },
    {
      what: 'says which run installed them',
      version: '1.0',
      result: 'Succeeded',
      row: /^packages churn==1\.0 +known +run \d+ installed them on serverless compute$/m,
    },
  ];
  for (const { what, version, result, row } of variants(CASES, 0)) {
    it(what, async () => {
      const { workspace } = await open();
      const step = await runPreflight({ workspace }, { packages: `- churn==${version}` });
      const log = step.log.join('\n');
      assert.equal(step.result, result, log);
      assert.match(log, row);
      assert.equal(step.outputs['missingGrants'], '');
      const said = /churn==9\.9 in the package index that the workspace installs from\./;
      assert.equal(said.test(log), result === 'Failed');
    });
  }

  it('starts no job without packages', async () => {
    const { workspace } = await open();
    await runPreflight({ workspace }, {});
    assert.ok(workspace.requests.every(({ path }) => path !== SUBMIT));
  });
});
