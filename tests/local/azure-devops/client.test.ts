import assert from 'node:assert/strict';
import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { getPersonalAccessTokenHandler, WebApi } from 'azure-devops-node-api';
import type { IBuildApi } from 'azure-devops-node-api/BuildApi';
import {
  BuildQueryOrder,
  BuildResult,
  BuildStatus,
  TaskResult,
  TimelineRecordState,
} from 'azure-devops-node-api/interfaces/BuildInterfaces';
import type { ITaskApi } from 'azure-devops-node-api/TaskApi';
import type { ITestApi } from 'azure-devops-node-api/TestApi';
import { claimsOf } from '../../../lib/core/jwt';
import type { BuildRecord } from '../../../local/azure-devops/build-record';
import { unpackPackage } from '../../../local/pipelines/steps/unpack-package';
import { COMMIT, CONNECTION, JOB, NOW, PLAN, REPOSITORY, RunFixture } from '../../kit/azure-devops/run-fixture';

const PROJECT = "Jan's churn";

// The official client says what requests look like and reads every answer; it knows nothing of this server.
describe('the official client of Azure DevOps', () => {
  let fixture: RunFixture;
  let api: WebApi;
  let builds: IBuildApi;
  let tests: ITestApi;
  let tasks: ITaskApi;
  beforeEach(async () => {
    fixture = await RunFixture.open();
    api = new WebApi(fixture.collection, getPersonalAccessTokenHandler(fixture.token));
    builds = await api.getBuildApi();
    tests = await api.getTestApi();
    tasks = await api.getTaskApi();
  });
  afterEach(() => fixture.close());

  it('reads the build and its tags', async () => {
    fixture.run.buildNumber = '20261120.1';
    const build = await builds.getBuild(PROJECT, 214);
    assert.deepEqual([build.id, build.buildNumber, build.definition?.name], [214, '20261120.1', 'train']);
    assert.deepEqual(await builds.addBuildTag(PROJECT, 214, 'better'), ['better']);
    assert.deepEqual(await builds.getBuildTags(PROJECT, 214), ['better']);
    assert.deepEqual(await builds.deleteBuildTag(PROJECT, 214, 'better'), []);
  });

  /** Builds 1 to `count` of another pipeline, all but the last of another commit. */
  const earlier = (count: number): readonly BuildRecord[] =>
    Array.from({ length: count }, (_, index) => ({
      id: String(index + 1),
      number: `20261119.${index + 1}`,
      definition: { id: 9, name: 'main' },
      repository: { id: REPOSITORY, name: 'churn' },
      commit: index + 1 === count ? COMMIT : 'f'.repeat(40),
      branch: 'refs/heads/main',
      status: 'completed',
      result: 'failed',
      startTime: new Date(NOW - 86_400_000).toISOString(),
      finishTime: new Date(NOW - 86_300_000).toISOString(),
      tags: [],
      timeline: [{ ...QA, id: `qa-${index + 1}` }],
    }));
  const QA = {
    parentId: undefined,
    type: 'Stage',
    name: 'Sign-off by QA',
    refName: 'QA',
    identifier: 'QA',
    order: 2,
    attempt: 2,
    state: 'completed',
    result: 'failed',
  } as const;
  const [none] = [undefined];
  const listed = (definition: number) =>
    builds.getBuilds(
      PROJECT,
      [definition],
      ...([none, none, none, none, none, none, none, none, none, none] as const),
      1000,
      none,
      none,
      none,
      BuildQueryOrder.QueueTimeDescending,
    );

  it('finds a pipeline by name, its earlier runs by pipeline, and how their stages ended', async () => {
    fixture.earlier = earlier(3);
    const [pipeline, ...others] = await builds.getDefinitions(PROJECT, 'MAIN');
    assert.deepEqual([pipeline?.id, pipeline?.name, pipeline?.path, others.length], [9, 'main', '\\', 0]);
    assert.deepEqual(
      (await builds.getDefinitions(PROJECT)).map(({ name }) => name),
      ['train', 'main'],
    );
    assert.equal((await builds.getDefinition(PROJECT, 7)).name, 'train');
    assert.equal(await builds.getDefinition(PROJECT, 8), null);

    const [newest, second] = await listed(9);
    assert.deepEqual(
      [newest?.id, newest?.sourceVersion, newest?.sourceBranch, newest?.status, newest?.result],
      [3, COMMIT, 'refs/heads/main', BuildStatus.Completed, BuildResult.Failed],
    );
    assert.deepEqual([newest?.repository?.id, newest?.repository?.type], [REPOSITORY, 'TfsGit']);
    assert.deepEqual([second?.id, second?.sourceVersion], [2, 'f'.repeat(40)]);
    const [stage] = (await builds.getBuildTimeline(PROJECT, 3)).records ?? [];
    assert.deepEqual(
      [stage?.id, stage?.type, stage?.identifier, stage?.attempt, stage?.result],
      ['qa-3', 'Stage', 'QA', 2, TaskResult.Failed],
    );
    assert.deepEqual(
      (await listed(7)).map(({ id }) => id),
      [214],
    );
    assert.deepEqual(await listed(8), []);
  });

  it('reads the timeline with its enumerations and times', async () => {
    const shared = { attempt: 1, refName: 'train', startTime: new Date(NOW).toISOString() };
    fixture.run.timeline.set(JOB, {
      ...shared,
      id: JOB,
      parentId: undefined,
      type: 'Job',
      name: 'Train',
      order: 1,
      state: 'inProgress',
    });
    fixture.run.timeline.set('a', {
      ...shared,
      id: 'a',
      parentId: JOB,
      type: 'Task',
      name: 'Train the model',
      order: 2,
      state: 'completed',
      result: 'succeededWithIssues',
      finishTime: new Date(NOW + 1000).toISOString(),
      issues: [{ type: 'warning', message: 'slow' }],
    });
    for (const id of [undefined, PLAN]) {
      const timeline = await builds.getBuildTimeline(PROJECT, 214, id);
      const [job, step] = timeline.records ?? [];
      assert.deepEqual([job?.state, job?.result], [TimelineRecordState.InProgress, null]);
      assert.deepEqual([step?.state, step?.result], [TimelineRecordState.Completed, TaskResult.SucceededWithIssues]);
      assert.deepEqual([step?.parentId, step?.warningCount, step?.errorCount], [JOB, 1, 0]);
      assert.equal(step?.finishTime?.getTime(), NOW + 1000);
    }
  });

  it('lists, downloads and links artifacts', async () => {
    fixture.artifact('model/model.pkl', 'weights');
    fixture.artifact('model/deep/ä.md', '# Notes\n');
    assert.deepEqual(
      (await builds.getArtifacts(PROJECT, 214)).map(({ name }) => name),
      ['model'],
    );
    const artifact = await builds.getArtifact(PROJECT, 214, 'model');
    assert.equal(artifact.resource?.type, 'PipelineArtifact');

    const zip = join(fixture.folder, 'model.zip');
    writeFileSync(zip, await buffer(await builds.getArtifactContentZip(PROJECT, 214, 'model')));
    const unpacked = join(fixture.folder, 'unpacked');
    unpackPackage(zip, unpacked);
    assert.deepEqual(fixture.filesIn(unpacked), { 'model/deep/ä.md': '# Notes\n', 'model/model.pkl': 'weights' });

    const link = { name: 'report', resource: { type: 'FilePath', data: '/share/report' } };
    assert.equal((await builds.createArtifact(link, PROJECT, 214)).resource?.data, '/share/report');
    await assert.rejects(builds.createArtifact(link, PROJECT, 214), /Artifact report already exists for build 214/);
    assert.equal(await builds.getArtifact(PROJECT, 214, 'x'), null);
  });

  it('creates a test run, adds results and completes it', async () => {
    const made = await tests.createTestRun(
      { name: 'unit', automated: true, configurationIds: [], plan: {}, build: { id: '214' } },
      PROJECT,
    );
    const added = await tests.addTestResultsToTestRun(
      [
        { testCaseTitle: 'a', outcome: 'Passed', durationInMs: 5 },
        { automatedTestName: 'b', outcome: 'Failed', errorMessage: 'no' },
        { testCaseTitle: 'c', outcome: 'NotExecuted' },
      ],
      PROJECT,
      made.id,
    );
    assert.deepEqual(
      added.map(({ id }) => id),
      [100_000, 100_001, 100_002],
    );
    await tests.updateTestRun({ state: 'Completed', comment: 'done' }, PROJECT, made.id);

    const run = await tests.getTestRunById(PROJECT, made.id);
    assert.deepEqual(
      [run.name, run.state, run.totalTests, run.passedTests, run.unanalyzedTests],
      ['unit', 'Completed', 3, 1, 1],
    );
    const results = await tests.getTestResults(PROJECT, made.id);
    assert.deepEqual(
      results.map(({ testCaseTitle, outcome }) => [testCaseTitle, outcome]),
      [
        ['a', 'Passed'],
        ['b', 'Failed'],
        ['c', 'NotExecuted'],
      ],
    );
    assert.equal(results[1]?.errorMessage, 'no');
    assert.equal((await tests.getTestRuns(PROJECT, 'vstfs:///Build/Build/214')).length, 1);
    assert.equal((await tests.getTestRuns(PROJECT, 'vstfs:///Build/Build/1')).length, 0);
  });

  it('gets identity tokens for a connection and for the pipeline, signed by the published key', async () => {
    const forConnection = await tasks.createOidcToken({}, PROJECT, 'build', PLAN, JOB, CONNECTION);
    const claims = claimsOf(forConnection.oidcToken ?? '');
    assert.deepEqual(
      [claims?.['iss'], claims?.['sub'], claims?.['aud'], claims?.['exp']],
      [
        'https://vstoken.dev.azure.com/4c6fbd37-51de-4f7b-a2de-1b2d2c3a4f55',
        "sc://local/Jan's churn/databricks-dev",
        'api://AzureADTokenExchange',
        NOW / 1000 + 600,
      ],
    );
    const [header = '', payload = '', signature = ''] = (forConnection.oidcToken ?? '').split('.');
    const keys = (await (await fetch(new URL('/.well-known/jwks', fixture.collection))).json()) as {
      keys: JsonWebKey[];
    };
    const key = createPublicKey({ key: keys.keys[0] ?? {}, format: 'jwk' });
    assert.ok(verify('sha256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url')));

    const forPipeline = await tasks.createOidcToken({}, PROJECT, 'build', PLAN, JOB);
    assert.equal(claimsOf(forPipeline.oidcToken ?? '')?.['sub'], "p://local/Jan's churn/train");
  });

  it('takes what does not exist for nothing, and hears why a request is refused', async () => {
    assert.equal(await builds.getBuild(PROJECT, 1), null);
    assert.equal(await builds.getBuild('other', 214), null);
    assert.equal(await tests.getTestRunById(PROJECT, 9), null);
    assert.equal(await tasks.createOidcToken({}, PROJECT, 'build', PLAN, JOB, PLAN), null);
    await assert.rejects(tasks.createOidcToken({}, PROJECT, 'build', PLAN, PLAN), /This token is not one of job/);
    const stranger = new WebApi(fixture.collection, getPersonalAccessTokenHandler('wrong'));
    await assert.rejects(async () => (await stranger.getBuildApi()).getBuild(PROJECT, 214), /TF400813|401/);
  });
});
