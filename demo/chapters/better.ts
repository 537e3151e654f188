import { expectEqual } from '../as-told';
import type { Context } from '../context';
import { expectChampion, expectResult, expectVerdict, release } from '../release';
import { sentence } from '../verdict';

export async function betterGoesToProduction(context: Context): Promise<string> {
  const { printer } = context;
  printer.heading('4  A better model goes to production');
  printer.say('Merged into main, the fee is released. Both models score the same customers:', '');

  const outcome = await release('2', { words: ['--approve', 'Promote'] }, context);
  expectResult(outcome, 'Succeeded', 'SucceededWithIssues');
  expectVerdict(outcome, 'SUPERIOR');
  expectEqual(outcome.output('promote.outcome'), 'promoted', 'the outcome of the promotion');
  await expectChampion('2', context);
  printer.say('', sentence(outcome));
  return 'better: version 2 beat version 1, was approved and became champion';
}
