/** `denied`: the token is valid and may not read this. `refused`: the token itself is not accepted. */
export type AzureDevOpsFault = 'denied' | 'refused' | 'throttled' | 'unavailable' | 'unreachable' | 'unreadable';

/** Azure DevOps did not say what was asked. */
export class AzureDevOpsError extends Error {
  override readonly name = 'AzureDevOpsError';

  constructor(
    readonly fault: AzureDevOpsFault,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
  }
}
