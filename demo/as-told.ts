import type { StepResult } from '../local/agent/job';
import { DemoError } from './demo-error';

/** Ends the demo if something differs from the story. */
export function expectAsTold(isAsTold: boolean, what: string): asserts isAsTold {
  if (!isAsTold) {
    throw new DemoError(
      `The demo did not end as expected: ${what}`,
      "Look at the log above. If you have changed nothing, this is our bug; 'npm test' shows more.",
    );
  }
}

/** A step that did not run, because an earlier one failed, has no result. */
export function expectSucceeded(step: StepResult | undefined, name: string): asserts step is StepResult {
  const ended = step?.result ?? 'unknown, because it never ran';
  expectAsTold(ended === 'Succeeded', `step '${name}' ended ${ended}, not Succeeded.`);
}

export function expectOutputs({ name, outputs }: StepResult, expected: Readonly<Record<string, string>>): void {
  for (const [output, value] of Object.entries(expected)) {
    const found = outputs[output] ?? '';
    expectAsTold(found === value, `'${output}' of step '${name}' is '${found}', not '${value}'.`);
  }
}
