import { expectEqual } from '../as-told';
import { SIMPLIFY_TO_FEE, TAKE_SIMPLIFICATION_BACK } from '../changes';
import { commit } from '../commit';
import type { Context } from '../context';
import { expectChampion, expectResult, expectVerdict, release } from '../release';
import { sentence } from '../verdict';

export async function worseIsKeptOut(context: Context): Promise<string> {
  const { printer, project } = context;
  printer.heading('5  A worse model is kept out');
  printer.say('Somebody wants a simpler model, with the fee alone. All tests pass:', '');
  project.git('checkout', '-q', 'main');
  commit('Simplify to the fee', [SIMPLIFY_TO_FEE], context);
  printer.say('');

  const outcome = await release('3', { words: [] }, context);
  expectResult(outcome, 'Succeeded', 'SucceededWithIssues');
  expectVerdict(outcome, 'INFERIOR');
  expectEqual(outcome.stage('Promote'), 'Skipped', 'stage Promote');
  await expectChampion('2', context);
  printer.say(
    '',
    sentence(outcome),
    'The run is green: an honest no. Nobody was asked to approve, and production is as it was.',
    '',
  );
  project.git('checkout', '-q', 'main');
  commit('Revert the simplification', [TAKE_SIMPLIFICATION_BACK], context);
  return 'worse: version 3 lost to version 2 and was closed out; nobody was asked';
}
