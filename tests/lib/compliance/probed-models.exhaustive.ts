import assert from 'node:assert/strict';
import type { CustomCheck } from '../../../lib/compliance/probe/probe';
import { streamedFiles } from '../../../lib/compliance/probe/streamed-files';
import type { Workspace } from '../../../local/workspace/workspace';
import {
  NOTEBOOK_INPUTS,
  probe,
  probed,
  probedModel,
  stepIn,
  type ProbedModel,
} from '../../kit/compliance/probed-models';
import { usePackageIndex } from '../../kit/workspace/package-index';
import { useWorkspaceServer } from '../../kit/workspace/stand-in';

/** Only where the model is probed: it is logged in an environment that has none of its packages. */
const CHURN_VERSION = `
import importlib.util
found = importlib.util.find_spec("churn")
return [float(importlib.import_module("churn").VERSION) if found else 0.0] * len(model_input)`;
const CHECKS = `
def predicts_by_churn_2(model, example):
    assert list(model.predict(example)) == [2.0, 2.0]

def has_an_owner(version):
    return None if "owner" in version["tags"] else f"{version['name']} has no owner"

def breaks():
    raise ValueError("no\\nluck")

def prints_what_it_finds():
    import os
    print(os.environ)
    os._exit(3)
`;

describe('probing a model', function () {
  this.timeout(180_000);
  const addWorkspace = useWorkspaceServer();
  usePackageIndex(['1.0', '2.0']);

  let workspace: Workspace;
  let model: ProbedModel;
  before(async () => {
    workspace = addWorkspace();
    model = await probedModel(workspace, { name: 'pinned', predict: CHURN_VERSION, requirements: ['churn==2.0'] });
  });

  it("predicts its input example with the model's own packages, and runs each check of the project", async () => {
    const outcome = await probe(workspace, model, { checks: CHECKS });
    const { prediction, checks, checksProblem } = probed(outcome);
    assert.equal(prediction?.outcome, 'ok', JSON.stringify(prediction));
    assert.deepEqual([prediction.input.columns, prediction.output.shape, prediction.missing], [['age'], [2], 0]);
    assert.equal(checksProblem, undefined);
    assert.deepEqual(checks.map(told), [
      'predicts_by_churn_2: passed',
      'has_an_owner: failed main.ml.pinned has no owner',
      'breaks: error raised ValueError: no luck',
      'prints_what_it_finds: error exited its process ended with exit code 3 and without a result',
    ]);
    assert.equal(workspace.runs().at(-1)?.runId, outcome.runId);
  });

  it('brings every file of the model to an agent that cannot reach them', async () => {
    const files = await streamedFiles({ ...model, registry: 'unityCatalog' }, NOTEBOOK_INPUTS, stepIn(workspace));
    const listed = new Map((await files.list()).map(({ path, size }) => [path, size]));
    assert.equal(await files.text('requirements.txt'), model.requirements);
    assert.equal(await files.text('python_env.yaml'), model.pythonEnv);
    const pickle: Uint8Array[] = [];
    const length = listed.get('python_model.pkl') ?? 0;
    await files.receive('python_model.pkl', {
      take: async (parts) => {
        for await (const part of parts) {
          pickle.push(part);
        }
      },
    });
    assert.equal(Buffer.concat(pickle).length, length);
    assert.ok(['MLmodel', 'conda.yaml', 'input_example.json'].every((path) => listed.has(path)));
    await assert.rejects(files.text('none.txt'), { message: 'the model has no file none.txt' });
  });

  it('says what the installer says when nobody can install the pins', async () => {
    const outcome = await probe(workspace, { ...model, requirements: 'churn==9.9\n' });
    assert.equal(outcome.kind, 'unbuildable');
    assert.match(outcome.reason, /no version of churn==9\.9/);
    assert.equal(workspace.runs().at(-1)?.runId, outcome.runId);
  });
});

function told(check: CustomCheck): string {
  const reason = check.outcome === 'error' ? [check.reason] : [];
  return [`${check.name}:`, check.outcome, ...reason, ...(check.outcome === 'passed' ? [] : [check.message])].join(' ');
}
