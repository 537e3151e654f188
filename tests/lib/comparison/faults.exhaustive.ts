import assert from 'node:assert/strict';
import { cleanUpEvaluation } from '../../../lib/comparison/evaluate/left-behind';
import type { EvaluationRequest } from '../../../lib/comparison/evaluate/request';
import type { Workspace } from '../../../local/workspace/workspace';
import {
  binaryRequest,
  evaluated,
  evaluateIn,
  newHost,
  prepare,
  runPython,
  version,
} from '../../kit/comparison/evaluated-models';
import { leftBehind } from '../../kit/comparison/left-behind';
import type { RecordingHost } from '../../kit/recording-host';
import { workspaceClient } from '../../kit/workspace/client';
import { answered, useWorkspaceServer } from '../../kit/workspace/stand-in';

const SUBMIT = '/api/2.2/jobs/runs/submit';
const VOLUME = '/Volumes/main/ml/files';
const MODELS = `
from sklearn.linear_model import LogisticRegression
register(LogisticRegression().fit(rows[["age"]], rows["churned"]), "churn", inputs=["age"])
register(LogisticRegression().fit(rows[["age", "visits"]], rows["churned"]), "churn")

class Slow(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
        import time
        time.sleep(600)
class Raising(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
        raise ValueError("no luck")
class Later(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
        import time
        time.sleep(6)
        return [0.5] * len(model_input)
register(Later(), "later", flavor=mlflow.pyfunc)
register(Slow(), "slow", flavor=mlflow.pyfunc)
register(Raising(), "raising", flavor=mlflow.pyfunc)
`;

function plain(candidate: string, champion: string): EvaluationRequest {
  const { prediction: _, ...request } = binaryRequest({
    candidate: version(candidate, 1),
    champion: version(champion, 1),
  });
  return request;
}

