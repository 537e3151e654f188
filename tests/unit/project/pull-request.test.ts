import assert from 'node:assert/strict';
import { sha256Hex } from '../../../lib/core/node/hash';
import { inPullRequest, pullRequestSuffix } from '../../../lib/project/pull-request';
import type { Configuration } from '../../../lib/project/schema/project';
import { valueOf } from '../../../lib/project/tree';
import { projectOf, smallWith } from '../../kit/project/reading';

const SUFFIX = '_pr12_churn_3f2a9c1b';

const DATA = `  training: { table: customers }
  evaluation: { table: holdout, label: churned }
  scoring: { input: current, output: { table: scores } }`;

function inPullRequest12(lines: string): Configuration {
  const found = projectOf(smallWith(lines)).environments.get('prod');
  assert.ok(found);
  return valueOf(inPullRequest(found.tree, SUFFIX)) as unknown as Configuration;
}

function tablesOf({ data, comparison }: Configuration): readonly unknown[] {
  const { training, evaluation, scoring } = data;
  const others = (comparison.otherData ?? []).map(({ table }) => table);
  return [training.table, evaluation.table, scoring?.input, scoring?.output?.table, ...others];
}

describe('the names of a pull request', () => {
  const OF = { number: '12', repository: 'platform/Churn-Model', repositoryId: 'https://dev.azure.com/a/b/churn' };
  const suffixOf = (changes: Partial<typeof OF>): string => pullRequestSuffix({ ...OF, ...changes }, sha256Hex);

  it('tell its number and repository, in letters that tables and experiments may have', () => {
    assert.match(suffixOf({}), /^_pr12_churn_model_[0-9a-f]{8}$/);
    assert.match(suffixOf({ repository: 'Übung №1 /../' }), /^_pr12_[0-9a-f]{8}$/);
    assert.match(suffixOf({ repository: 'x'.repeat(300) }), /^_pr12_x{40}_[0-9a-f]{8}$/);
  });

  it('are those of no other pull request', () => {
    const others = [
      suffixOf({}),
      suffixOf({ number: '1' }),
      suffixOf({ repository: 'platform/churn' }),
      // The same name in another project, or with other signs that no table takes.
      suffixOf({ repositoryId: 'https://dev.azure.com/a/c/churn' }),
      suffixOf({ repository: 'platform/churn_model', repositoryId: 'https://dev.azure.com/a/b/churn_model' }),
    ];
    assert.equal(new Set(others).size, others.length);
  });

  it('do not depend on how the repository is spelled', () => {
    assert.equal(suffixOf({ repositoryId: OF.repositoryId.toUpperCase() }), suffixOf({}));
  });

  it('are given to what it writes, and not to what it reads', () => {
    const held = inPullRequest12(`data:\n${DATA}\nmodel: { problem: binary, experiment: /Shared/churn }`);
    assert.equal(held.modelName, 'prod.ml.churn_pr');
    assert.equal(held.model.experiment, `/Shared/churn${SUFFIX}`);
    const [training, ...others] = tablesOf(held);
    assert.deepEqual(
      [training, ...others],
      ['prod.ml.customers', 'prod.ml.holdout', 'prod.ml.current', `prod.ml.scores${SUFFIX}`],
    );
  });

  it('are given to all tables where training creates those that are missing', () => {
    const held = inPullRequest12(`data:
${DATA}
  createMissing: true
comparison: { otherData: [{ name: q3, table: holdout_q3 }] }`);
    const names = ['customers', 'holdout', 'current', 'scores', 'holdout_q3'];
    assert.deepEqual(
      tablesOf(held),
      names.map((name) => `prod.ml.${name}${SUFFIX}`),
    );
  });

  it('are in the schema of pull requests, where there is one', () => {
    const held = inPullRequest12(`data:\n${DATA}\npullRequests: { schema: ml_pr }`);
    assert.equal(held.modelName, 'prod.ml_pr.churn_pr');
    assert.deepEqual(tablesOf(held).slice(2), ['prod.ml.current', `prod.ml_pr.scores${SUFFIX}`]);
  });

  const OUTPUTS = [
    ['a name in quotes', '{ table: "`my scores`" }', `prod.ml.\`my scores${SUFFIX}\``],
    [
      'a name of 255 characters',
      `{ table: ${'t'.repeat(255)} }`,
      `prod.ml.${'t'.repeat(255 - SUFFIX.length)}${SUFFIX}`,
    ],
    ['a folder of a volume', '{ path: /Volumes/a/b/c/scores/ }', `/Volumes/a/b/c/scores${SUFFIX}`],
    ['a whole volume', '{ path: /Volumes/a/b/c }', `/Volumes/a/b/c/${SUFFIX.slice(1)}`],
    ['a folder of DBFS', '{ path: "dbfs:/mnt/scores" }', `dbfs:/mnt/scores${SUFFIX}`],
  ] as const;
  for (const [what, output, want] of OUTPUTS) {
    it(`stay legal for ${what}`, () => {
      const held = inPullRequest12(`data:
  training: { table: customers }
  evaluation: { table: holdout, label: churned }
  scoring: { input: current, output: ${output} }`);
      const { table, path } = held.data.scoring?.output ?? {};
      assert.equal(table ?? path, want);
    });
  }

  it('leave an experiment alone that is named by its ID', () => {
    assert.equal(inPullRequest12('model: { problem: binary, experiment: "123" }').model.experiment, '123');
  });
});
