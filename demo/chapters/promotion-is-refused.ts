import { expectAsTold, expectOutputs, expectSucceeded } from '../as-told';
import type { DemoContext } from '../demo-context';
import { runPipeline } from '../pipeline-run';
import { promoteStep, trainStep } from '../release';
import { stepsYaml } from '../step';

const PROMOTE = promoteStep();

export async function promotionIsRefused(context: DemoContext): Promise<string> {
  const { printer } = context;
  printer.heading('4  A third model is refused');
  printer.say("This time the promotion does not have 'requireVerdict: none':", '');
  printer.code(stepsYaml([PROMOTE]));
  printer.say('');

  const [train, promote] = await runPipeline({ number: 4, steps: [trainStep(12), PROMOTE] }, context);
  expectSucceeded(train, 'train');
  expectAsTold(promote?.result === 'Failed', `step 'promote' ended ${promote?.result ?? 'unknown'}, not Failed.`);
  const isForEvidence = promote.issues.some(({ message }) => message.includes('(EVIDENCE_MISSING)'));
  expectAsTold(isForEvidence, "step 'promote' failed, but not because evidence is missing.");
  expectOutputs(promote, { promoted: 'false', previousVersion: '2' });

  printer.say('', 'The step is red, says what to do, and version 2 is still champion.');
  return 'version 3 was refused, because no evidence shows that it is better';
}
