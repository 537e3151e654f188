import { expectAsTold, expectSucceeded } from '../as-told';
import { DEPLOYED_TO } from '../churn';
import type { DemoContext } from '../demo-context';
import { addToCheckout } from '../laptop';
import { runPipeline } from '../pipeline-run';
import { stepsYaml, type Step } from '../step';

const TEST = `def test_customers_without_visits_are_inactive():
    visits = []
    assert sum(visits) / len(visits) == 0
`;
const STEPS: readonly Step[] = [
  { task: 'DatabricksDeployCode', name: 'code', inputs: { destination: DEPLOYED_TO } },
  { task: 'DatabricksRunTests', name: 'tests', inputs: { testsPath: '$(code.deployedPath)/tests' } },
];

export async function testIsNamed(context: DemoContext): Promise<string> {
  const { laptop, printer } = context;
  printer.heading('8  A broken test is named by its line');
  printer.say('Somebody commits a test that divides by zero. It runs next to the data:', '');
  addToCheckout(laptop, 'tests/test_activity.py', TEST);
  printer.code(stepsYaml(STEPS));
  printer.say('');

  const [code, tests] = await runPipeline({ number: 9, steps: STEPS }, context);
  expectSucceeded(code, 'code');
  expectAsTold(tests?.result === 'Failed', `step 'tests' ended ${tests?.result ?? 'unknown'}, not Failed.`);
  const [issue] = tests.issues;
  const place = `${issue?.sourcePath ?? ''}:${issue?.lineNumber ?? ''}`;
  expectAsTold(place === 'tests/test_activity.py:3', `the failure is at ${place}, not at tests/test_activity.py:3.`);

  printer.say('', `The step is red, and its issue leads to ${place} of the repository.`);
  return `a broken test was named by its line, ${place}`;
}
