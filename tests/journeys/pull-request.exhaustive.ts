import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonList, isJsonObject, parseJson, scalarText } from '../../lib/core/lossless-json';
import { readEvents, type RecordedEvent } from '../../local/pipelines/run-folder/event-file';
import type { TestCounts } from '../../local/pipelines/run/step-runner';
import { root } from '../../scripts/repository/repository';
import { useTemporaryFolders } from '../kit/temporary-folders';
import { answered, call, type Endpoint } from '../kit/workspace/stand-in';
import { announced } from '../kit/workspace/workspace-process';

const MLOPS = join(root, 'dist/cli/mlops.js');
const PULL_REQUEST = [
  '--branch=refs/pull/12/merge',
  '--reason=PullRequest',
  '--variables=System.PullRequest.PullRequestId=12',
];

interface Outcome {
  readonly exitCode: number | null;
  readonly output: string;
  readonly events: readonly RecordedEvent[];
  readonly artifacts: string;
}

describe('the pull request of a new project', function () {
  this.timeout(600_000);
  const newFolder = useTemporaryFolders();
  let workspaces: Readonly<Record<string, Endpoint>> = {};
  let stop: () => void;

  before(async () => {
    const opened = await announced(newFolder(), '--port', '0');
    stop = () => opened.child.kill('SIGTERM');
    workspaces = Object.fromEntries(opened.workspaces.map((one) => [one.name, one]));
    await prepare('dev');
    await prepare('uat');
  });
  after(() => stop());

  /** What an administrator does once; everything else is up to the pipeline. */
  async function prepare(catalog: string): Promise<void> {
    const at = workspace(catalog);
    const { userName } = await answered(at, 'GET /api/2.0/preview/scim/v2/Me');
    await answered(at, 'POST /api/2.1/unity-catalog/schemas', { name: 'ml', catalog_name: catalog });
    // The stand-in knows no owner of a table that a notebook made, so its maker needs to be granted what an owner has.
    const changes = [{ principal: userName ?? '', add: ['USE_CATALOG', 'SELECT', 'MODIFY'] }];
    await answered(at, `PATCH /api/2.1/unity-catalog/permissions/catalog/${catalog}`, { changes });
  }

  function workspace(name: string): Endpoint {
    const found = workspaces[name];
    assert.ok(found, name);
    return found;
  }

  /** A repository with what `mlops init` writes, and the file that leads its pipelines to the stand-in. */
  function newProject(name: string): string {
    const folder = newFolder();
    git(folder, 'init', '-q', '-b', 'feature/x');
    const { status, stderr } = spawnSync(process.execPath, [MLOPS, 'init', folder, '--name', name], {
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
    const connections = ['dev', 'uat'].map((at) => {
      const { host, token } = workspace(at);
      return `  databricks-${at}: { url: '${host}', token: ${token} }\n`;
    });
    const templates = join(root, 'pipeline-templates');
    writeFileSync(
      join(folder, 'mlops.local.yml'),
      `repositories: { templates: '${templates}' }\nconnections:\n${connections.join('')}`,
    );
    return folder;
  }

  function runsPullRequest(folder: string): Outcome {
    git(folder, 'add', '.');
    git(folder, 'commit', '-q', '-m', 'change');
    const words = ['run', 'azure-pipelines/pull-request.yml', '--no-live', ...PULL_REQUEST];
    const { status, stdout, stderr } = spawnSync(process.execPath, [MLOPS, ...words], {
      cwd: folder,
      encoding: 'utf8',
    });
    const runs = join(folder, '.mlops/runs');
    const run = join(runs, readdirSync(runs).at(-1) ?? '');
    return {
      exitCode: status,
      output: stdout + stderr,
      events: readEvents(run),
      artifacts: join(run, 'artifacts'),
    };
  }

  async function versionsOf(catalog: string, model: string): Promise<readonly string[]> {
    const path = `/api/2.1/unity-catalog/models/${catalog}.ml.${model}/versions`;
    const { body } = await call(workspace(catalog), `GET ${path}`);
    const found = body['model_versions'] ?? [];
    assert.ok(isJsonList(found));
    return found.map((version) => (isJsonObject(version) ? scalarText(version['version']) : ''));
  }

  it('trains, is checked and scores in Dev and UAT, with the twin of the model only', async () => {
    const folder = newProject('churn');
    const { exitCode, output, events, artifacts } = runsPullRequest(folder);
    assert.equal(exitCode, 0, output);
    assert.deepEqual(stageResults(events), { Dev: 'SucceededWithIssues', UAT: 'SucceededWithIssues' }, output);
    assert.doesNotMatch(output, /uncommitted/);
    for (const catalog of ['dev', 'uat']) {
      assert.deepEqual(await versionsOf(catalog, 'churn_pr'), ['1'], catalog);
      assert.deepEqual(await versionsOf(catalog, 'churn'), [], catalog);
    }
    // Compliance warns of every version of a pull request that it cannot become champion.
    assert.match(output, /^warned: UAT\/train\/check .*\n(?: {2}.*\n)* {2}- commit: .*\n {2}- trained_by_job: /m);
    const counted = endedSteps(events).filter(({ tests }) => tests !== undefined);
    assert.deepEqual([...new Set(counted.map(({ step }) => step))], ['preflight', 'check']);
    const sum = (name: keyof TestCounts): number => counted.reduce((all, { tests }) => all + (tests?.[name] ?? 0), 0);
    const line = `tests: ${sum('total')}, ${sum('passed')} passed, 0 failed, ${sum('skipped')} skipped`;
    assert.ok(output.split('\n').includes(line), `${line} in\n${output}`);
    assert.ok(
      counted.every(({ tests }) => (tests?.passed ?? 0) > 0),
      JSON.stringify(counted),
    );
    assert.deepEqual(scoredIn(artifacts), ['Scored 2,000 rows, 100 % by version 1']);
  });

  it('is red in Dev with the error of its notebook, and never reaches UAT', async () => {
    const folder = newProject('broken');
    const notebook = join(folder, 'databricks-ml/app/notebooks/model_train.py');
    const broken = readFileSync(notebook, 'utf8').replace(
      'model.fit(',
      'raise ValueError("no customers left")\nmodel.fit(',
    );
    writeFileSync(notebook, broken);
    const { exitCode, output, events } = runsPullRequest(folder);
    assert.equal(exitCode, 1, output);
    assert.deepEqual(stageResults(events), { Dev: 'Failed', UAT: 'Skipped' }, output);
    assert.match(output, /^failed: Dev\/train\/train /m);
    assert.match(output, /no customers left/);
    assert.deepEqual(await versionsOf('dev', 'broken_pr'), []);
    assert.deepEqual(await versionsOf('uat', 'broken_pr'), []);
  });
});

type EndedStep = Extract<RecordedEvent, { readonly kind: 'step ended' }>;

function endedSteps(events: readonly RecordedEvent[]): readonly EndedStep[] {
  return events.filter((event) => event.kind === 'step ended');
}

function git(folder: string, ...words: readonly string[]): void {
  execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...words]);
}

function stageResults(events: readonly RecordedEvent[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    events.flatMap((event) => (event.kind === 'stage ended' ? [[event.stage, event.result]] : [])),
  );
}

/** What each published proof says of its batch. */
function scoredIn(artifacts: string): readonly string[] {
  const paths = readdirSync(artifacts, { recursive: true, encoding: 'utf8' });
  const proofs = paths.filter((path) => /\bproof-[^/]*\.json$/.test(path));
  return proofs.map((path) => {
    const proof = parseJson(readFileSync(join(artifacts, path), 'utf8'));
    return isJsonObject(proof) ? scalarText(proof['statement']) : path;
  });
}
