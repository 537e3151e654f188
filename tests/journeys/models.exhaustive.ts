import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Receipt } from '../../lib/contracts/contract';
import { ofKind, readEvidence } from '../../lib/contracts/evidence';
import { verifyEvidence } from '../../lib/contracts/verify';
import { sha256Hex } from '../../lib/core/node/hash';
import { evidenceFiles } from '../../lib/evidence/evidence-files';
import type { RegistryKind } from '../../lib/registry/kind';
import { pointerText, readPointer } from '../../lib/registry/pointer';
import type { StepResult } from '../../local/agent/job';
import { evidenceOf, filesOf, storyOf, type Evidence } from '../kit/places/evidence';
import { DIALECTS, numbers, type RegistryUnderTest } from '../kit/registry/registries';
import { inPipeline, STAGING, type Pipeline } from '../kit/tasks/pipeline';
import { SPEED, useTrainingFixtures, type TrainingFixture } from '../kit/tasks/train-fixture';

const PROMOTE_MODEL = join(STAGING, 'MLflowPromoteModel');
const TABLE = 'dev.churn.customers';

/** Where a version waits until it is champion. */
const CHALLENGER: Readonly<Record<RegistryKind, string>> = {
  unityCatalog: 'alias:challenger',
  workspace: 'stage:Staging',
  mlflow: 'alias:challenger',
};

interface Wanted {
  readonly version: number;
  readonly champion: number | undefined;
  readonly maxDepth: number;
}

interface Release {
  readonly trained: StepResult;
  readonly given: Evidence;
  readonly toChallenger: StepResult;
  readonly toChampion: StepResult;
}

describe('a training notebook', function () {
  // The first run of all makes the Python environment, and scikit-learn takes its time.
  this.timeout(300_000);
  const open = useTrainingFixtures();

  for (const under of DIALECTS) {
    describe(`with ${under.name}`, () => {
      it('passes unchanged from training to challenger and to champion, and its second version replaces the first', async () => {
        const fixture = await open(under);
        ['load_customers', 'model_train'].forEach((name) =>
          fixture.workspace.putNotebook(`/Shared/churn/${name}`, notebookFile(name)),
        );
        await inPipeline({ ...fixture, speed: SPEED }, async (pipeline) => {
          const loaded = await pipeline.run({
            notebookPath: '/Shared/churn/load_customers',
            parameters: `table: ${TABLE}`,
          });
          succeeded(loaded);
        });

        const first = await release(under, fixture, { version: 1, champion: undefined, maxDepth: 1 });
        assert.equal(first.toChampion.outputs['previousVersion'], '');
        const second = await release(under, fixture, { version: 2, champion: 1, maxDepth: 3 });
        assert.equal(second.toChampion.outputs['previousVersion'], '1');

        assert.deepEqual(numbers(await fixture.model.pointer(under.champion)), [2]);
        assertProven(under, fixture, [first, second]);
      });
    });
  }
});

/** A separate pipeline run, with the evidence that other tasks would write. */
function release(
  under: RegistryUnderTest,
  fixture: TrainingFixture,
  { version, champion, maxDepth }: Wanted,
): Promise<Release> {
  const variables = { 'System.PlanId': `00000000-0000-4000-8000-00000000000${version}` };
  return inPipeline({ ...fixture, speed: SPEED, variables }, async (pipeline) => {
    const parameters = JSON.stringify({
      ...whereItRegisters(under, fixture),
      table: TABLE,
      max_depth: String(maxDepth),
    });
    const trained = succeeded(await fixture.step(pipeline, { notebookPath: '/Shared/churn/model_train', parameters }));
    assert.equal(trained.outputs['modelVersion'], String(version));

    const given = await evidenceAbout(fixture, version, champion);
    const promote = promotion(pipeline, fixture, version);
    put(fixture, { compliance: given.compliance });
    const toChallenger = await promote(CHALLENGER[under.kind]);
    assert.deepEqual(numbers(await fixture.model.pointer(readPointer(CHALLENGER[under.kind], 'target'))), [version]);
    put(fixture, { comparison: given.comparison });
    const toChampion = await promote(pointerText(under.champion));
    return { trained, given, toChallenger, toChampion };
  });
}

