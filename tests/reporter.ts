import { reporters, type MochaOptions, type Runner } from 'mocha';

/** Dots while it runs, every failure in full, and one last line that a machine can read. */
class LastLineReporter extends reporters.Dot {
  constructor(runner: Runner, options: MochaOptions) {
    super(runner, options);
    // Dot prints its epilogue at the same event; being added later, this line comes last.
    runner.once('end', () => {
      process.stdout.write(`${this.stats.passes} passed, ${this.stats.failures} failed\n`);
    });
  }
}

export = LastLineReporter;
