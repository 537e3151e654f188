import { expectAsTold, expectEqual } from '../as-told';
import type { Context } from '../context';
import { expectChampion, expectResult, expectVerdict, release } from '../release';
import { buildIdOf, sentence } from '../verdict';

export async function comparedAgain(context: Context): Promise<string> {
  const { printer, releases } = context;
  printer.heading('7  Compared again, without training');
  printer.say(
    'The same version is compared with the champion of today. Its evidence comes from the run that trained it:',
    '',
  );
  const trained = releases.at(-1);
  expectAsTold(trained !== undefined, 'there was no release before.');
  const version = ['--parameters', 'modelVersion=4', '--parameters', `trainingRun=${buildIdOf(trained)}`];
  const words = [...version, '--approve', 'Promote'];
  const outcome = await release('4', { words }, context);
  expectResult(outcome, 'Succeeded', 'SucceededWithIssues');
  expectVerdict(outcome, 'SUPERIOR');
  expectEqual(outcome.output('promote.outcome'), 'promoted', 'the outcome of the promotion');
  await expectChampion('4', context);
  printer.say('', sentence(outcome));
  return 'again: without training, version 4 was compared with version 1, approved and became champion';
}
