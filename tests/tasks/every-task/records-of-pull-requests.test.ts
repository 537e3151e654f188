import assert from 'node:assert/strict';
import { join } from 'node:path';
import { is } from 'valibot';
import { creationSchema } from '../../../lib/contracts/creation';
import { sealOf } from '../../../lib/contracts/seal';
import { isJsonObject, parseJson, type JsonObject } from '../../../lib/core/lossless-json';
import { sha256Hex } from '../../../lib/core/node/hash';
import type { StepResult } from '../../../local/agent/job';
import type { Workspace } from '../../../local/workspace/workspace';
import { writeTree } from '../../kit/deployment/source-tree';
import { inPipeline, STAGING, type Pipeline } from '../../kit/tasks/pipeline';
import { plainTraining } from '../../kit/tasks/plain-training';
import { contentOf, namesIn } from '../../kit/tasks/workspace-content';
import { exhaustively } from '../../kit/tier';
import { useServer } from '../../kit/workspace/test-server';

const FOLDER = '/Shared/churn/pull-12-merge';
const RECORDS = `${FOLDER}/.mlops-records`;
const SUFFIX = /^[a-z.]+_pr12_[a-z]+_[0-9a-f]{8}$/;
const PROJECT = `version: 1
model: { problem: binary, tags: { owner_group: growth }, description: Finds leavers. }
data:
  createMissing: true
  training: { table: customers }
  evaluation: { table: holdout, label: churned }
training: { notebook: model_train }
environments:
  dev: { catalog: dev, schema: ml, modelName: churn }
`;

