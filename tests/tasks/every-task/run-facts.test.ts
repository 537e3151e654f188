import assert from 'node:assert/strict';
import { DIALECTS } from '../../kit/registry/registries';
import { deploy, DESTINATION, errorOf } from '../../kit/tasks/deploy-step';
import {
  alone,
  BARE_RELEASE,
  receiptOf,
  RELEASE_OF_BUILD,
  titleOf,
  WITH_EVIDENCE,
} from '../../kit/tasks/evidence-tasks';
import { runStep } from '../../kit/tasks/pipeline';
import { ready, usePromotionFixtures } from '../../kit/tasks/promote-fixture';
import { complaint } from '../../kit/tasks/register-fixture';
import { useWorkspaces } from '../../kit/tasks/workspace-under-test';
import { exhaustively, variants } from '../../kit/tier';

const REMOVAL = ['DatabricksDeployCode', { destination: `/Workspace${DESTINATION}`, mode: 'remove' }] as const;
const OF_REPOSITORIES = new Set(['DatabricksDeployCode']);

describe('What a run does not tell', function () {
  this.timeout(60_000);
  const newWorkspace = useWorkspaces();

  for (const each of variants([REMOVAL, ...WITH_EVIDENCE], 2)) {
    it(`stops ${titleOf(each)} before its first request, all of it named`, async () => {
      const { step, requests } = await alone(newWorkspace(), each, {
        variables: { ...BARE_RELEASE, 'Release.AttemptNumber': 'x' },
      });
      const said = complaint(step);
      assert.match(said, /commit \(Build\.SourceVersion or Release\.Artifacts\.\{alias\}\.SourceVersion\)/);
      assert.match(said, /branch \(Build\.SourceBranch or /);
      assert.match(said, /attempt \(Release\.AttemptNumber is 'x', not a number from 1\)/);
      assert.equal(/repository \(Build\.Repository\.Name or /.test(said), OF_REPOSITORIES.has(each[0]));
      assert.match(said, /\nFix: .*primary artifact.*\(RUN_UNKNOWN\)$/s);
      assert.equal(requests, 0);
    });
  }

  it('does not matter to a task that leaves no evidence', async () => {
    const step = await runStep({ workspace: newWorkspace(), variables: BARE_RELEASE }, { notebookPath: '/Shared/ok' });
    assert.equal(step.result, 'Succeeded', step.log.join('\n'));
  });

  it('stops a step of a build whose attempt is not a number', async () => {
    const [each] = WITH_EVIDENCE;
    assert.ok(each);
    const { step, requests } = await alone(newWorkspace(), each, { variables: { 'System.JobAttempt': 'x' } });
    assert.match(complaint(step), /attempt \(System\.JobAttempt is 'x', not a number from 1\).*\(RUN_UNKNOWN\)$/s);
    assert.equal(requests, 0);
  });

  it('leaves a deployment by an older version to a person, who reads what to do', async () => {
    const workspace = newWorkspace();
    const { evidence } = await deploy(workspace, { tree: { 'a.txt': 'a' } });
    const { run, ...rest } = JSON.parse(evidence.join('')) as { run: Record<string, string> };
    const older = JSON.stringify({ ...rest, run: { ...run, repository: '' } });
    workspace.putFile(`${DESTINATION}/deployment.json`, older);
    const step = await deploy(workspace, { tree: { 'a.txt': 'b' } });
    assert.match(
      errorOf(step),
      /does not name its repository.*\nFix: .*delete the folder \/Workspace\/Shared\/ci\/churn/s,
    );
  });
});

describe('A deployment', () => {
  const newWorkspace = useWorkspaces();

  for (const [known, unknown] of variants([
    ['System.TeamFoundationCollectionUri', 'System.CollectionUri'],
    ['System.CollectionUri', 'System.TeamFoundationCollectionUri'],
  ] as const)) {
    it(`is recorded when the collection is known as ${known} only`, async () => {
      const variables = { [known]: 'https://dev.azure.com/contoso', [unknown]: '' };
      const step = await deploy(newWorkspace(), { tree: { 'a.txt': 'a' }, pipelineOptions: { variables } });
      assert.equal(step.result, 'Succeeded', step.log.join('\n'));
      assert.match(step.evidence.join(''), /"organization": ?"https:\/\/dev\.azure\.com\/contoso\/"/);
      assert.match(step.evidence.join(''), /contoso\/churn\/_build\/results/);
    });
  }

  it('belongs to the same repository in a classic release as in a build', async () => {
    const workspace = newWorkspace();
    const built = await deploy(workspace, { tree: { 'a.txt': 'a' } });
    assert.equal(built.result, 'Succeeded', built.log.join('\n'));
    const released = await deploy(workspace, {
      tree: { 'a.txt': 'b' },
      pipelineOptions: { variables: RELEASE_OF_BUILD },
    });
    assert.equal(released.result, 'Succeeded', released.log.join('\n'));
    assert.equal(released.outputs['filesUploaded'], '1');
  });
});

for (const under of variants(DIALECTS)) {
  describe(`MLflowPromoteModel with ${under.name}`, function () {
    // Each step is its own process.
    this.timeout(60_000);
    const open = usePromotionFixtures();

    exhaustively('says in the receipt that the run does not name a requester', async () => {
      const fixture = await ready(await open(under));
      const pipelineOptions = { variables: { 'Build.RequestedFor': '' } };
      const step = await fixture.promote({ modelVersion: '2' }, { pipelineOptions });
      assert.equal(step.result, 'Succeeded', step.log.join('\n'));
      assert.equal(receiptOf(step)['decidedBy'], 'unknown (the run names no requester)');
    });

    it('takes the facts of a classic release from the release, and leaves its receipt in the log of the release', async () => {
      const fixture = await ready(await open(under));
      const step = await fixture.promote({ modelVersion: '2' }, { pipelineOptions: { variables: RELEASE_OF_BUILD } });
      assert.equal(step.result, 'Succeeded', step.log.join('\n'));
      const { decidedBy, run } = receiptOf(step);
      assert.equal(decidedBy, 'Mateo Escobedo');
      const expected = {
        pipeline: 'churn release',
        stage: 'Prod',
        attempt: 1,
        commit: RELEASE_OF_BUILD['Release.Artifacts._churn.SourceVersion'],
        branch: 'refs/heads/main',
        repository: 'churn',
      };
      const told = run as Readonly<Record<string, unknown>>;
      assert.deepEqual(Object.fromEntries(Object.keys(expected).map((name) => [name, told[name]])), expected);
      assert.match(String(told['runUrl']), /_release\?releaseId=118/);
      assert.deepEqual(
        step.uploadedFiles.map(({ name }) => name.startsWith('receipt-')),
        [true],
      );
      assert.deepEqual(await fixture.holders(), [2]);
    });
  });
}