/** The evidence of the version in which the candidate is the one that the training step has written. */
async function evidenceAbout(
  fixture: TrainingFixture,
  version: number,
  champion: number | undefined,
): Promise<Evidence> {
  const candidate = fixture.candidates().find(({ model }) => model.version === String(version));
  assert.ok(candidate);
  const given = evidenceOf({ ...(await storyOf(fixture, version, champion)), candidate });
  assert.deepEqual(given.candidate, candidate);
  return given;
}

function promotion(
  pipeline: Pipeline,
  { modelName, evidence, registry }: TrainingFixture,
  version: number,
): (target: string) => Promise<StepResult> {
  const where = registry.kind === 'mlflow' ? { trackingUri: registry.address } : {};
  return async (target) => {
    const inputs = { modelName, evidence, ...where, modelVersion: String(version), target };
    const step = succeeded(await pipeline.run(inputs, { taskFolder: PROMOTE_MODEL, name: target.replace(':', '_') }));
    assert.deepEqual([step.outputs['promoted'], step.outputs['outcome']], ['true', 'promoted']);
    return step;
  };
}

/** All evidence in the folder holds, and each receipt names the evidence of its decision and the receipt before it. */
function assertProven(under: RegistryUnderTest, { evidence }: TrainingFixture, releases: readonly Release[]): void {
  const { breaks, versions } = verifyEvidence(evidenceFiles(evidence), sha256Hex);
  assert.deepEqual([...breaks, ...versions.flatMap((version) => version.breaks)], []);
  assert.deepEqual(versions.map(({ subject }) => subject.version).toSorted(), ['1', '2']);

  const [first, second] = releases.map(receiptsOf);
  const rests = [first, second].map((receipts) => receipts?.map((receipt) => receipt.evidence));
  assert.deepEqual(
    rests,
    releases.map(({ given }) => {
      const base = { candidate: given.candidate.sha256, compliance: given.compliance.sha256 };
      return [base, { ...base, comparison: given.comparison.sha256 }];
    }),
  );
  const champion = pointerText(under.champion);
  const moves = [first, second].map((receipts) => receipts?.map(({ target, toVersion }) => [target, toVersion]));
  assert.deepEqual(
    moves,
    ['1', '2'].map((version) => [CHALLENGER[under.kind], champion].map((target) => [target, version])),
  );
  assert.deepEqual(
    second?.map(({ previousReceipt }) => previousReceipt),
    first?.map(({ sha256 }) => sha256),
  );
}

function receiptsOf({ toChallenger, toChampion }: Release): readonly Receipt[] {
  return [toChallenger, toChampion].map(receiptOf);
}

function receiptOf({ outputs }: StepResult): Receipt {
  const name = outputs['receiptFile'] ?? '';
  const { evidence } = readEvidence([{ name, text: readFileSync(name, 'utf8') }], sha256Hex);
  const [receipt] = ofKind(evidence, 'receipt');
  assert.ok(receipt);
  return receipt.contract;
}

function whereItRegisters(
  { kind }: RegistryUnderTest,
  { modelName, registry }: TrainingFixture,
): Record<string, string> {
  const registryUri = { unityCatalog: 'databricks-uc', workspace: 'databricks', mlflow: registry.address }[kind];
  const trackingUri = kind === 'mlflow' ? registry.address : 'databricks';
  return { model_name: modelName, registry_uri: registryUri, tracking_uri: trackingUri };
}

function put({ evidence }: TrainingFixture, contracts: Partial<Evidence>): void {
  for (const { name, text } of filesOf(contracts)) {
    mkdirSync(dirname(join(evidence, name)), { recursive: true });
    writeFileSync(join(evidence, name), text);
  }
}

function succeeded(step: StepResult): StepResult {
  assert.equal(step.result, 'Succeeded', step.log.join('\n'));
  return step;
}

function notebookFile(name: string): string {
  return readFileSync(join(__dirname, 'notebooks', `${name}.py`), 'utf8');
}
