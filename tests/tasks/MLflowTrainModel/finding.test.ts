import assert from 'node:assert/strict';
import type { JsonObject } from '../../../lib/core/lossless-json';
import { QUICKEST_FIRST } from '../../kit/registry/registries';
import { plainTraining } from '../../kit/tasks/plain-training';
import { complaint } from '../../kit/tasks/register-fixture';
import { onDialect, useTrainingFixtures, type TrainingFixture } from '../../kit/tasks/train-fixture';
import { notebook } from '../../kit/tasks/workspace-under-test';
import { exhaustively, variants } from '../../kit/tier';
import { answered } from '../../kit/workspace/stand-in';

const NAMES = 'dbutils.notebook.exit(json.dumps({"model_version": version}))';

interface Outcome {
  readonly training: string;
  readonly cells: (model: string) => string;
  /** The version found, or what the error says. */
  readonly is: string | RegExp;
}

const OUTCOMES: readonly Outcome[] = [
  {
    training: 'registers nothing',
    cells: () => 'dbutils.notebook.exit("done")',
    is: /^Run \d+ registered no version of churn\. No MLflow run carries its ID\.\nFix: Register the model in the training code, e\.g\. with registered_model_name='churn';.*\(NO_VERSION_TRAINED\)$/,
  },
  {
    training: 'registers two versions',
    cells: (model) => `register("${model}"), register("${model}")`,
    is: /^Run \d+ registered 2 versions of churn: version 1 \(MLflow run \w+\), version 2 \(MLflow run \w+\)\.\nFix: Register one .*\(VERSION_AMBIGUOUS\)$/,
  },
  {
    training: 'registers where MLflow does not see the job run, and exits with the version',
    cells: (model) => `version = unmarked("${model}")\n${NAMES}`,
    is: '1',
  },
  {
    training: 'names a version that nobody has registered',
    cells: (model) => `register("${model}")\nversion = 9\n${NAMES}`,
    is: /^The notebook of run \d+ names version 9 of churn, which was not registered while the run was going on\.\n.*\(NAMED_VERSION_REFUSED\)$/,
  },
  {
    training: 'logs a run and registers nothing',
    cells: () => 'marked_run()',
    is: /^Run \d+ registered no version of churn\. It logged MLflow run [0-9a-f]{32}, which registered nothing\.\n/,
  },
  {
    training: 'registers two versions and names the first',
    cells: (model) => `version = register("${model}")\nregister("${model}")\n${NAMES}`,
    is: '1',
  },
  {
    training: 'registers under another name',
    cells: () => 'register("churn-experiment")',
    is: /^Run \d+ registered no version of churn, but version 1 of churn-experiment\.\nFix: Set 'modelName' to churn-experiment, .*\(VERSION_UNDER_OTHER_NAME\)$/,
  },
  {
    training: 'registers under this name and another one',
    cells: (model) => `register("churn-experiment"), register("${model}")`,
    is: '1',
  },
  {
    training: 'registers where MLflow does not see the job run',
    cells: (model) => `unmarked("${model}")`,
    is: /^Run \d+ registered no version of churn\. .*Registered while it was going on: version 1 \(says nothing of a job run\)\.\n.*\(NO_VERSION_TRAINED\)$/,
  },
  {
    training: 'registers where MLflow does not see the job run, and exits with the number alone',
    cells: (model) => `dbutils.notebook.exit(unmarked("${model}"))`,
    is: '1',
  },
  {
    training: 'registers and exits with a number that means something else',
    cells: (model) => `register("${model}")\ndbutils.notebook.exit("20000")`,
    is: '1',
  },
  {
    training: 'names a word',
    cells: (model) => `register("${model}")\nversion = "latest"\n${NAMES}`,
    is: /^The notebook of run \d+ names the version 'latest', which is not a number\.\n.*\(NAMED_VERSION_REFUSED\)$/,
  },
];

