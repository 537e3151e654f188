const isExhaustive = process.env['TEST_TIER'] === 'exhaustive';

/** The Node version that agents run the bundles on; the exhaustive tier repeats every task test on the second one. */
export const NODE_UNDER_TEST: 20 | 24 = isExhaustive ? 24 : 20;

/** Of variants that behave the same, the first or the first few in `npm test` and all in the exhaustive tier. */
export function variants<T>(all: readonly T[], few = 1): readonly T[] {
  return isExhaustive ? all : all.slice(0, few);
}

/** A test of the exhaustive tier alone: one more fault, order or variant of what a test beside it shows. */
export function exhaustively(behavior: string, body: Mocha.Func | Mocha.AsyncFunc): void {
  if (isExhaustive) {
    it(behavior, body);
  }
}
