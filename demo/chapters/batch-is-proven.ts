import { expectOutputs, expectSucceeded } from '../as-told';
import { PROJECT } from '../churn';
import type { DemoContext } from '../demo-context';
import { runPipeline } from '../pipeline-run';
import { DEPLOY } from '../release';
import { stepsYaml, type Step } from '../step';

const SCORE: Step = {
  task: 'DatabricksBatchScore',
  name: 'score',
  inputs: {
    ...PROJECT,
    expectedVersion: 'alias:champion',
    notebookPath: '$(code.deployedPath)/notebooks/batch_inference',
    inputTable: 'prod.default.current',
    outputTable: 'prod.default.scores',
  },
};

export async function batchIsProven(context: DemoContext): Promise<string> {
  const { printer } = context;
  printer.heading('9  A batch is scored, and its rows prove by which version');
  printer.say('The task reads the champion once, passes its number, and then asks the rows:', '');
  printer.code(stepsYaml([SCORE]));
  printer.say('');

  const [code, score] = await runPipeline({ number: 10, steps: [DEPLOY, SCORE] }, context);
  expectSucceeded(code, 'code');
  expectSucceeded(score, 'score');
  expectOutputs(score, { scoredVersion: '1', scoredRows: '300' });

  printer.say('', 'proof.json holds these numbers, and names the receipt that made version 1 the champion.');
  return 'a batch of 300 rows was scored, and its rows prove that version 1 scored them all';
}
