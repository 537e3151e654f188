/** `page`: a web page instead of data. `malformed`: an unusable response. The others are temporary. */
export type LoginFault = 'throttled' | 'unavailable' | 'unreachable' | 'page' | 'malformed';

/** A token service failed, but not because of the identity. */
export class LoginError extends Error {
  override readonly name = 'LoginError';
  /** A better next step than the default, if known. */
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

  /** Whether the same request may succeed later. */
  get isPassing(): boolean {
    return this.fault === 'throttled' || this.fault === 'unavailable' || this.fault === 'unreachable';
  }
}
