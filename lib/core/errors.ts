import type { ErrorCode } from './error-codes';

export interface UserErrorText {
  /** What happened, with the values. */
  readonly what: string;
  /** The next step in the user's words; printed after `Fix:`. */
  readonly fix: string;
  /** Material for the next step, such as a command to paste; printed above the two lines. */
  readonly details?: readonly string[];
  readonly cause?: unknown;
}

/** An error that the user can fix. Any other error, except ApiError, is our bug. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly fix: string;
  readonly details: readonly string[];

  constructor(
    readonly code: ErrorCode,
    { what, fix, details = [], cause }: UserErrorText,
  ) {
    super(what, cause === undefined ? undefined : { cause });
    this.fix = fix;
    this.details = details;
  }

  /** The two lines a user reads; the code at the end is a heading of docs/troubleshooting.md. */
  get lines(): string {
    return `${this.message}\nFix: ${this.fix} (${this.code})`;
  }
}
