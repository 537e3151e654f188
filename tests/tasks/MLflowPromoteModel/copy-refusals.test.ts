import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { NOT_BETTER } from '../../kit/places/evidence';
import { DIALECTS, type RegistryUnderTest } from '../../kit/registry/registries';
import { useCopyFixtures, type CopyFixture } from '../../kit/tasks/copy-fixture';
import { complaint } from '../../kit/tasks/register-fixture';
import { exhaustively, variants } from '../../kit/tier';

const PULL_REQUEST = {
  'System.PullRequest.PullRequestId': '12',
  'Build.Reason': 'PullRequest',
  'Build.SourceBranch': 'refs/pull/12/merge',
};

describe('MLflowPromoteModel that refuses to copy', function () {
  this.timeout(180_000);
  const open = useCopyFixtures();

  for (const under of variants(DIALECTS)) {
    describe(`with ${under.name}`, () => {
      exhaustively('reports what is wrong with target, version and evidence, and creates nothing', async () => {
        const fixture = await open(under);
        await fixture.proves();
        for (const [inputs, message] of [
          [{ target: `copy:${under.modelName}` }, /is the version's own model\.\nFix: Name another model/],
          [{ target: foreignTarget(under) }, /is in .*, where a model cannot have such a name/],
          [{ target: 'copy:' }, /COPY_REFUSED|does not accept: it is empty/],
          [{ modelVersion: '7' }, /There is no version 7/],
        ] as const) {
          assert.match(complaint(await fixture.copies(inputs)), message);
        }
        const byPullRequest = await fixture.copies(
          { requireVerdict: 'none' },
          { pipelineOptions: { variables: PULL_REQUEST } },
        );
        assert.match(complaint(byPullRequest), /cannot be promoted to copy:\S+: this run belongs to a pull request/);

        await fixture.proves({ comparison: NOT_BETTER, ...(await champion(fixture)) });
        const kept = await fixture.copies();
        assert.equal(kept.result, 'Succeeded', kept.log.join('\n'));
        assert.deepEqual([kept.outputs['promoted'], kept.outputs['outcome']], ['false', 'kept']);
        assert.match(
          kept.log.join('\n'),
          /not copying version 1 of .* 0\.79 against 0\.79.*\nIt keeps its places in \S+, /,
        );
        assert.equal((await fixture.model.tags(1)).has('mlops_closed_out'), false);
        assert.deepEqual(fixture.breaks(), []);
        assert.match(complaint(await fixture.copies({ failIfNotBetter: 'true' })), /is not better, and is not copied/);

        rmSync(fixture.evidence, { recursive: true });
        assert.match(complaint(await fixture.copies()), /EVIDENCE_MISSING/);
        await fixture.model.setTags({ mlops_rolled_back: 'scores drift' }, 1);
        assert.match(
          complaint(await fixture.copies({ requireVerdict: 'none' })),
          /was rolled back before: scores drift/,
        );
        const allowed = await fixture.copies({ requireVerdict: 'none', allowRolledBack: 'true', planOnly: 'true' });
        assert.equal(allowed.outputs['outcome'], 'promoted', allowed.log.join('\n'));
        await fixture.model.setTags({ mlops_trained_by_pull_request: 'true' }, 1);
        const trained = await fixture.copies({ requireVerdict: 'none', allowRolledBack: 'true' });
        assert.match(complaint(trained), /cannot be promoted to copy:\S+: a pull request trained it/);
        assert.equal(await fixture.target.exists(), false);
      });

      it('refuses when another version has become champion since the comparison', async () => {
        const fixture = await open(under);
        await fixture.proves(await champion(fixture));
        await fixture.addVersion({ files: 'none' });
        await fixture.model.movePointer({ pointer: under.champion, version: 3, others: 'archive' });
        assert.match(complaint(await fixture.copies()), /moved from version 2 to version 3 after this comparison/);
        assert.equal(await fixture.target.exists(), false);
      });
    });

    async function champion({
      model,
      addVersion,
      storyOfChampion,
    }: CopyFixture): ReturnType<CopyFixture['storyOfChampion']> {
      await addVersion({ files: 'none' });
      await model.movePointer({ pointer: under.champion, version: 2, others: 'archive' });
      return storyOfChampion(2);
    }
  }
});

function foreignTarget({ kind }: RegistryUnderTest): string {
  return kind === 'unityCatalog' ? 'copy:churn_released' : 'copy:prod.default.churn';
}
