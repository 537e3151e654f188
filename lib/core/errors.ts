import type { ErrorCode } from './error-codes';

export interface UserErrorText {
  /** What happened, with the values. */
  readonly what: string;
  /** The next step in the user's words; printed behind `Fix:`. */
  readonly fix: string;
  /** What the next step is done with, such as a command to paste; printed above the two lines. */
  readonly details?: readonly string[];
  readonly cause?: unknown;
}

/** Something the user can put right. Anything that is not one of these (or an ApiError) is a bug of ours. */
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
