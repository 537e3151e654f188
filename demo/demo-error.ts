/** Ends the demo with two lines: what happened, and what to do about it. */
export class DemoError extends Error {
  override readonly name = 'DemoError';

  constructor(
    what: string,
    readonly fix: string,
    options?: ErrorOptions,
  ) {
    super(what, options);
  }

  /** Any error as a DemoError. */
  static of(error: unknown): DemoError {
    if (error instanceof DemoError) {
      return error;
    }
    const [what = ''] = String(error).split('\n');
    return new DemoError(`The demo failed: ${what}`, 'Run it again. If it fails again, this is our bug.', {
      cause: error,
    });
  }

  get lines(): string {
    return `${this.message}\nFix: ${this.fix}`;
  }
}
