import { expectOutputs, expectSucceeded } from '../as-told';
import type { DemoContext } from '../demo-context';
import { runPipeline } from '../pipeline-run';
import { PROMOTE, trainStep } from '../release';

export async function secondModelIsPromoted(context: DemoContext): Promise<string> {
  const { printer } = context;
  printer.heading('3  A second model replaces it');
  printer.say('The same two steps, with a deeper tree:', '');
  printer.code('    parameters: |\n      max_depth: 4');
  printer.say('');

  const steps = [trainStep(4), PROMOTE];
  const [train, promote] = await runPipeline({ number: 3, steps }, context);
  expectSucceeded(train, 'train');
  expectSucceeded(promote, 'promote');
  expectOutputs(promote, { promoted: 'true', previousVersion: '1' });

  printer.say('', 'A tag on the model has version 1 as the one to roll back to.');
  return 'version 2 replaced version 1, which a rollback would restore';
}
