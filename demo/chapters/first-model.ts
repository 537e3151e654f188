import { expectOutputs, expectSucceeded } from '../as-told';
import { WITHOUT_EVIDENCE } from '../churn';
import type { DemoContext } from '../demo-context';
import { runPipeline } from '../pipeline-run';
import { PROMOTE, trainStep } from '../release';
import { stepsYaml } from '../step';

const STEPS = [trainStep(1), PROMOTE];

export async function firstModelIsPromoted(context: DemoContext): Promise<string> {
  const { printer } = context;
  printer.heading('2  The first model goes to production');
  printer.say(
    "mlops.yml names the model, its notebook and its alias, so the steps don't have to.",
    'Training really runs, and the step finds the version that this run registered.',
    'A promotion needs evidence. The first model has nothing to be compared with, so',
    'one line of mlops.yml says openly that this promotion does without:',
    '',
  );
  printer.code(`    ${WITHOUT_EVIDENCE}\n`);
  printer.code(stepsYaml(STEPS));
  printer.say('');

  const [train, promote] = await runPipeline({ number: 2, steps: STEPS }, context);
  expectSucceeded(train, 'train');
  expectSucceeded(promote, 'promote');
  expectOutputs(promote, { promoted: 'true', previousVersion: '' });

  printer.say('', 'There was no champion before. The receipt says who allowed this without evidence.');
  return 'version 1 became champion, and its receipt says that no evidence was required';
}
