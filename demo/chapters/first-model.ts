import { expectEqual } from '../as-told';
import { BEGIN_WITH_TENURE } from '../changes';
import { commit } from '../commit';
import type { Context } from '../context';
import { expectChampion, expectResult, expectVerdict, release } from '../release';

export async function firstModel(context: Context): Promise<string> {
  const { printer, project } = context;
  printer.heading('1  Day 0: the first model');
  printer.say('mlops init has written a project. Its first model looks only at how long a customer has stayed:', '');
  commit('Begin with the tenure', BEGIN_WITH_TENURE, context);
  printer.say(
    '',
    'The release trains it in production, checks it and asks for approval; to be short, without the sign-off of QA:',
    '',
  );

  const outcome = await release('1', { words: ['--approve', 'Promote'] }, context);
  expectResult(outcome, 'Succeeded', 'SucceededWithIssues');
  expectVerdict(outcome, 'FIRST_MODEL');
  expectEqual(outcome.output('promote.outcome'), 'promoted', 'the outcome of the promotion');
  await expectChampion('1', context);
  return `day 0: version 1 of ${project.registry.model} became the first champion`;
}