describe('MLflowTrainModel when the training', function () {
  this.timeout(180_000);
  const open = useTrainingFixtures();
  const workspaceRegistry = onDialect('workspace');

  for (const { training, cells, is } of variants(OUTCOMES, 2)) {
    it(`${training}: ${typeof is === 'string' ? `finds version ${is}` : 'says so'}`, async () => {
      const fixture = await open(workspaceRegistry);
      putsPlain(fixture, cells(fixture.modelName));
      const step = await fixture.train({}, { pipelineOptions: { speed: 100 } });
      if (typeof is === 'string') {
        assert.equal(step.result, 'Succeeded', step.log.join('\n'));
        assert.equal(step.outputs['modelVersion'], is);
        return;
      }
      assert.equal(step.result, 'Failed');
      assert.match(step.issues.find(({ type }) => type === 'error')?.message ?? '', is);
      assert.equal(step.outputs['modelName'], 'churn');
      assert.ok(step.outputs['runUrl']);
      assert.deepEqual(fixture.candidates(), []);
    });
  }

  it('names the version of another training: refuses it', async () => {
    const fixture = await open(workspaceRegistry);
    putsPlain(fixture, `register("${fixture.modelName}")`);
    const other = await fixture.train();
    putsPlain(fixture, `version = 1\n${NAMES}`);
    const step = await fixture.train({}, { pipelineOptions: { speed: 100, ...ANOTHER_PIPELINE_RUN } });
    const id = other.outputs['runId'] ?? '';
    const message = step.issues.find(({ type }) => type === 'error')?.message ?? '';
    assert.match(message, new RegExp(`names version 1 of churn, which job run ${id}, \\d+ registered\\.`));
  });

  exhaustively('is a job whose code notes the job run in our own tag: finds the version', async () => {
    const fixture = await open(onDialect('mlflow'));
    fixture.puts(
      `with mlflow.start_run(tags={"mlflow.databricks.jobRunID": "", "mlops_job_run_id": dbutils.widgets.get("run")}) as run:\n    version_of("${fixture.modelName}", run)`,
    );
    const withRunId = {
      task_key: 'train',
      notebook_task: { notebook_path: '/Shared/train', base_parameters: { run: '{{job.run_id}}' } },
    };
    fixture.workspace.createJob({ name: 'training', tasks: [withRunId] });
    const step = await fixture.train({ jobName: 'training' });
    assert.equal(step.outputs['modelVersion'], '1', step.log.join('\n'));
  });

  exhaustively(
    'fails after it has registered and is retried: uses the version of the last attempt, and mentions the other',
    async () => {
      const fixture = await open(workspaceRegistry);
      const { modelName, workspace } = fixture;
      putsPlain(fixture, `if register("${modelName}") == "1":\n    raise ValueError("once")`);
      workspace.createJob({ name: 'training', tasks: [{ ...task('train', '/Shared/train'), max_retries: 1 }] });
      const step = await fixture.train({ jobName: 'training' });
      assert.equal(step.outputs['modelVersion'], '2', step.log.join('\n'));
      assert.match(step.log.join('\n'), /also registered version 1 of churn, which nothing uses/);
    },
  );

  exhaustively('ends before a later task fails and is repaired: finds the version of the first pass', async () => {
    const fixture = await open(workspaceRegistry);
    const { modelName, workspace } = fixture;
    putsPlain(fixture, `register("${modelName}")`);
    workspace.putNotebook('/Shared/check', notebook('raise ValueError("no")'));
    const check = { ...task('check', '/Shared/check'), depends_on: [{ task_key: 'train' }] };
    workspace.createJob({ name: 'training', tasks: [task('train', '/Shared/train'), check] });
    const failed = await fixture.train({ jobName: 'training' });
    assert.equal(failed.result, 'Failed');
    const runId = failed.outputs['runId'] ?? '';
    workspace.putNotebook('/Shared/check', notebook('1'));
    await repair(fixture, runId);
    const step = await fixture.train({ runId });
    assert.equal(step.outputs['modelVersion'], '1', step.log.join('\n'));
    assert.equal(step.outputs['runId'], runId);
  });
});

describe('MLflowTrainModel for a pull request', function () {
  this.timeout(180_000);
  const open = useTrainingFixtures();

  for (const under of variants(QUICKEST_FIRST)) {
    describe(`with ${under.name}`, () => {
      it('tags the version, even if another step waits for its run, and refuses the run to another commit', async () => {
        const fixture = await open(under);
        fixture.puts(`register("${fixture.modelName}")`);
        const variables = { 'System.PullRequest.PullRequestId': '42', 'Build.SourceBranch': 'refs/pull/42/merge' };
        // Evidence is sorted by time, and a fast clock would date this candidate after the next one.
        const step = await fixture.train({}, { pipelineOptions: { variables, speed: 1 } });
        assert.equal(step.result, 'Succeeded', step.log.join('\n'));
        const tags = await fixture.model.tags(1);
        assert.deepEqual([tags.get('mlops_trained_by_pull_request'), tags.get('mlops_pull_request')], ['true', '42']);
        const again = await fixture.train(
          { runId: step.outputs['runId'] ?? '' },
          { pipelineOptions: ANOTHER_PIPELINE_RUN },
        );
        assert.equal(again.result, 'Succeeded', again.log.join('\n'));
        assert.deepEqual(
          fixture.candidates().map(({ trainedByPullRequest, run }) => [trainedByPullRequest, run.pullRequest]),
          [
            [true, '42'],
            [true, undefined],
          ],
        );

        const claimed = await fixture.train(
          { runId: step.outputs['runId'] ?? '' },
          { pipelineOptions: ANOTHER_COMMIT },
        );
        assert.match(
          complaint(claimed),
          /^Version 1 of \S+ is stamped with commit 8d7c\w+, but this pipeline run has commit f00\.\nFix: .*\(STAMP_CONFLICT\)$/,
        );
        assert.equal((await fixture.model.tags(1)).get('mlops_commit'), '8d7c2b1a0f9e4d3c5b6a798897a6b5c4d3e2f101');
      });
    });
  }
});

const ANOTHER_PIPELINE_RUN = { variables: { 'System.PlanId': '00000000-0000-4000-8000-000000000002' } };
const ANOTHER_COMMIT = { variables: { 'Build.SourceVersion': 'f00' } };

/** How the version is found does not depend on the client; that MLflow's own is understood is tried elsewhere. */
function putsPlain({ workspace }: TrainingFixture, cells: string): void {
  workspace.putNotebook('/Shared/train', plainTraining(cells));
}

function task(key: string, path: string): JsonObject {
  return { task_key: key, notebook_task: { notebook_path: path } };
}

async function repair({ workspace }: TrainingFixture, runId: string): Promise<void> {
  await answered(workspace, 'POST /api/2.2/jobs/runs/repair', { run_id: BigInt(runId), rerun_all_failed_tasks: true });
}
