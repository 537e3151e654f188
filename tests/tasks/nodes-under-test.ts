/** Describes the same behavior on each Node version that an agent may run the bundle on. */
export function onEachNode(subject: string, tests: (node: 20 | 24) => void): void {
  for (const version of [20, 24] as const) {
    describe(`${subject} (Node ${version})`, () => tests(version));
  }
}
