import { expectAsTold, expectOutputs, expectSucceeded } from '../as-told';
import { WITHOUT_EVIDENCE } from '../churn';
import type { DemoContext } from '../demo-context';
import { rewriteConfiguration } from '../laptop';
import { runPipeline } from '../pipeline-run';
import { PROMOTE, trainStep } from '../release';

export async function promotionIsRefused(context: DemoContext): Promise<string> {
  const { laptop, printer } = context;
  printer.heading('4  A third model is refused');
  printer.say('The team deletes that exception from mlops.yml; the steps stay the same:', '');
  printer.code(`  - ${WITHOUT_EVIDENCE}`);
  rewriteConfiguration(laptop, (text) => text.replace(`${WITHOUT_EVIDENCE}\n`, ''));
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
