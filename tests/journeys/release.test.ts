import assert from 'node:assert/strict';
import type { Workspace } from '../../local/workspace/workspace';
import { evidenceOf } from '../kit/journeys/evidence';
import { commit } from '../kit/journeys/new-project';
import { buildTags, endedSteps, stageResults } from '../kit/journeys/pipeline-run';
import { holders, released, useReleases, WITHOUT_SIGN_OFF } from '../kit/journeys/releases';

const MODEL = 'prod.ml.churn';

describe('the first release of a new project', function () {
  // The first run of all makes the Python environment, and scikit-learn takes its time.
  this.timeout(300_000);
  const { workspace, promoter, project } = useReleases();

  it('trains, passes its checks, and after the approval is champion and proves its batch, each with its own connection', async () => {
    const folder = project('churn');
    commit(folder, WITHOUT_SIGN_OFF);
    const run = await released(folder, '--approve=Promote');
    const { exitCode, output, events } = run;
    assert.equal(exitCode, 0, output);
    const stages = { Prod: 'SucceededWithIssues', Promote: 'Succeeded', Score: 'Succeeded', CloseOut: 'Skipped' };
    assert.deepEqual(stageResults(run), stages, output);
    assert.match(output, /^run \d{8}\.1 FIRST_MODEL v1: SucceededWithIssues /m);
    assert.deepEqual(buildTags(run), ['FIRST_MODEL']);
    assert.deepEqual(await holders(workspace(), MODEL), { champion: '1', challenger: '1' });

    const { breaks, kinds, receipts, proofs } = evidenceOf(run);
    assert.deepEqual(breaks, []);
    assert.deepEqual(kinds, {
      deployment: 1,
      candidate: 1,
      compliance: 1,
      comparison: 1,
      receipt: 2,
      proof: 1,
    });
    assert.deepEqual(receipts, [
      ['promote', 'alias:challenger', '1'],
      ['promote', 'alias:champion', '1'],
    ]);
    assert.deepEqual(proofs, ['Scored 2,000 rows, 100% by version 1']);

    const tested = endedSteps(run).filter(({ tests }) => tests !== undefined);
    assert.deepEqual(
      tested.map(({ step, tests }) => [step, tests?.failed]),
      [
        ['preflight', 0],
        ['check', 0],
      ],
    );
    assert.ok(tested.every(({ tests }) => (tests?.passed ?? 0) > 0));
    assert.equal(events.filter(({ kind }) => kind === 'approval').length, 1);
    assertTwoIdentities(workspace(), promoter());
  });
});

/** What moves an alias runs nothing, and what runs something moves no alias. */
function assertTwoIdentities({ requests }: Workspace, promoter: string): void {
  const changes = requests.filter(({ method }) => method !== 'GET');
  const isPromoter = ({ headers }: (typeof changes)[number]): boolean => headers.authorization === `Bearer ${promoter}`;
  const moves = changes.filter(({ path }) => path.includes('/aliases/'));
  assert.deepEqual(
    moves.map((move) => [move.path.split('/').at(-1), isPromoter(move)]),
    [
      ['challenger', true],
      ['champion', true],
    ],
  );
  const runs = changes.filter(({ path }) => path.endsWith('/runs/submit'));
  assert.ok(runs.length >= 4 && !runs.some(isPromoter));
}
