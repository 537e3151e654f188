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
import { complaint, registrationWorlds, type RegistrationWorld } from '../../kit/tasks/register-world';
import { onDialect } from '../../kit/tasks/train-world';
import { SUBMIT } from '../../kit/tasks/workspace-under-test';

const CREATE = { method: 'POST', path: /\/model-versions\/create$/ };
const LIST = { method: 'GET', path: /\/model-versions\/search$/ };
const FAST = { setting: { speed: 50 } };
const GRANT = { workspace: "'Can Edit' on the model", mlflow: 'EDIT on the registered model', unityCatalog: '' };

/** A version of another model, to be registered under this one; it takes no notebook where a version is no upload. */
interface Source extends RegistrationWorld {
  readonly inputs: Readonly<Record<string, string>>;
}

describe('MLflowRegisterModel on a bad day', function () {
  this.timeout(120_000);
  const openWorld = registrationWorlds();

  for (const under of DIALECTS.filter(({ kind }) => kind !== 'unityCatalog')) {
    describe(`with ${under.name}`, () => {
      const open = async (): Promise<Source> => withSource(await openWorld(under), under);

      for (const [what, fault] of PASSING_CHANGES) {
        it(`makes one version although making it ${what}`, async () => {
          const world = await open();
          world.addFault({ ...CREATE, ...fault });
          await requireVersion(world, await world.register(world.inputs, FAST));
        });
      }

      for (const [what, fault] of PASSING) {
        it(`makes one version although looking for it ${what}`, async () => {
          const world = await open();
          world.addFault({ ...LIST, ...fault });
          await requireVersion(world, await world.register(world.inputs, FAST));
        });
      }

      it('warns that the evidence tells no signature when there is one that cannot be read', async () => {
        const broken = SIGNED_ML_MODEL.replace(/outputs: .*/, "outputs: 'double'");
        const world = await withSource(await openWorld(under), under, broken);
        const step = await world.register(world.inputs);
        assert.equal(step.result, 'Succeeded', step.log.join('\n'));
        assert.match(warningsOf(step), /does not tell of the signature of version 1: its outputs are not a JSON list/);
        assert.equal(world.candidates()[0]?.model.signatureSha256, undefined);
      });

      it('warns that the evidence tells neither files nor signature when they may not be read', async () => {
        const world = await open();
        world.addFault({ method: 'GET', path: READS_ML_MODEL, times: Infinity, ...DENIED });
        const step = await world.register(world.inputs);
        assert.match(
          warningsOf(step),
          /does not tell of the files and the signature of version 1: Reading MLmodel .*403/,
        );
      });

      it('says nothing of a model that has no signature', async () => {
        const world = await withSource(await openWorld(under), under, ML_MODEL);
        assert.equal(warningsOf(await world.register(world.inputs)), '');
      });

      it('gives up, having made none, when the registry stays away', async () => {
        const world = await open();
        world.addFault({ ...CREATE, status: 503, times: Infinity });
        assert.match(complaint(await world.register(world.inputs, FAST)), /\(SERVICE_UNAVAILABLE\)$/);
        assert.deepEqual([await world.versionNumbers(), world.candidates()], [[], []]);
      });

      it('knows its version although the first list after it is stale', async () => {
        const world = await open();
        await world.model.create('');
        world.addFault({ ...LIST, skip: 1, status: 200, body: {} });
        await requireVersion(world, await world.register(world.inputs, FAST));
      });

      it('names the grant when it may not make a version, and makes none', async () => {
        const world = await open();
        world.addFault({ ...CREATE, ...DENIED });
        const said = complaint(await world.register(world.inputs));
        assert.match(
          said,
          new RegExp(`not yours[^]*\\nFix: Grant [^]*${GRANT[under.kind]}[^]*\\(PERMISSION_MISSING\\)$`),
        );
        assert.deepEqual([await world.versionNumbers(), world.candidates()], [[], []]);
      });

      it('completes the version in the next run when it may not tag it at first', async () => {
        const world = await open();
        world.addFault({ method: 'POST', path: SETS_TAG, ...DENIED });
        const inputs = { ...world.inputs, tags: 'risk_tier: low' };
        const step = await world.register(inputs);
        assert.match(complaint(step), /\(PERMISSION_MISSING\)$/);
        assert.deepEqual([step.outputs['modelVersion'], world.candidates()], ['1', []]);
        await requireVersion(world, await world.register(inputs));
        assert.equal((await world.model.tags(1)).get('risk_tier'), 'low');
      });

      it('waits for a version that is pending', async () => {
        const world = await open();
        world.addFault({ ...statusFault(under.kind, 'PENDING_REGISTRATION'), skip: LOOKS_BEFORE, times: 2 });
        await requireVersion(world, await world.register(world.inputs, FAST));
      });

      it('refuses a version whose registration failed', async () => {
        const world = await open();
        world.addFault({ ...statusFault(under.kind, 'FAILED_REGISTRATION'), skip: LOOKS_BEFORE });
        assert.match(
          complaint(await world.register(world.inputs)),
          /\(FAILED_REGISTRATION\)[^]*\(VERSION_NOT_READY\)$/,
        );
        assert.deepEqual(world.candidates(), []);
      });

      it('makes no second version when the pipeline was cancelled before it heard of the first', async () => {
        const world = await open();
        world.addFault({ ...CREATE, ...UNHEARD });
        const pipeline = new AbortController();
        const making = world.nextRequest(CREATE);
        const running = world.register(world.inputs, { signal: pipeline.signal });
        await making;
        pipeline.abort();
        const step = await running;
        assert.equal(step.result, 'Canceled', step.log.join('\n'));
        await requireVersion(world, await world.register(world.inputs));
      });

      it('lists what the user may have meant by an unknown model or version', async () => {
        const world = await open();
        const [, name = ''] = /^models:\/(.+)\/1$/.exec(world.inputs['modelUri'] ?? '') ?? [];
        const mistyped = complaint(await world.register({ modelUri: `models:/${name.replace('seed', 'sede')}/1` }));
        assert.match(mistyped, new RegExp(`Set '\\w+' to one of: [^]*${name}`));
        assert.match(complaint(await world.register({ modelUri: `models:/${name}/7` })), /no version 7 [^]*It has 1\./);
      });
    });
  }
});

