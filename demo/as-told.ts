import type { StepResult } from '../local/agent/job';
import { DemoError } from './demo-error';

/** Ends the demo when something does not turn out as the story says. */
export function expectAsTold(isAsTold: boolean, what: string): asserts isAsTold {
  if (!isAsTold) {
    throw new DemoError(
      `The demo did not turn out as told: ${what}`,
      "Look at the log above; when you have changed nothing, this is a fault of ours, and 'npm test' shows more.",
    );
  }
}

/** A step that an earlier one has kept from running has no result. */
export function expectSucceeded(step: StepResult | undefined, name: string): asserts step is StepResult {
  const ended = step?.result ?? 'unknown, as it never ran';
  expectAsTold(ended === 'Succeeded', `step '${name}' ended ${ended}, not Succeeded.`);
}

export function expectOutputs({ name, outputs }: StepResult, expected: Readonly<Record<string, string>>): void {
  for (const [output, value] of Object.entries(expected)) {
    const found = outputs[output] ?? '';
    expectAsTold(found === value, `'${output}' of step '${name}' is '${found}', not '${value}'.`);
  }
}
