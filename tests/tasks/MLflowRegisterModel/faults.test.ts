import assert from 'node:assert/strict';
import type { StepResult } from '../../../local/agent/job';
import {
  DIALECTS,
  ML_MODEL,
  registerVersion,
  SIGNED_ML_MODEL,
  type RegistryUnderTest,
} from '../../kit/registry/registries';
import {
  DENIED,
  PASSING,
  PASSING_CHANGES,
  READS_ML_MODEL,
  SETS_TAG,
  statusFault,
  UNHEARD,
} from '../../kit/tasks/mishaps';
import { complaint, useRegistrationFixtures, type RegistrationFixture } from '../../kit/tasks/register-fixture';
import { onDialect } from '../../kit/tasks/train-fixture';
import { SUBMIT } from '../../kit/tasks/workspace-under-test';
import { exhaustively, variants } from '../../kit/tier';

const CREATE = { method: 'POST', path: /\/model-versions\/create$/ };
const LIST = { method: 'GET', path: /\/model-versions\/search$/ };
const FAST = { pipelineOptions: { speed: 50 } };
const GRANT = { workspace: "'Can Edit' on the model", mlflow: 'EDIT on the registered model', unityCatalog: '' };

/** A version of another model, to register under this one; needs no notebook if a version is not an upload. */
interface Source extends RegistrationFixture {
  readonly inputs: Readonly<Record<string, string>>;
}

describe('MLflowRegisterModel on a bad day', function () {
  this.timeout(120_000);
  const openFixture = useRegistrationFixtures();

  for (const under of variants(DIALECTS.filter(({ kind }) => kind !== 'unityCatalog'))) {
    describe(`with ${under.name}`, () => {
      const open = async (): Promise<Source> => withSource(await openFixture(under), under);

      for (const [what, fault] of variants(PASSING_CHANGES)) {
        it(`makes one version although making it ${what}`, async () => {
          const fixture = await open();
          fixture.addFault({ ...CREATE, ...fault });
          await requireVersion(fixture, await fixture.register(fixture.inputs, FAST));
        });
      }

      for (const [what, fault] of variants(PASSING, 0)) {
        it(`makes one version although looking for it ${what}`, async () => {
          const fixture = await open();
          fixture.addFault({ ...LIST, ...fault });
          await requireVersion(fixture, await fixture.register(fixture.inputs, FAST));
        });
      }

      exhaustively('warns that the evidence tells no signature when there is one that cannot be read', async () => {
        const broken = SIGNED_ML_MODEL.replace(/outputs: .*/, "outputs: 'double'");
        const fixture = await withSource(await openFixture(under), under, broken);
        const step = await fixture.register(fixture.inputs);
        assert.equal(step.result, 'Succeeded', step.log.join('\n'));
        assert.match(warningsOf(step), /lacks the signature of version 1: its outputs are not a JSON list/);
        assert.equal(fixture.candidates()[0]?.model.signatureSha256, undefined);
      });

      exhaustively('warns that the evidence lacks files and signature if they may not be read', async () => {
        const fixture = await open();
        fixture.addFault({ method: 'GET', path: READS_ML_MODEL, times: Infinity, ...DENIED });
        const step = await fixture.register(fixture.inputs);
        assert.match(warningsOf(step), /lacks the files and the signature of version 1: Reading MLmodel .*403/);
      });

      exhaustively('says nothing of a model that has no signature', async () => {
        const fixture = await withSource(await openFixture(under), under, ML_MODEL);
        assert.equal(warningsOf(await fixture.register(fixture.inputs)), '');
      });

      exhaustively('gives up, having made none, when the registry stays away', async () => {
        const fixture = await open();
        fixture.addFault({ ...CREATE, status: 503, times: Infinity });
        const step = await fixture.register(fixture.inputs, { pipelineOptions: { speed: 1000 } });
        assert.match(complaint(step), /\(SERVICE_UNAVAILABLE\)$/);
        assert.deepEqual([await fixture.versionNumbers(), fixture.candidates()], [[], []]);
      });

      exhaustively('knows its version although the first list after it is stale', async () => {
        const fixture = await open();
        await fixture.model.create('');
        fixture.addFault({ ...LIST, skip: 1, status: 200, body: {} });
        await requireVersion(fixture, await fixture.register(fixture.inputs, FAST));
      });

      it('names the grant when it may not make a version, and makes none', async () => {
        const fixture = await open();
        fixture.addFault({ ...CREATE, ...DENIED });
        const said = complaint(await fixture.register(fixture.inputs));
        assert.match(
          said,
          new RegExp(`not yours[^]*\\nFix: Grant [^]*${GRANT[under.kind]}[^]*\\(PERMISSION_MISSING\\)$`),
        );
        assert.deepEqual([await fixture.versionNumbers(), fixture.candidates()], [[], []]);
      });

      exhaustively('completes the version in the next run when it may not tag it at first', async () => {
        const fixture = await open();
        fixture.addFault({ method: 'POST', path: SETS_TAG, ...DENIED });
        const inputs = { ...fixture.inputs, tags: 'risk_tier: low' };
        const step = await fixture.register(inputs);
        assert.match(complaint(step), /\(PERMISSION_MISSING\)$/);
        assert.deepEqual([step.outputs['modelVersion'], fixture.candidates()], ['1', []]);
        await requireVersion(fixture, await fixture.register(inputs));
        assert.equal((await fixture.model.tags(1)).get('risk_tier'), 'low');
      });

      exhaustively('waits for a version that is pending', async () => {
        const fixture = await open();
        fixture.addFault({ ...statusFault(under.kind, 'PENDING_REGISTRATION'), skip: LOOKS_BEFORE, times: 2 });
        await requireVersion(fixture, await fixture.register(fixture.inputs, FAST));
      });

      exhaustively('refuses a version whose registration failed', async () => {
        const fixture = await open();
        fixture.addFault({ ...statusFault(under.kind, 'FAILED_REGISTRATION'), skip: LOOKS_BEFORE });
        assert.match(
          complaint(await fixture.register(fixture.inputs)),
          /\(FAILED_REGISTRATION\)[^]*\(VERSION_NOT_READY\)$/,
        );
        assert.deepEqual(fixture.candidates(), []);
      });

      it('makes no second version when the pipeline was cancelled before it heard of the first', async () => {
        const fixture = await open();
        fixture.addFault({ ...CREATE, ...UNHEARD });
        const pipeline = new AbortController();
        const making = fixture.nextRequest(CREATE);
        const running = fixture.register(fixture.inputs, { signal: pipeline.signal });
        await making;
        pipeline.abort();
        const step = await running;
        assert.equal(step.result, 'Canceled', step.log.join('\n'));
        await requireVersion(fixture, await fixture.register(fixture.inputs));
      });

      exhaustively('lists what the user may have meant by an unknown model or version', async () => {
        const fixture = await open();
        const [, name = ''] = /^models:\/(.+)\/1$/.exec(fixture.inputs['modelUri'] ?? '') ?? [];
        const mistyped = complaint(await fixture.register({ modelUri: `models:/${name.replace('seed', 'sede')}/1` }));
        assert.match(mistyped, new RegExp(`Set '\\w+' to one of: [^]*${name}`));
        assert.match(
          complaint(await fixture.register({ modelUri: `models:/${name}/7` })),
          /no version 7 [^]*It has 1\./,
        );
      });
    });
  }
});

