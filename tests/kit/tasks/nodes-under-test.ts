type Tests = (node: 20 | 24) => void;

/** Describes the same behavior on each Node version that an agent may run the bundle on. */
export function onEachNode(subject: string, tests: Tests): void {
  for (const version of [20, 24] as const) {
    describe(`${subject} (Node ${version})`, () => tests(version));
  }
}

/** For what uses nothing of Node that its versions do differently, or that other suites use on each. */
export function onOldestNode(subject: string, tests: Tests): void {
  describe(subject, () => tests(20));
}
