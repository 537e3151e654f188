import { reporters, type MochaOptions, type Runner, type Test } from 'mocha';

/**
 * Dots while it runs, every failure in full, and one last line that a machine can read.
 * `npm test -- --reporter-option slowest=20` also lists the slowest tests.
 */
class LastLineReporter extends reporters.Dot {
  readonly #finished: Test[] = [];

  constructor(runner: Runner, options: MochaOptions) {
    super(runner, options);
    runner.on('test end', (test) => this.#finished.push(test));
    // Dot prints its epilogue at the same event; being added later, these lines come last.
    runner.once('end', () => {
      process.stdout.write(slowestOf(this.#finished, slowestWanted(options)));
      process.stdout.write(`${this.stats.passes} passed, ${this.stats.failures} failed\n`);
    });
  }
}

function slowestWanted({ reporterOptions }: MochaOptions): number {
  const { slowest } = (reporterOptions ?? {}) as { readonly slowest?: string };
  return slowest === undefined ? 0 : Number(slowest);
}

function slowestOf(tests: readonly Test[], count: number): string {
  return tests
    .toSorted((one, other) => (other.duration ?? 0) - (one.duration ?? 0))
    .slice(0, count)
    .map((test) => `${String(test.duration ?? 0).padStart(7)} ms  ${test.fullTitle()}\n`)
    .join('');
}

export = LastLineReporter;
