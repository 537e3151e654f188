import { expectAsTold } from '../as-told';
import { DEPLOYED_TO } from '../laptop';
import { runStep, stepYaml } from '../pipeline-step';
import type { Scene } from '../scene';

const STEP = {
  name: 'evaluate',
  displayName: 'Evaluate the churn model',
  inputs: { notebookPath: `${DEPLOYED_TO}/model_evaluate` },
};
const CELL = /failed in cell (\d+), line (\d+)/;

export async function evaluationFails(scene: Scene): Promise<string> {
  const { printer } = scene;
  printer.heading('2  An evaluation that fails');
  printer.say('The notebook expects a column that the data no longer has. The log has to say where and why.', '');
  printer.code(stepYaml(STEP));
  printer.say('');

  const { result, outputs, log } = await runStep(STEP, scene, { open: /^Trace/ });
  const [, cell, line] = log.map((text) => CELL.exec(text)).find((match) => match !== null) ?? [];
  expectAsTold(result === 'Failed', `step 'evaluate' ended ${result}, not Failed.`);
  expectAsTold(
    outputs['resultState'] === 'FAILED',
    `its run ended ${outputs['resultState'] ?? 'unknown'}, not FAILED.`,
  );
  expectAsTold(cell !== undefined && line !== undefined, 'the log does not name the cell that failed.');

  printer.say('', `The step is red, and its log leads to cell ${cell}, line ${line} of the notebook.`);
  return `evaluate was red, as it should be, and its log led to cell ${cell}, line ${line}`;
}