/** The source is looked at twice, for its status and for its tags, and the new version's tags once. */
const LOOKS_BEFORE = 3;

describe('MLflowRegisterModel on a bad day with Unity Catalog', function () {
  this.timeout(240_000);
  const open = registrationWorlds();
  const under = onDialect('unityCatalog');

  it('uploads once although each request that starts the upload is disturbed', async () => {
    const world = await open(under);
    const { runId } = await world.logs('log()');
    const refusal = world.addFault({ method: 'POST', path: SUBMIT, ...DENIED });
    assert.match(complaint(await world.register({ mlflowRunId: runId })), /\(PERMISSION_MISSING\)$/);
    refusal();
    world.addFault({ method: 'POST', path: '/api/2.0/workspace/mkdirs', reset: true });
    world.addFault({ method: 'POST', path: '/api/2.0/workspace/import', status: 503, after: true });
    world.addFault({ method: 'POST', path: SUBMIT, reset: true, after: true });
    const before = world.workspace.runs().length;
    await requireVersion(world, await world.register({ mlflowRunId: runId }, { setting: { speed: 5 } }));
    assert.equal(world.workspace.runs().length, before + 1);

    world.addFault({ ...statusFault('unityCatalog', 'PENDING_REGISTRATION'), times: 2 });
    await requireVersion(world, await world.register({ mlflowRunId: runId }, FAST));
    assert.equal(world.workspace.runs().length, before + 1, 'what is there is not uploaded again');
  });

  it('refuses a model without a signature, and leaves no model behind', async () => {
    const world = await open(under);
    const { runId } = await world.logs('log(signed=False)');
    const said = complaint(await world.register({ mlflowRunId: runId }));
    assert.match(
      said,
      /the model has no signature[^]*\nFix: Log the model with a signature[^]*\(REGISTRATION_REFUSED\)$/,
    );
    assert.equal(await world.model.exists(), false);
  });
});

async function withSource(
  world: RegistrationWorld,
  under: RegistryUnderTest,
  mlModel = SIGNED_ML_MODEL,
): Promise<Source> {
  const modelName = `${under.modelName}-seed`;
  await world.registry.model(modelName).create('');
  const door = { host: world.registry.address, token: world.workspace.token };
  await registerVersion({ ...under, modelName }, door, { mlModel });
  return { ...world, inputs: { modelUri: `models:/${modelName}/1` } };
}

function warningsOf({ issues }: StepResult): string {
  return issues
    .filter(({ type }) => type === 'warning')
    .map(({ message }) => message)
    .join('\n');
}

async function requireVersion(world: RegistrationWorld, step: StepResult): Promise<void> {
  assert.equal(step.result, 'Succeeded', step.log.join('\n'));
  assert.equal(step.outputs['modelVersion'], '1');
  assert.deepEqual(await world.versionNumbers(), [1]);
  assert.ok((await world.model.tags(1)).has('mlops_source'));
  assert.ok(world.candidates().length > 0);
}
