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
  printer.heading('5  The second model is rolled back');
  printer.say('It misbehaves at night. One task and one reason bring the former one back.', '');
  printer.code(stepsYaml(STEPS));
  printer.say('');

  const [rollback] = await runPipeline({ number: 5, steps: STEPS }, context);
  expectSucceeded(rollback, 'rollback');
  expectOutputs(rollback, { rolledBackFrom: '2', rolledBackTo: '1' });

  printer.say('', 'Version 2 is marked with the reason, and is not promoted again by accident.');
  return 'version 1 is champion again, and version 2 is marked with the reason';
}