/** The source is looked at twice, for its status and for its tags, and the new version's tags once. */
const LOOKS_BEFORE = 3;

describe('MLflowRegisterModel on a bad day with Unity Catalog', function () {
  this.timeout(240_000);
  const open = useRegistrationFixtures();
  const under = onDialect('unityCatalog');

  exhaustively('uploads once although each request that starts the upload is disturbed', async () => {
    const fixture = await open(under);
    const { runId } = await fixture.logs('log_files()');
    fixture.addFault({ method: 'POST', path: '/api/2.0/workspace/mkdirs', reset: true });
    const refusal = fixture.addFault({ method: 'POST', path: SUBMIT, ...DENIED });
    assert.match(complaint(await fixture.register({ mlflowRunId: runId })), /\(PERMISSION_MISSING\)$/);
    refusal();
    fixture.addFault({ method: 'POST', path: '/api/2.0/workspace/import', status: 503, after: true });
    fixture.addFault({ method: 'POST', path: SUBMIT, reset: true, after: true });
    const before = fixture.workspace.runs().length;
    await requireVersion(fixture, await fixture.register({ mlflowRunId: runId }, { pipelineOptions: { speed: 5 } }));
    assert.equal(fixture.workspace.runs().length, before + 1);

    fixture.addFault({ ...statusFault('unityCatalog', 'PENDING_REGISTRATION'), times: 2 });
    await requireVersion(fixture, await fixture.register({ mlflowRunId: runId }, FAST));
    assert.equal(fixture.workspace.runs().length, before + 1, 'what is there is not uploaded again');
  });

  exhaustively('refuses a model without a signature, and leaves no model behind', async () => {
    const fixture = await open(under);
    const { runId } = await fixture.logs('log_files(signed=False)');
    const said = complaint(await fixture.register({ mlflowRunId: runId }));
    assert.match(
      said,
      /the model has no signature[^]*\nFix: Log the model with a signature[^]*\(REGISTRATION_REFUSED\)$/,
    );
    assert.equal(await fixture.model.exists(), false);
  });
});

async function withSource(
  fixture: RegistrationFixture,
  under: RegistryUnderTest,
  mlModel = SIGNED_ML_MODEL,
): Promise<Source> {
  const modelName = `${under.modelName}-seed`;
  await fixture.registry.model(modelName).create('');
  const endpoint = { host: fixture.registry.address, token: fixture.workspace.token };
  await registerVersion({ ...under, modelName }, endpoint, { mlModel });
  return { ...fixture, inputs: { modelUri: `models:/${modelName}/1` } };
}

function warningsOf({ issues }: StepResult): string {
  return issues
    .filter(({ type }) => type === 'warning')
    .map(({ message }) => message)
    .join('\n');
}

async function requireVersion(fixture: RegistrationFixture, step: StepResult): Promise<void> {
  assert.equal(step.result, 'Succeeded', step.log.join('\n'));
  assert.equal(step.outputs['modelVersion'], '1');
  assert.deepEqual(await fixture.versionNumbers(), [1]);
  assert.ok((await fixture.model.tags(1)).has('mlops_source'));
  assert.ok(fixture.candidates().length > 0);
}