describe('an evaluation that is disturbed', function () {
  this.timeout(240_000);
  const addWorkspace = useWorkspaceServer();
  let workspace: Workspace;
  before(async () => {
    workspace = addWorkspace();
    await prepare(workspace, MODELS);
    await answered(workspace, 'POST /api/2.1/unity-catalog/volumes', {
      catalog_name: 'main',
      schema_name: 'ml',
      name: 'files',
      volume_type: 'MANAGED',
    });
  });

  /** What the post-job step does. */
  const afterJob = (left: RecordingHost): Promise<void> => {
    const host = newHost();
    left.remembered.forEach((value, name) => host.remembered.set(name, value));
    return cleanUpEvaluation({ host, workspace: workspaceClient(workspace, host) }).then(() => {
      host.remembered.forEach((value, name) => left.remembered.set(name, value));
    });
  };
  const endings = (): readonly (string | undefined)[] => workspace.runs().map(({ tasks }) => tasks.at(-1)?.ending);

  it('ends every run when the pipeline is cancelled, and its post-job step deletes the rows', async () => {
    const host = newHost();
    const before = workspace.runs().length;
    const scoring = new Set<string>();
    const onRun = (part: string): void => {
      scoring.add(part);
      if (scoring.has('score-candidate') && scoring.has('score-champion')) {
        host.cancel();
      }
    };
    await assert.rejects(evaluateIn(workspace, plain('slow', 'slow'), { host, onRun }), { code: 'CANCELED' });
    assert.equal(workspace.runs().length, before + 3);
    assert.deepEqual(
      endings()
        .slice(before + 1)
        .map(String),
      ['canceled', 'canceled'],
    );
    assert.ok((await leftBehind(workspace, host)).some((path) => path.endsWith('/labels/0/truth.parquet')));
    await afterJob(host);
    assert.deepEqual(await leftBehind(workspace, host), []);
  });

  it('starts each run once when answers are lost', async () => {
    const before = workspace.runs().length;
    workspace.addFault({ method: 'POST', path: SUBMIT, reset: true, after: true });
    const host = newHost();
    evaluated(await evaluateIn(workspace, binaryRequest(), { host }));
    assert.equal(workspace.runs().length, before + 4);
    assert.deepEqual(await leftBehind(workspace, host), []);
  });

  it('ends the run of the champion when the candidate cannot be scored, and deletes the rows', async () => {
    const before = workspace.runs().length;
    const host = newHost();
    const outcome = await evaluateIn(workspace, plain('raising', 'slow'), { host });
    assert.equal(outcome.kind, 'failed');
    assert.deepEqual([outcome.part, outcome.reason.code], ['score-candidate', 'MODEL_RAISED']);
    assert.deepEqual(endings().slice(before).map(String).toSorted(), ['canceled', 'success', 'success']);
    assert.deepEqual(await leftBehind(workspace, host), []);
  });

  it('keeps features and predictions in the volume of the project, labels at home, and deletes both', async () => {
    const host = newHost();
    const seen: string[] = [];
    const onRun = (part: string): void => {
      if (part === 'reduce') {
        host.cancel();
      }
    };
    await assert.rejects(evaluateIn(workspace, binaryRequest(), { host, storage: VOLUME, onRun }), {
      code: 'CANCELED',
    });
    seen.push(...(await filesIn(workspace, VOLUME)), ...(await leftBehind(workspace, host)));
    assert.deepEqual(
      ['features', 'predictions-candidate', 'predictions-champion', 'truth'].filter((name) =>
        seen.some((path) => path.endsWith(`/0/${name}.parquet`)),
      ),
      ['features', 'predictions-candidate', 'predictions-champion', 'truth'],
    );
    assert.ok(seen.filter((path) => path.startsWith(VOLUME)).every((path) => !path.includes('truth')));
    await afterJob(host);
    assert.deepEqual(await filesIn(workspace, VOLUME), []);
  });

  it('keeps everything when the project says so', async () => {
    const host = newHost();
    evaluated(await evaluateIn(workspace, binaryRequest(), { host, storage: VOLUME, keep: true }));
    assert.ok((await filesIn(workspace, VOLUME)).some((path) => path.endsWith('/0/predictions-champion.parquet')));
    assert.match(
      host.lines.join('\n'),
      /Rows and predictions are kept in \/Volumes\/main\/ml\/files\/[0-9a-f]{16}, labels in/,
    );
    const kept = [VOLUME, '/Workspace/Users/dev@example.com/.mlops-for-databricks/comparisons'];
    const source = kept.map((folder) => `shutil.rmtree("${folder}", ignore_errors=True)`).join('\n');
    await runPython(workspace, `import shutil\n${source}\ndbutils.notebook.exit("{}")`);
  });

  it('leaves to the post-job step what cannot be deleted at once', async () => {
    const host = newHost();
    const remove = workspace.addFault({
      method: 'POST',
      path: '/api/2.0/workspace/delete',
      times: 99,
      status: 403,
      body: { error_code: 'PERMISSION_DENIED', message: 'not now' },
    });
    const outcome = await evaluateIn(workspace, plain('raising', 'raising'), { host });
    assert.equal(outcome.kind, 'failed');
    assert.match(host.warnings.join('\n'), /^Rows in .*\/rows or .*\/labels are not deleted yet: /m);
    remove();
    await afterJob(host);
    assert.deepEqual(await leftBehind(workspace, host), []);
  });

  it('does not blame the champion for the result of another run', async () => {
    const other = { contract: 'scored-rows-champion', version: 1, request: 'f'.repeat(64), id: 'other' };
    // The output of the rows is read first, then that of the champion, which is the faster model.
    workspace.addFault({
      method: 'GET',
      path: '/api/2.2/jobs/runs/get-output',
      skip: 1,
      merge: { notebook_output: { result: JSON.stringify(other) } },
    });
    const outcome = await evaluateIn(workspace, plain('later', 'churn'));
    assert.equal(outcome.kind, 'failed');
    assert.deepEqual([outcome.part, outcome.reason.code], ['score-champion', 'RESULT_REFUSED']);
    assert.match(outcome.reason.message, /is about something else: it should be the scored-rows-champion of request/);
  });

  it('refuses a storage that is no volume before anything runs', async () => {
    const before = workspace.runs().length;
    await assert.rejects(evaluateIn(workspace, binaryRequest(), { storage: '/Workspace/Shared/rows' }), {
      code: 'CONFIGURATION_REFUSED',
      message: 'comparison.storage is /Workspace/Shared/rows, which is not a folder of a volume.',
    });
    assert.equal(workspace.runs().length, before);
  });
});

async function filesIn(workspace: Workspace, folder: string): Promise<readonly string[]> {
  const source = `import glob, json\ndbutils.notebook.exit(json.dumps([p for p in glob.glob("${folder}/**", recursive=True) if p.endswith(("parquet", "json"))]))`;
  return (await runPython(workspace, source)) as readonly string[];
}
