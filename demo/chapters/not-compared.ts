import { expectAsTold, expectEqual } from '../as-told';
import { BEGIN_WITH_TENURE } from '../changes';
import { commit } from '../commit';
import type { Context } from '../context';
import { expectChampion, expectResult, release } from '../release';

/** Comparisons run on Databricks, and their runs reach no plain MLflow server. */
export async function modelIsNotCompared(context: Context): Promise<string> {
  const { printer, project } = context;
  printer.heading('1  A release needs a registry of Databricks');
  printer.say('On a plain MLflow server, models are trained, registered and checked, but not compared:', '');
  commit('Begin with the tenure', BEGIN_WITH_TENURE, context);
  printer.say('');

  const outcome = await release('1', { words: ['--approve', 'Promote'] }, context);
  expectResult(outcome, 'Failed');
  const [reason = ''] = outcome.reasons;
  expectAsTold(reason.includes('(REGISTRY_LIMITED)'), `the comparison failed for another reason: ${reason}`);
  expectEqual(outcome.stage('Promote'), 'Skipped', 'stage Promote');
  await expectChampion('', context);
  project.git('checkout', '-q', 'main');
  return `refused: version 1 of ${project.registry.model} was checked, but a plain MLflow server has no comparisons`;
}
