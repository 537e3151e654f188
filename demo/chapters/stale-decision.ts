import { expectAsTold, expectEqual } from '../as-told';
import { ADD_COMPLAINTS } from '../changes';
import { commit } from '../commit';
import type { Context } from '../context';
import { expectChampion, expectResult, expectVerdict, release } from '../release';
import { rollBack } from '../roll-back';

export async function staleDecisionIsRefused(context: Context): Promise<string> {
  const { printer, project } = context;
  printer.heading('6  A rollback at night, and an approval that comes too late');
  printer.say('The next model also knows complaints. It is better than version 2, and waits for approval:', '');
  project.git('checkout', '-q', 'main');
  commit('Add complaints', [ADD_COMPLAINTS], context);
  printer.say('');

  const outcome = await release('4', { words: ['--ask'], onQuestion: () => nightAndMorning(context) }, context);
  expectResult(outcome, 'Failed');
  expectVerdict(outcome, 'SUPERIOR');
  expectEqual(outcome.stage('Promote'), 'Failed', 'stage Promote');
  const [reason = ''] = outcome.reasons;
  expectAsTold(reason.includes('(EVIDENCE_STALE)'), `the promotion failed for another reason: ${reason}`);
  await expectChampion('1', context);
  return 'stale: version 2 was rolled back meanwhile, so the approval of version 4 no longer counted';
}

/** While the release waits, somebody else acts. */
async function nightAndMorning(context: Context): Promise<string> {
  const { printer } = context;
  printer.say('', 'Before anybody has looked, version 2 misbehaves. One pipeline with a reason goes back:', '');
  const outcome = await rollBack('Scores drift since Monday', context);
  expectResult(outcome, 'Succeeded', 'SucceededWithIssues');
  expectEqual(outcome.output('rollback.rolledBackTo'), '1', 'the version after the rollback');
  await expectChampion('1', context);
  printer.say('', 'In the morning the release is approved. But it was compared with version 2:', '');
  return 'y\nBetter than version 2\n';
}
