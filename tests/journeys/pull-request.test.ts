import assert from 'node:assert/strict';
import { isJsonObject, parseJson, scalarText, toJson } from '../../lib/core/lossless-json';
import type { RecordedRequest } from '../../local/workspace/http/request-log';
import { commit, git } from '../kit/journeys/new-project';
import { endedSteps, published, stageResults, stepResults, type PipelineRun } from '../kit/journeys/pipeline-run';
import { tablesOf, tagsOf, usePullRequests, versionsOf, type Catalog } from '../kit/journeys/pull-requests';
import { namesIn } from '../kit/tasks/workspace-content';

const CATALOGS: readonly Catalog[] = ['dev', 'uat'];
const SUFFIX = /_pr12_churn_[0-9a-f]{8}$/;
const FOLDER = '/Shared/churn/pull-12-merge';

describe('a good pull request', function () {
  this.timeout(600_000);
  const { project, run, workspace } = usePullRequests();
  let head = '';
  let ran: PipelineRun;
  /** How many requests there were before the run. */
  let earlier: Readonly<Record<Catalog, number>>;

  before(async () => {
    const folder = project('churn');
    const problem = 'model:\n  problem: binary\n';
    commit(folder, [
      ['databricks-ml/mlops.yml', problem, `${problem}  experiment: /Shared/churn\n`],
      ['databricks-ml/mlops.yml', '\nenvironments:', '\npullRequests: { schema: ml_pr }\n\nenvironments:'],
      // The job of this check takes longer than all the rest; other tests run it.
      ['databricks-ml/mlops.yml', 'compliance:\n', 'compliance:\n  checks: { smoke_prediction: skip }\n'],
    ]);
    git(folder, 'switch', '-q', '-c', 'feature/weaker');
    head = commit(folder, [['databricks-ml/mlops.yml', 'regularization: 1.0', 'regularization: 0.25']]);
    earlier = { dev: workspace('dev').requests.length, uat: workspace('uat').requests.length };
    ran = await run(folder);
  });

  function requestsOfRun(catalog: Catalog): readonly RecordedRequest[] {
    return workspace(catalog).requests.slice(earlier[catalog]);
  }

  it('is tested, trained, checked and scored in Dev and UAT', () => {
    assert.equal(ran.exitCode, 0, ran.output);
    // Compliance warns of every version of a pull request that it cannot become champion.
    assert.deepEqual(stageResults(ran), { Dev: 'SucceededWithIssues', UAT: 'SucceededWithIssues' }, ran.output);
    const steps = { fork: 'Skipped', checkout: 'Succeeded', preflight: 'Succeeded', code: 'Succeeded' };
    const trained = {
      ...steps,
      train: 'Succeeded',
      check: 'SucceededWithIssues',
      tests: 'Succeeded',
      trained: 'Skipped',
    };
    assert.deepEqual(stepResults(ran, 'Dev'), { ...trained, agent_tests: 'Succeeded' });
    assert.deepEqual(stepResults(ran, 'UAT'), { ...trained, score: 'Succeeded' });
  });

  it('shows each test and each check in the Tests tab', () => {
    const counted = endedSteps(ran).flatMap(({ stage, step, tests }) =>
      tests === undefined ? [] : [[`${stage} ${step}`, tests] as const],
    );
    assert.deepEqual(
      counted.map(([where]) => where),
      ['Dev agent_tests', 'Dev preflight', 'Dev check', 'Dev tests', 'UAT preflight', 'UAT check', 'UAT tests'],
    );
    const counts = new Map(counted);
    assert.deepEqual(counts.get('Dev agent_tests'), { total: 4, passed: 4, failed: 0, skipped: 0 });
    assert.deepEqual(counts.get('Dev tests'), counts.get('Dev agent_tests'));
    assert.deepEqual(counts.get('UAT tests'), { total: 11, passed: 11, failed: 0, skipped: 0 });
    assert.ok(counted.every(([, { passed, failed }]) => passed > 0 && failed === 0));
  });

  it('runs the code of the pull request, and says so on each version', async () => {
    for (const catalog of CATALOGS) {
      const at = workspace(catalog);
      const tags = await tagsOf(at, `${catalog}.ml_pr.churn_pr`, '1');
      const marks = ['mlops_commit', 'mlops_pull_request', 'mlops_trained_by_pull_request'];
      assert.deepEqual(
        marks.map((key) => tags[key]),
        [head, '12', 'true'],
        catalog,
      );
      // The only difference between the branch and main.
      const params = at.requests
        .filter(({ path }) => path === '/api/2.0/mlflow/runs/log-batch')
        .map(({ body = null }) => toJson(body));
      assert.match(params.join('\n'), /"regularization","value":"0\.25"/, catalog);
    }
  });

  it('leaves the model alone, and two versions of its twin that no place holds', async () => {
    for (const catalog of CATALOGS) {
      const at = workspace(catalog);
      assert.deepEqual(await versionsOf(at, `${catalog}.ml.churn`), []);
      const versions = await versionsOf(at, `${catalog}.ml_pr.churn_pr`);
      assert.deepEqual(
        versions.map(({ version }) => scalarText(version)),
        ['1'],
      );
      assert.deepEqual(
        at.requests.filter(({ path }) => path.includes('/aliases') || path.includes('alias')).filter(isWrite),
        [],
      );
    }
  });

  it('writes tables, experiment and files under names of its own only', async () => {
    for (const catalog of CATALOGS) {
      const at = workspace(catalog);
      assert.deepEqual(await tablesOf(at, catalog, 'ml'), []);
      const tables = await tablesOf(at, catalog, 'ml_pr');
      const names = tables.map((name) => name.replace(SUFFIX, ''));
      assert.ok(
        tables.every((name) => SUFFIX.test(name)),
        tables.join(),
      );
      assert.deepEqual(names, ['current', 'customers', 'holdout', ...(catalog === 'uat' ? ['scores'] : [])]);
      assert.deepEqual(
        [await namesIn(at, '/Shared'), await namesIn(at, '/Shared/churn')],
        [['churn'], ['pull-12-merge']],
      );
      const written = new Set(
        requestsOfRun(catalog)
          .filter(isWrite)
          .flatMap((request) => subjectOf(request)),
      );
      const foreign = [...written].filter((subject) => !isOwn(subject, catalog));
      assert.deepEqual(foreign, [], catalog);
    }
  });

  it('saves the predictions, and proves which version made them', () => {
    const [proof, ...more] = published(ran, 'proof').map((text) => parseJson(text));
    assert.deepEqual(more, []);
    assert.ok(isJsonObject(proof) && isJsonObject(proof['output']));
    assert.equal(proof['statement'], 'Scored 2,000 rows, 100% by version 1');
    assert.match(scalarText(proof['output']['name']), /^uat\.ml_pr\.scores_pr12_churn_/);
    assert.deepEqual(
      ['deployment', 'candidate', 'compliance'].map((kind) => published(ran, kind).length),
      [2, 2, 2],
    );
  });
});

