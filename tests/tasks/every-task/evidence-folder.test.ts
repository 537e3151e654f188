import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { alone, titleOf, WITH_EVIDENCE } from '../../kit/tasks/evidence-tasks';
import { runStep } from '../../kit/tasks/pipeline';
import { complaint } from '../../kit/tasks/register-fixture';
import { useWorkspaces } from '../../kit/tasks/workspace-under-test';
import { variants } from '../../kit/tier';

/** Below a new folder; a file is in the way. */
const OBSTACLES = [
  { what: 'is a file', folder: 'evidence', file: 'evidence' },
  { what: 'is below a file', folder: 'file/evidence', file: 'file' },
] as const;

const REFUSAL =
  /^Evidence cannot be written to .*: E(?:EXIST|NOTDIR).*Nothing was started\.\nFix: .*\(EVIDENCE_NOT_WRITTEN\)$/;

describe('An evidence folder that cannot be written', function () {
  this.timeout(60_000);
  const newWorkspace = useWorkspaces();
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'obstacle-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const putFile = (path: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), 'in the way');
  };

  for (const each of variants(WITH_EVIDENCE.filter(([task]) => task !== 'DatabricksDeployCode'))) {
    const [task, inputs] = each;
    for (const { what, folder, file } of variants(OBSTACLES)) {
      it(`stops ${titleOf(each)} before its first request when it ${what}`, async () => {
        putFile(file);
        const wanted = { ...inputs, evidence: join(root, folder) };
        const { step, requests } = await alone(newWorkspace(), [task, wanted]);
        assert.match(complaint(step), REFUSAL);
        assert.equal(requests, 0);
      });
    }
  }

  for (const each of variants(WITH_EVIDENCE.filter(([task]) => task === 'DatabricksDeployCode'))) {
    it(`stops ${titleOf(each)} before its first request when a file is in the way of the job's own folder`, async () => {
      putFile('mlops');
      const { step, requests } = await alone(newWorkspace(), each, { variables: { 'Pipeline.Workspace': root } });
      assert.match(complaint(step), REFUSAL);
      assert.equal(requests, 0);
    });
  }

  it('stops a promotion when only the folder of its model is blocked', async () => {
    const [promotion] = WITH_EVIDENCE;
    assert.ok(promotion);
    const [task, inputs] = promotion;
    putFile('evidence/main.default.churn');
    const evidence = join(root, 'evidence');
    const { step, requests } = await alone(newWorkspace(), [task, { ...inputs, evidence }]);
    assert.match(complaint(step), /evidence\/main\.default\.churn: .*\(EVIDENCE_NOT_WRITTEN\)$/s);
    assert.equal(requests, 0);
  });

  it('does not matter to a task that leaves no evidence', async () => {
    putFile('mlops');
    const variables = { 'Pipeline.Workspace': root };
    const step = await runStep({ workspace: newWorkspace(), variables }, { notebookPath: '/Shared/ok' });
    assert.equal(step.result, 'Succeeded', step.log.join('\n'));
  });
});
