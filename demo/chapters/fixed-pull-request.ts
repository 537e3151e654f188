import { expectEqual } from '../as-told';
import { FILL_WITH_MEDIAN } from '../changes';
import { commit } from '../commit';
import type { Context } from '../context';
import { pullRequest } from '../pull-request';
import { expectChampion, expectResult } from '../release';

export async function pullRequestIsFixed(context: Context): Promise<string> {
  const { printer, project } = context;
  printer.heading('3  Fixed, it trains in Dev and in UAT');
  commit('Fill a missing fee with the median again', [FILL_WITH_MEDIAN], context);
  printer.say('', 'Its versions go into a model of their own, which can never become champion:', '');

  const champion = await project.registry.championOf(context.laptop);
  const outcome = await pullRequest(context);
  expectResult(outcome, 'Succeeded', 'SucceededWithIssues');
  expectEqual(outcome.output('score.scoredVersion'), outcome.output('train.modelVersion'), 'the version that scored');
  await expectChampion(champion, context);
  project.git('checkout', '-q', 'main');
  project.git('merge', '-q', '--no-ff', '-m', 'Add the fee', 'feature/fee');
  return `green: fixed, it trained ${outcome.output('train.modelName')} and proved which version scored the batch`;
}
