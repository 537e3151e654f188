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

export function expectEqual(found: string, told: string, what: string): void {
  expectAsTold(found === told, `${what} is '${found}', not '${told}'.`);
}
