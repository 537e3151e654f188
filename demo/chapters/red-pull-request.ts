import { expectAsTold, expectEqual } from '../as-told';
import { ADD_FEE, FILL_WITH_ZERO } from '../changes';
import { commit } from '../commit';
import type { Context } from '../context';
import { pullRequest } from '../pull-request';
import { expectResult } from '../release';

const TEST = 'test_a_missing_fee_becomes_the_median';

export async function pullRequestIsRed({ ...context }: Context): Promise<string> {
  const { printer, project } = context;
  printer.heading('2  A pull request is red, and says why');
  printer.say('The monthly fee should help. But the change also alters how a missing fee is filled:', '');
  project.git('checkout', '-q', '-b', 'feature/fee', 'main');
  commit('Add the fee', [ADD_FEE, FILL_WITH_ZERO], context);
  printer.say('');

  const outcome = await pullRequest(context);
  expectResult(outcome, 'Failed');
  expectAsTold(outcome.reasons.join('\n').includes(TEST), `no error names ${TEST}.`);
  expectEqual(outcome.stage('UAT'), 'Skipped', 'stage UAT');
  expectAsTold(outcome.step('train') === undefined, 'it trained.');
  return `red: the pull request broke ${TEST}, so nothing was trained`;
}
