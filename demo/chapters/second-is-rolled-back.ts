import { expectOutputs, expectSucceeded } from '../as-told';
import { PROJECT } from '../churn';
import type { DemoContext } from '../demo-context';
import { runPipeline } from '../pipeline-run';
import { stepsYaml, type Step } from '../step';

const STEPS: readonly Step[] = [
  {
    task: 'MLflowRollbackModel',
    name: 'rollback',
    inputs: { ...PROJECT, reason: 'Scores drift since Monday' },
  },
];

export async function secondIsRolledBack(context: DemoContext): Promise<string> {
  const { printer } = context;
  printer.heading('6  The second model is rolled back');
  printer.say('It misbehaves at night. One task with a reason restores the previous version.', '');
  printer.code(stepsYaml(STEPS));
  printer.say('');

  const [rollback] = await runPipeline({ number: 7, steps: STEPS }, context);
  expectSucceeded(rollback, 'rollback');
  expectOutputs(rollback, { rolledBackFrom: '2', rolledBackTo: '1' });

  printer.say('', 'A tag on version 2 has the reason, so nobody promotes it again by accident.');
  return 'version 1 is champion again, and a tag on version 2 has the reason';
}
