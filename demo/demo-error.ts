import { UserError } from '../lib/core/errors';

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
    if (error instanceof UserError) {
      return new DemoError(error.message, error.fix, { cause: error });
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