/** Changes something that stays; the others ask, or start and end runs. */
function isWrite({ method, path }: RecordedRequest): boolean {
  const asks = /\/(?:search|submit|create-(?:down|up)load-url|emit-lineage|cancel|get-output)$/;
  return !['GET', 'HEAD'].includes(method) && !asks.test(path);
}

/** What a request is about: a path, a model, an experiment; runs and logged models lie below one of those, by an ID. */
function subjectOf({ path, body }: RecordedRequest): readonly string[] {
  if (path.startsWith('/api/2.0/mlflow/logged-models')) {
    return [];
  }
  const file = /^\/api\/2\.0\/fs\/(?:files|directories)(\/.*)$/.exec(path)?.[1];
  if (file !== undefined) {
    return [file];
  }
  const { name, path: place } = isJsonObject(body) ? body : {};
  return [place ?? name ?? ''].map(scalarText).filter((subject) => subject !== '');
}

function isOwn(subject: string, catalog: Catalog): boolean {
  return [
    subject.startsWith(FOLDER),
    /^\/Users\/[^/]+\/\.mlops-for-databricks\//.test(subject),
    SUFFIX.test(subject) && subject.startsWith('/Shared/churn_pr12'),
    subject === `${catalog}.ml_pr.churn_pr`,
    subject.startsWith(`/Models/${catalog}/ml_pr/churn_pr/`),
    // Files of the runs in the pull request's own experiment.
    subject.startsWith('/WorkspaceInternal/Mlflow/Artifacts/'),
  ].includes(true);
}
