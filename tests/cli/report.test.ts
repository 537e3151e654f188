import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Contract } from '../../lib/contracts/contract';
import { evidencePath } from '../../lib/contracts/evidence-place';
import { contractText } from '../../lib/contracts/write';
import { parseJson } from '../../lib/core/lossless-json';
import { comparisonSummary } from '../../lib/report/comparison/summary';
import { mlops } from '../kit/command-line';
import { STORIES } from '../kit/comparison/stories';
import { fullChain } from '../kit/full-chain';
import { useTemporaryFolders } from '../kit/temporary-folders';

describe('mlops report', () => {
  const newFolder = useTemporaryFolders();

  function folderWith(...contracts: readonly Contract[]): string {
    const folder = newFolder();
    for (const contract of contracts) {
      const path = join(folder, evidencePath(contract));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, contractText(contract));
    }
    return folder;
  }

  const { deployment, candidate } = fullChain();
  const told = STORIES.better();

  it('prints what the summary of the run showed, from the files alone', () => {
    const folder = folderWith(deployment, candidate, told.compliance, told.comparison);
    const { exitCode, stdout } = mlops('report', folder);
    assert.equal(exitCode, 0);
    assert.equal(stdout.trimEnd(), comparisonSummary(told).trimEnd());
  });

  it('gives programs the verdict, its findings and the report', () => {
    const folder = folderWith(deployment, candidate, told.compliance, told.comparison);
    const [version] = parseJson(mlops('report', folder, '--json').stdout) as unknown as readonly Record<
      string,
      unknown
    >[];
    const { verdict, isBetter, champion, compliance, findings } = version ?? {};
    assert.deepEqual(
      { verdict, isBetter, champion, compliance },
      {
        verdict: 'SUPERIOR',
        isBetter: true,
        champion: '11',
        compliance: 'PASSED_WITH_WARNINGS',
      },
    );
    assert.equal((findings as readonly unknown[]).length, told.comparison.findings?.length);
  });

  it('reports nothing from evidence that was changed, and says what is wrong', () => {
    const folder = folderWith(deployment, candidate, told.compliance, { ...told.comparison, because: 'much better' });
    const { exitCode, stdout, stderr } = mlops('report', folder);
    assert.deepEqual({ exitCode, stdout }, { exitCode: 1, stdout: '' });
    assert.match(stderr, /was changed after it was written/);
  });

  it('says that a folder has no comparison', () => {
    const { exitCode, stderr } = mlops('report', folderWith(deployment, candidate));
    assert.deepEqual(
      { exitCode, stderr: stderr.replace(/'.*'/, 'it') },
      {
        exitCode: 1,
        stderr:
          'There is no comparison in it.\nFix: Name the artifacts of a run that compared a version with the champion, e.g. of main.yml or release.yml.\n',
      },
    );
  });

  it('reports one run alone, and says that the receipts of earlier runs are not part of it', () => {
    const { compliance, comparison, receipt } = fullChain();
    const { exitCode, stdout, stderr } = mlops(
      'report',
      folderWith(deployment, candidate, compliance, comparison, receipt),
    );
    assert.equal(exitCode, 0, stderr);
    assert.match(stdout, /^## prod\.ml\.churn: version 14/);
    assert.match(stderr, /^note: Receipts of earlier runs are not in '.*', so this proves the comparison and not the/);
  });
});
