/** `page`: a web page came instead of data. `malformed`: the answer makes no sense. The others pass by themselves. */
export type LoginFault = 'throttled' | 'unavailable' | 'unreachable' | 'page' | 'malformed';

/** A service that gives out tokens gave none, and not because of who asked. */
export class LoginError extends Error {
  override readonly name = 'LoginError';
  /** The next step, where the service that was asked knows a better one than its fault tells. */
  readonly fix: string | undefined;

  constructor(
    readonly fault: LoginFault,
    /** Host name of the service. */
    readonly host: string,
    { message, fix, cause }: { readonly message: string; readonly fix?: string; readonly cause?: unknown },
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.fix = fix;
  }

  /** Whether the same request may well succeed a little later. */
  get isPassing(): boolean {
    return this.fault === 'throttled' || this.fault === 'unavailable' || this.fault === 'unreachable';
  }
}
