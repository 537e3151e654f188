import assert from 'node:assert/strict';
import { getPersonalAccessTokenHandler, WebApi } from 'azure-devops-node-api';
import type { IBuildApi } from 'azure-devops-node-api/BuildApi';
import { TaskResult, TimelineRecordState, type TimelineRecord } from 'azure-devops-node-api/interfaces/BuildInterfaces';
import type { BuildRecord } from '../../../../local/azure-devops/build-record';
import { KEPT, type ApprovalRecord, type RunEvent } from '../../../../local/pipelines/run/events';
import { RunReport } from '../../../../local/pipelines/steps/run-report';
import { NOW, RunFixture } from '../../../kit/azure-devops/run-fixture';

const PROJECT = "Jan's churn";
const STAGES = ['Train', 'QA'].map((name) => ({ name, title: `Stage ${name}` }));
const STARTED: RunEvent = { kind: 'run started', id: '1', name: '20261120.1', attempt: 1 };
const WAITING: RunEvent = {
  kind: 'waiting',
  stage: 'QA',
  for: 'approval of environment qa',
  approval: 'environment qa',
};

// What the engine says goes in; what Azure DevOps then shows is read with its official client.
describe('a run that Azure DevOps hears of', () => {
  let fixture: RunFixture;
  let builds: IBuildApi;
  let report: RunReport;
  let kept: BuildRecord[];
  beforeEach(async () => {
    fixture = await RunFixture.open();
    builds = await new WebApi(fixture.collection, getPersonalAccessTokenHandler(fixture.token)).getBuildApi();
    kept = [];
    const { run } = fixture;
    report = new RunReport({ run, stages: STAGES, now: () => NOW, keep: () => kept.push(run.build) });
  });
  afterEach(() => fixture.close());

  const hear = (...events: readonly RunEvent[]): void => events.forEach((event) => report.hear(event));
  const stages = async (): Promise<readonly TimelineRecord[]> => recordsOf('Stage');
  const recordsOf = async (type: string): Promise<readonly TimelineRecord[]> =>
    ((await builds.getBuildTimeline(PROJECT, 214)).records ?? []).filter((record) => record.type === type);
  const approvals = async (query = ''): Promise<readonly Readonly<Record<string, unknown>>[]> =>
    (await fixture.request('GET', `${PROJECT}/_apis/pipelines/approvals?$expand=steps${query}`)).body[
      'value'
    ] as readonly Readonly<Record<string, unknown>>[];

  it('has all stages from the start, pending until their turn comes, and ended with their result', async () => {
    hear(STARTED);
    assert.deepEqual(
      (await stages()).map(({ name, identifier, state, result }) => [name, identifier, state, result]),
      [
        ['Stage Train', 'Train', TimelineRecordState.Pending, null],
        ['Stage QA', 'QA', TimelineRecordState.Pending, null],
      ],
    );
    hear({ kind: 'stage started', stage: 'Train', title: 'Stage Train' });
    assert.equal((await stages())[0]?.state, TimelineRecordState.InProgress);
    hear({ kind: 'job ended', stage: 'Train', job: 'train', result: 'Succeeded', outputs: {}, secretOutputs: [] });
    assert.equal((await recordsOf('Phase'))[0]?.result, TaskResult.Succeeded);
    hear({ kind: 'stage ended', stage: 'Train', result: 'SucceededWithIssues' });
    const [train] = await stages();
    assert.deepEqual(
      [train?.state, train?.result, train?.startTime?.getTime(), train?.finishTime?.getTime()],
      [TimelineRecordState.Completed, TaskResult.SucceededWithIssues, NOW, NOW],
    );
    hear({ kind: 'stage ended', stage: 'QA', result: 'Skipped' }, { kind: 'run ended', result: 'Succeeded' });
    assert.equal((await stages())[1]?.result, TaskResult.Skipped);
    assert.equal(kept.at(-1)?.result, 'succeeded');
    assert.equal(kept.at(-1)?.timeline.length, 3);
  });

  const DECISIONS: readonly (readonly [ApprovalRecord['decision'], status: string, result: TaskResult])[] = [
    ['approved', 'approved', TaskResult.Succeeded],
    ['rejected', 'rejected', TaskResult.Failed],
    ['timed out', 'timedOut', TaskResult.Skipped],
  ];
  for (const [decision, status, result] of DECISIONS) {
    it(`shows an approval that is waited for, then that it was ${decision}, by whom and why`, async () => {
      hear(STARTED, WAITING);
      const [pending] = await approvals('&state=pending');
      assert.deepEqual([pending?.['status'], pending?.['instructions']], ['pending', 'environment qa']);
      const [record] = await recordsOf('Checkpoint.Approval');
      assert.deepEqual([record?.id, record?.state], [pending?.['id'], TimelineRecordState.InProgress]);
      assert.equal((await stages())[1]?.state, TimelineRecordState.Pending);

      const who = decision === 'timed out' ? '' : 'ada';
      const comment = decision === 'timed out' ? '' : 'read it';
      hear({ kind: 'approval', stage: 'QA', subject: 'environment qa', decision, who, comment });
      const [decided] = await approvals();
      assert.equal(decided?.['status'], status);
      const steps = decided['steps'] as { actualApprover: { displayName: string }; comment: string }[];
      assert.deepEqual(
        steps.map((step) => [step.actualApprover.displayName, step.comment]),
        who === '' ? [] : [['ada', 'read it']],
      );
      assert.equal((await recordsOf('Checkpoint.Approval'))[0]?.result, result);
    });
  }

  it('shows the newest attempt of a stage that runs again, and leaves the others as they ended', async () => {
    hear(STARTED, { kind: 'stage started', stage: 'Train', title: '' });
    hear({ kind: 'stage ended', stage: 'Train', result: 'Succeeded' });
    hear(WAITING, { kind: 'stage ended', stage: 'QA', result: 'Failed' }, { kind: 'run ended', result: 'Failed' });
    hear({ ...STARTED, attempt: 2 }, { kind: 'stage ended', stage: 'Train', result: 'Succeeded', why: KEPT });
    hear(WAITING);
    const [train, open] = await stages();
    assert.deepEqual([train?.attempt, train?.result], [1, TaskResult.Succeeded]);
    assert.deepEqual([open?.attempt, open?.state, open?.result], [2, TimelineRecordState.Pending, null]);
    assert.equal(kept.at(-1)?.status, 'inProgress');
    hear({ kind: 'stage started', stage: 'QA', title: '' }, { kind: 'stage ended', stage: 'QA', result: 'Succeeded' });
    const [, qa] = await stages();
    assert.deepEqual([qa?.attempt, qa?.result], [2, TaskResult.Succeeded]);
  });
});
