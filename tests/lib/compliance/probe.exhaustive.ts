import assert from 'node:assert/strict';
import type { Probe } from '../../../lib/compliance/probe/probe';
import { systemClock } from '../../../lib/core/node/system-clock';
import { probe, probed, probedModel } from '../../kit/compliance/probed-models';
import { RecordingHost } from '../../kit/recording-host';
import { FACTS } from '../../kit/run-facts';
import { useWorkspaceServer } from '../../kit/workspace/stand-in';

/** Code that does this only where the model is probed, where nothing opens the workspace. */
const onlyApart = (code: string): string => `
import os, signal, sys, time
if "DATABRICKS_TOKEN" not in os.environ:
    ${code}
return [0.5] * len(model_input)`;

describe('probing a model that does harm', function () {
  this.timeout(300_000);
  const addWorkspace = useWorkspaceServer();

  const harms: readonly { readonly code: string; readonly reason: string; readonly message: RegExp }[] = [
    { code: 'os.kill(os.getpid(), signal.SIGKILL)', reason: 'killed', message: /ended by SIGKILL/ },
    { code: 'os.kill(os.getppid(), signal.SIGKILL)', reason: 'killed', message: /ended by SIGKILL/ },
    { code: 'import ctypes; ctypes.string_at(0)', reason: 'killed', message: /ended by SIGSEGV/ },
    { code: 'os._exit(0)', reason: 'exited', message: /exit code 0 and without a result/ },
    { code: 'sys.exit("enough")', reason: 'raised', message: /^SystemExit: enough/ },
    { code: 'raise RuntimeError("x" * 10**7)', reason: 'raised', message: /^RuntimeError: x{400,}…$/ },
    { code: 'while True: print("flood " * 10**6)', reason: 'timedOut', message: /stopped after \d+ s/ },
  ];
  for (const { code, reason, message } of harms) {
    it(`says '${reason}' of: ${code}`, async () => {
      const workspace = addWorkspace();
      const model = await probedModel(workspace, { name: 'harmful', predict: onlyApart(code), requirements: [] });
      const { prediction } = probed(await probe(workspace, model, { secondsEach: 30 }));
      assert.equal(prediction?.outcome, 'failed');
      assert.deepEqual([prediction.reason, prediction.phase], [reason, 'predict']);
      assert.match(prediction.message, message);
    });
  }

  it('is over at once when the pipeline is canceled, and leaves no run alive', async () => {
    const workspace = addWorkspace();
    const model = await probedModel(workspace, {
      name: 'slow',
      predict: onlyApart('time.sleep(600)'),
      requirements: [],
    });
    const host = new RecordingHost({ clock: systemClock });
    const submitted = workspace.waitForRequest({ path: '/api/2.2/jobs/runs/submit' }, { answered: true, isNew: true });
    const probing = probe(workspace, model, { host, secondsEach: 600 });
    const outcome = assert.rejects(probing, /cancelled/);
    await submitted;
    const runId = workspace.runs().at(-1)?.runId ?? '';
    await workspace.waitForRun(runId, ({ phase }) => phase === 'RUNNING');
    host.cancel();
    await outcome;
    assert.equal((await workspace.runEnded(runId)).ending, 'canceled');
  });

  it('finds a model of the workspace registry as well', async () => {
    const workspace = addWorkspace();
    const fine = { name: 'flat', predict: 'return [0.5] * len(model_input)', requirements: [] };
    const model = await probedModel(workspace, { ...fine, registry: 'workspace' });
    const { prediction, checks } = probed(
      await probe(workspace, model, {
        registry: 'workspace',
        checks: 'def tells(version):\n    return version["name"] + " " + version["version"]',
      }),
    );
    assert.equal(prediction?.outcome, 'ok');
    assert.deepEqual(
      checks.map((check) => check.outcome === 'failed' && check.message),
      ['flat 1'],
    );
  });

  it('says so when there is no such version', async () => {
    const outcome = await probe(addWorkspace(), {
      modelUri: 'models:/main.ml.none/1',
      requirements: '',
      pythonEnv: '',
    });
    assert.equal(outcome.kind, 'unfetched');
    assert.match(outcome.reason, /models:\/main\.ml\.none\/1 does not exist/);
  });

  it('does not take the result of another model for its own, as a step with other inputs might that attaches', async () => {
    const workspace = addWorkspace();
    const fine = { predict: 'return [0.5] * len(model_input)', requirements: [] };
    const models = [
      await probedModel(workspace, { name: 'one', ...fine }),
      await probedModel(workspace, { name: 'other', ...fine }),
    ];
    const outcomes = await Promise.allSettled(models.map((model) => probe(workspace, model)));
    const reasons = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [String(outcome.reason)] : []));
    assert.match(
      reasons.join('\n'),
      /^UserError: Run \d+ succeeded, but its result is about models:\S+, not about models:\S+\.$/,
    );
  });
});

describe('probing models on packages of the public index', function () {
  // Without uv, pip takes its time.
  this.timeout(900_000);
  const addWorkspace = useWorkspaceServer();
  const SKLEARN = `
import sklearn
major, minor, _ = sklearn.__version__.split(".")
return [float(f"{major}.{minor}")] * len(model_input)`;
  const CHECKS = 'def tells(model, example):\n    return str(model.predict(example)[0])';

  it('gives two with incompatible scikit-learn pins an environment each', async () => {
    const workspace = addWorkspace();
    const pins = [
      ['1.5.2', '1.26.4', '1.5'],
      ['1.6.1', '2.0.2', '1.6'],
    ] as const;
    const found: Probe[] = [];
    for (const [index, [sklearn, numpy]] of pins.entries()) {
      const requirements = [`scikit-learn==${sklearn}`, `numpy==${numpy}`];
      const model = await probedModel(workspace, { name: `pinned_${index}`, predict: SKLEARN, requirements });
      found.push(probed(await probe(workspace, model, { checks: CHECKS })));
    }
    assert.deepEqual(
      found.map(({ prediction, checks: [check] }) => [
        prediction?.outcome,
        check?.outcome === 'failed' && check.message,
      ]),
      pins.map(([, , version]) => ['ok', version]),
    );
  });

  it("installs the model's packages itself on a cluster, and says what pip says when it cannot", async () => {
    const workspace = addWorkspace();
    const inputs = { existingClusterId: '1120-c1' };
    const requirements = ['six==1.15.0'];
    const SIX = 'import six\nreturn [float(six.__version__[:4])] * len(model_input)';
    const model = await probedModel(workspace, { name: 'six', predict: SIX, requirements });
    const { checks } = probed(await probe(workspace, model, { checks: CHECKS, inputs }));
    assert.deepEqual(
      checks.map((check) => check.outcome === 'failed' && check.message),
      ['1.15'],
    );
    const host = Object.assign(new RecordingHost({ clock: systemClock }), { facts: { ...FACTS, step: 'another' } });
    const outcome = await probe(workspace, { ...model, requirements: 'six==0.0.99' }, { inputs, host });
    assert.equal(outcome.kind, 'unbuildable');
    assert.match(outcome.reason, /No matching distribution found for six==0\.0\.99/);
  });
});
