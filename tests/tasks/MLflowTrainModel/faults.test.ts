import assert from 'node:assert/strict';
import type { RegisteredModel } from '../../../lib/registry/registered-model';
import type { StepResult } from '../../../local/agent/job';
import type { Fault } from '../../../local/workspace/http/fault';
import { DIALECTS, registerVersion, SIGNED_ML_MODEL } from '../../kit/registry/registries';
import { DENIED, PASSING, PASSING_CHANGES, SETS_TAG, statusFault, UNHEARD } from '../../kit/tasks/mishaps';
import { complaint } from '../../kit/tasks/register-fixture';
import { useTrainingFixtures, type TrainingFixture, type TrainOptions } from '../../kit/tasks/train-fixture';
import { notebook } from '../../kit/tasks/workspace-under-test';
import { exhaustively, variants } from '../../kit/tier';

const VERSION_STAMP = { method: 'POST', path: SETS_TAG };
const RUN_STAMP = { method: 'POST', path: /\/runs\/set-tag$/ };
const VERSIONS = { method: 'GET', path: /\/models\/[^/]+\/versions$|\/model-versions\/search$/ };
const CHAMPION = { method: 'GET', path: /\/aliases\/champion$|\/registered-models\/alias$|\/model-versions\/search$/ };
const FAST = { pipelineOptions: { speed: 50 } };
const PULL_REQUEST = { 'System.PullRequest.PullRequestId': '42', 'Build.SourceBranch': 'refs/pull/42/merge' };

/** A training that has ended and registered version 1, for which a step has yet to wait. */
interface Trained {
  readonly model: RegisteredModel;
  readonly addFault: (...faults: readonly Fault[]) => void;
  readonly wait: (options?: TrainOptions) => Promise<StepResult>;
  readonly candidates: () => number;
  readonly nextRequest: TrainingFixture['nextRequest'];
}

for (const under of variants(DIALECTS)) {
  describe(`MLflowTrainModel on a bad day with ${under.name}`, function () {
    this.timeout(120_000);
    const open = useTrainingFixtures();
    let fixture: TrainingFixture;
    let runId = '';
    let models = 0;
    let takeBack: readonly (() => void)[] = [];
    afterEach(() => takeBack.forEach((takesBack) => takesBack()));
    before(async () => {
      fixture = await open(under);
      fixture.workspace.putNotebook('/Shared/train', notebook('1'));
      const { outputs } = await fixture.train({ logOutput: 'none' }, FAST);
      runId = outputs['runId'] ?? '';
      assert.notEqual(runId, '');
    });

    const trained = async (): Promise<Trained> => {
      models += 1;
      const modelName = `${under.modelName}_${models}`;
      const model = fixture.registry.model(modelName);
      await model.create('');
      const endpoint = { host: fixture.registry.address, token: fixture.workspace.token };
      const runTags = { 'mlflow.databricks.jobRunID': runId };
      await registerVersion({ ...under, modelName }, endpoint, { mlModel: SIGNED_ML_MODEL, runTags });
      return {
        model,
        addFault: (...faults) => {
          takeBack = faults.map((fault) => fixture.addFault(fault));
        },
        wait: (options = FAST) => fixture.train({ modelName, runId }, options),
        candidates: () => fixture.candidates().filter(({ model: { name } }) => name === modelName).length,
        nextRequest: fixture.nextRequest,
      };
    };

    for (const [what, fault] of variants(PASSING_CHANGES)) {
      it(`survives that a stamp ${what}`, async () => {
        const training = await trained();
        training.addFault({ ...VERSION_STAMP, ...fault }, { ...RUN_STAMP, ...fault });
        await requireCandidate(training, await training.wait());
      });
    }

    for (const [what, fault] of variants(PASSING, 0)) {
      it(`survives that looking for the version or the champion ${what}`, async () => {
        const training = await trained();
        training.addFault({ ...CHAMPION, ...fault }, { ...VERSIONS, ...fault });
        await requireCandidate(training, await training.wait());
      });
    }

    exhaustively('looks again when the version is not listed yet', async () => {
      const training = await trained();
      // Where stages are read from the list, the champion is read first.
      training.addFault({ ...VERSIONS, skip: under.kind === 'unityCatalog' ? 0 : 1, status: 200, body: {} });
      await requireCandidate(training, await training.wait());
    });

    exhaustively('waits for a version that is pending', async () => {
      const training = await trained();
      training.addFault({ ...statusFault(under.kind, 'PENDING_REGISTRATION'), times: 4 });
      await requireCandidate(training, await training.wait());
    });

    exhaustively('refuses a version whose registration failed, and names it', async () => {
      const { addFault, wait, candidates } = await trained();
      addFault({ ...statusFault(under.kind, 'FAILED_REGISTRATION'), times: 4 });
      const step = await wait();
      assert.match(complaint(step), /^Version 1 of \S+ is not ready \(FAILED_REGISTRATION\)[^]*\(VERSION_NOT_READY\)$/);
      assert.deepEqual([step.outputs['modelVersion'], candidates()], ['1', 0]);
    });

    for (const [what, stamp] of variants([
      ['version', VERSION_STAMP],
      ['MLflow run', RUN_STAMP],
    ] as const)) {
      it(`names the grant when it may not stamp the ${what}, and goes on when it may`, async () => {
        const training = await trained();
        training.addFault({ ...stamp, ...DENIED });
        const step = await training.wait();
        assert.match(complaint(step), /not yours[^]*\nFix: Grant [^]*\(PERMISSION_MISSING\)$/);
        assert.deepEqual([step.outputs['modelVersion'], training.candidates()], ['1', 0]);
        await requireCandidate(training, await training.wait());
      });
    }

    exhaustively('marks the version of a pull request before anything else can fail', async () => {
      const { model, addFault, wait } = await trained();
      addFault({ ...VERSION_STAMP, skip: 1, ...DENIED });
      complaint(await wait({ pipelineOptions: { variables: PULL_REQUEST } }));
      assert.deepEqual(Object.fromEntries(await model.tags(1)), { mlops_trained_by_pull_request: 'true' });
    });

    it('writes nothing more once the pipeline is cancelled, and the next run completes it', async () => {
      const training = await trained();
      training.addFault({ ...VERSION_STAMP, ...UNHEARD });
      const pipeline = new AbortController();
      const stamping = training.nextRequest(VERSION_STAMP);
      const running = training.wait({ signal: pipeline.signal });
      await stamping;
      pipeline.abort();
      const step = await running;
      assert.equal(step.result, 'Canceled', step.log.join('\n'));
      // The stamp that was under way may arrive.
      assert.ok((await training.model.tags(1)).size <= 1);
      assert.equal(training.candidates(), 0);
      await requireCandidate(training, await training.wait());
    });
  });
}

async function requireCandidate({ model, candidates }: Trained, step: StepResult): Promise<void> {
  assert.equal(step.result, 'Succeeded', step.log.join('\n'));
  assert.equal(step.outputs['modelVersion'], '1');
  const stamps = ['mlops_branch', 'mlops_commit', 'mlops_job_run_id', 'mlops_pipeline_run'];
  assert.deepEqual([...(await model.tags(1)).keys()].toSorted(), stamps);
  assert.equal(candidates(), 1);
}
