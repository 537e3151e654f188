import { expectEqual } from '../as-told';
import type { Context } from '../context';
import { expectChampion, expectResult, expectVerdict, release } from '../release';
import { sentence } from '../verdict';

export async function comparedAgain(context: Context): Promise<string> {
  const { printer } = context;
  printer.heading('7  Compared again, without training');
  printer.say('The same version is compared with the champion of today:', '');
  const words = ['--parameters', 'modelVersion=4', '--approve', 'Promote'];
  const outcome = await release('4', { words }, context);
  expectResult(outcome, 'Succeeded', 'SucceededWithIssues');
  expectVerdict(outcome, 'SUPERIOR');
  expectEqual(outcome.output('promote.outcome'), 'promoted', 'the outcome of the promotion');
  await expectChampion('4', context);
  printer.say('', sentence(outcome));
  return 'again: without training, version 4 was compared with version 1, approved and became champion';
}
