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
