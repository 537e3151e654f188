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

  /** Any error as one of these. */
  static of(error: unknown): DemoError {
    if (error instanceof DemoError) {
      return error;
    }
    const [what = ''] = String(error).split('\n');
    return new DemoError(`The demo broke off: ${what}`, 'Run it again; when it breaks off again, the fault is ours.', {
      cause: error,
    });
  }

  get lines(): string {
    return `${this.message}\nFix: ${this.fix}`;
  }
}
