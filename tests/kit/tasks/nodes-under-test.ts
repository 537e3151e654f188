import { NODE_UNDER_TEST } from '../tier';

/** Describes behavior of a bundle on the Node version of this tier. */
export function describeOnNode(subject: string, tests: (node: 20 | 24) => void): void {
  describe(subject, () => tests(NODE_UNDER_TEST));
}
