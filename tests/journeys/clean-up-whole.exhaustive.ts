import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { scalarText } from '../../lib/core/lossless-json';
import { root } from '../../scripts/repository/repository';
import { commit, git, MLOPS, type Edit } from '../kit/journeys/new-project';
import { pipelineRun } from '../kit/journeys/pipeline-run';
import { tablesOf, usePullRequests, versionsOf, type Catalog } from '../kit/journeys/pull-requests';
import { namesIn } from '../kit/tasks/workspace-content';
import { useTemporaryFolders } from '../kit/temporary-folders';

const EDITS: readonly Edit[] = [
  // The job of this check takes longer than all the rest.
  ['databricks-ml/mlops.yml', 'compliance:\n', 'compliance:\n  checks: { smoke_prediction: skip }\n'],
  [
    'azure-pipelines/cleanup.yml',
    'uatConnection: databricks-uat',
    'uatConnection: databricks-uat\n    olderThanDays: 0',
  ],
];

describe('the nightly clean-up of a new project', function () {
  this.timeout(600_000);
  const { project, run, workspace } = usePullRequests();
  const newFolder = useTemporaryFolders();

  /** The templates as `mlops templates vendor` writes them, committed as an organization does. */
  function usesVendoredTemplates(folder: string): void {
    const templates = join(newFolder(), 'mlops-templates');
    execFileSync(process.execPath, [MLOPS, 'templates', 'vendor', templates], { stdio: 'ignore' });
    git(templates, 'init', '-q', '-b', 'main');
    git(templates, 'add', '.');
    git(templates, 'commit', '-q', '-m', 'templates');
    const local = join(folder, 'mlops.local.yml');
    const text = readFileSync(local, 'utf8');
    assert.ok(text.includes(join(root, 'pipeline-templates')));
    writeFileSync(local, text.replace(join(root, 'pipeline-templates'), templates));
  }

  async function leftIn(catalog: Catalog, repository: string): Promise<readonly string[]> {
    const at = workspace(catalog);
    const versions = await versionsOf(at, `${catalog}.ml.tidy_pr`);
    return [
      ...(await namesIn(at, `/Shared/${repository}`)).filter((name) => name.startsWith('pull-')),
      ...(await tablesOf(at, catalog, 'ml')).filter((name) => name.includes('_pr12_')),
      ...versions.map(({ version }) => `version ${scalarText(version)}`),
    ];
  }

  it('leaves nothing in Dev and UAT of a pull request that ran its whole pipeline', async () => {
    const folder = project('tidy');
    commit(folder, EDITS);
    usesVendoredTemplates(folder);
    const ran = await run(folder);
    assert.equal(ran.exitCode, 0, ran.output);
    for (const catalog of ['dev', 'uat'] as const) {
      const left = await leftIn(catalog, basename(folder));
      assert.ok(left.length > 4, `${catalog}: ${left.join()}`);
    }
    appendFileSync(join(folder, 'mlops.local.yml'), 'openPullRequests: []\n');
    const clean = await pipelineRun(folder, 'azure-pipelines/cleanup.yml');
    assert.equal(clean.exitCode, 0, clean.output);
    for (const catalog of ['dev', 'uat'] as const) {
      assert.deepEqual(await leftIn(catalog, basename(folder)), [], catalog);
    }
  });
});
