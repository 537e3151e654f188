import { isJsonObject, parseJson } from '../../lib/core/lossless-json';
import { expectAsTold } from '../as-told';
import { DEPLOYED_TO } from '../laptop';
import { runStep, stepYaml } from '../pipeline-step';
import type { Scene } from '../scene';

const STEP = {
  name: 'train',
  displayName: 'Train the churn model',
  inputs: { notebookPath: `${DEPLOYED_TO}/model_train`, parameters: 'learning_rate: 0.5\nepochs: 200' },
};

export async function trainingSucceeds(scene: Scene): Promise<string> {
  const { printer } = scene;
  printer.heading('1  A training run that succeeds');
  printer.say('The packaged task starts a notebook once, waits for its end and hands on what it returned.', '');
  printer.code(stepYaml(STEP));
  printer.say('');

  const { result, outputs } = await runStep(STEP, scene);
  const metrics = outputs['notebookResult'] ?? '';
  expectAsTold(result === 'Succeeded', `step 'train' ended ${result}, not Succeeded.`);
  expectAsTold(isJsonObject(parseJson(metrics)), `'notebookResult' of step 'train' is '${metrics}', no JSON object.`);

  printer.say('', 'Later steps read what the notebook returned:', `    $(train.notebookResult) = ${metrics}`);
  return `train was green and returned ${metrics}`;
}