describe('what a pull request creates', function () {
  this.timeout(120_000);
  const server = useServer();

  it('is recorded in its own folder before it is created, and no later deployment deletes the records', async () => {
    const workspace = server().addWorkspace();
    await inPullRequest(workspace, async (pipeline) => {
      await deploys(pipeline);
      assert.deepEqual(created(await recordsIn(workspace)), [`folder /Workspace${FOLDER}`]);
      const training = await trains(pipeline);
      assert.equal(training.result, 'Succeeded', training.log.join('\n'));
      await deploys(pipeline, { 'more.txt': 'x' });
    });
    const records = await recordsIn(workspace);
    for (const record of records) {
      assert.ok(is(creationSchema, record), JSON.stringify(record));
      assert.equal(record['sha256'], sealOf(record, sha256Hex));
    }
    const names = created(records);
    assert.deepEqual(
      names.filter((name) => !name.startsWith('table ')),
      [`folder /Workspace${FOLDER}`, `folder /Workspace${FOLDER}`, 'versions churn_pr', 'versions churn_pr 1'],
    );
    const tables = names.filter((name) => name.startsWith('table ')).map((name) => name.slice('table '.length));
    assert.equal(tables.length, 2);
    tables.forEach((table) => assert.match(table, SUFFIX));
    const ahead = workspace.requests.findIndex(({ path }) => path.endsWith('/jobs/runs/submit'));
    const written = workspace.requests.slice(0, ahead).filter(({ path }) => path.endsWith('/workspace/import'));
    assert.ok(written.length >= 3);
  });

  it('is not created when the record cannot be written', async () => {
    const workspace = server().addWorkspace();
    await inPullRequest(workspace, async (pipeline) => {
      await deploys(pipeline);
      workspace.addFault({ path: '/api/2.0/workspace/import', status: 403, times: 99 });
      const { result } = await trains(pipeline);
      assert.equal(result, 'Failed');
    });
    assert.ok(!workspace.requests.some(({ path }) => path.endsWith('/jobs/runs/submit')));
  });

  exhaustively('is not created when the record does not read back', async () => {
    const workspace = server().addWorkspace();
    await inPullRequest(
      workspace,
      async (pipeline) => {
        await deploys(pipeline);
        workspace.addFault({ method: 'GET', path: /\/workspace\/export/, status: 200, body: {}, times: 99 });
        const { result, issues } = await trains(pipeline);
        assert.equal(result, 'Failed');
        assert.match(issues.map(({ message }) => message).join('\n'), /does not read back.*\(CREATION_NOT_RECORDED\)/s);
      },
      { speed: 100 },
    );
    assert.ok(!workspace.requests.some(({ path }) => path.endsWith('/jobs/runs/submit')));
  });

  it('is recorded for pull requests only, and only where the folder is theirs', async () => {
    for (const [branch, destination] of [
      ['refs/heads/feature/x', FOLDER],
      ['refs/pull/12/merge', '/Shared/churn/main'],
    ] as const) {
      const workspace = server().addWorkspace();
      await inPullRequest(workspace, (pipeline) => deploys(pipeline, {}, destination), { branch });
      assert.deepEqual(await namesIn(workspace, `${destination}/.mlops-records`), [], branch);
    }
  });

  exhaustively(
    'is on record after its code was removed, unless that was all; and a removal may run twice',
    async () => {
      for (const [isTrained, left] of [
        [true, ['.mlops-records']],
        [false, []],
      ] as const) {
        const workspace = server().addWorkspace();
        await inPullRequest(workspace, async (pipeline) => {
          await deploys(pipeline);
          if (isTrained) {
            assert.equal((await trains(pipeline)).result, 'Succeeded');
          }
          for (const round of [1, 2]) {
            const removal = await pipeline.run({ destination: `/Workspace${FOLDER}`, mode: 'remove' }, CODE);
            assert.equal(removal.result, 'Succeeded', `${round}: ${removal.log.join('\n')}`);
          }
        });
        assert.deepEqual(await namesIn(workspace, FOLDER), left);
        assert.equal((await recordsIn(workspace)).length, isTrained ? 3 : 0);
      }
    },
  );

  const CODE = { taskFolder: join(STAGING, 'DatabricksDeployCode'), name: 'code' };

  interface Surroundings {
    readonly branch?: string;
    readonly speed?: number;
  }

  async function inPullRequest(
    workspace: Workspace,
    use: (pipeline: Pipeline) => Promise<void>,
    { branch = 'refs/pull/12/merge', speed = 10 }: Surroundings = {},
  ): Promise<void> {
    await inPipeline({ workspace, speed, variables: { 'Build.SourceBranch': branch } }, use);
  }

  async function deploys(pipeline: Pipeline, more = {}, destination = FOLDER): Promise<void> {
    const sources = pipeline.job.variables.get('System.DefaultWorkingDirectory') ?? '';
    const tree = { 'mlops.yml': PROJECT, 'model_train.py': plainTraining('register("churn_pr")'), ...more };
    writeTree(sources, tree);
    const inputs = { destination: `/Workspace${destination}`, deleteExtraneous: 'true' };
    const step = await pipeline.run(inputs, CODE);
    assert.equal(step.result, 'Succeeded', step.log.join('\n'));
  }

  function trains(pipeline: Pipeline): Promise<StepResult> {
    const inputs = { configFile: 'mlops.yml', environment: 'dev' };
    return pipeline.run(inputs, { taskFolder: join(STAGING, 'MLflowTrainModel') });
  }
});

async function recordsIn(workspace: Workspace): Promise<readonly JsonObject[]> {
  const names = await namesIn(workspace, RECORDS);
  const texts = await Promise.all(names.map((name) => contentOf(workspace, `${RECORDS}/${name}`)));
  return texts.map((text) => parseJson(text)).filter(isJsonObject);
}

/** What the records name, e.g. `versions churn_pr 1`. */
function created(records: readonly JsonObject[]): readonly string[] {
  const items = records.flatMap(({ creates }) => creates as readonly Record<string, string>[]);
  return items.map(({ kind, name, version }) => [kind, name, version].filter(Boolean).join(' ')).toSorted();
}
