/** How a task or run ended. The service reports it twice, in an older and a newer vocabulary. */
export type Ending = keyof typeof ENDINGS;

export interface Outcome {
  readonly ending: Ending;
  readonly message: string;
}

interface Vocabulary {
  /** Older pair: `state`. */
  readonly lifeCycle: 'TERMINATED' | 'SKIPPED' | 'INTERNAL_ERROR';
  readonly result: string;
  /** Newer pair: `status.termination_details`. */
  readonly type: 'SUCCESS' | 'CLIENT_ERROR' | 'INTERNAL_ERROR';
  readonly code: string;
}

export const ENDINGS = {
  success: ended('SUCCESS', 'SUCCESS', 'SUCCESS'),
  successWithFailures: ended('SUCCESS_WITH_FAILURES', 'SUCCESS', 'SUCCESS_WITH_FAILURES'),
  failed: ended('FAILED', 'CLIENT_ERROR', 'RUN_EXECUTION_ERROR'),
  // In the older pair, a run with a failed task is an internal error.
  runFailed: { ...ended('FAILED', 'CLIENT_ERROR', 'RUN_EXECUTION_ERROR'), lifeCycle: 'INTERNAL_ERROR' },
  unavailable: { ...ended('FAILED', 'CLIENT_ERROR', 'RESOURCE_NOT_FOUND'), lifeCycle: 'INTERNAL_ERROR' },
  libraryFailed: { ...ended('FAILED', 'CLIENT_ERROR', 'LIBRARY_INSTALLATION_ERROR'), lifeCycle: 'INTERNAL_ERROR' },
  // A bug of the stand-in, reported like a failure of the service.
  internalError: { ...ended('FAILED', 'INTERNAL_ERROR', 'INTERNAL_ERROR'), lifeCycle: 'INTERNAL_ERROR' },
  // The code of a timeout is CANCELED: the platform, not a user, canceled the run.
  timedOut: ended('TIMEDOUT', 'CLIENT_ERROR', 'CANCELED'),
  canceled: ended('CANCELED', 'CLIENT_ERROR', 'USER_CANCELED'),
  excluded: { ...ended('EXCLUDED', 'SUCCESS', 'SKIPPED'), lifeCycle: 'SKIPPED' },
  disabled: { ...ended('DISABLED', 'SUCCESS', 'DISABLED'), lifeCycle: 'SKIPPED' },
  upstreamFailed: ended('UPSTREAM_FAILED', 'CLIENT_ERROR', 'SKIPPED'),
  upstreamCanceled: ended('UPSTREAM_CANCELED', 'CLIENT_ERROR', 'SKIPPED'),
  tooManyRuns: {
    ...ended('MAXIMUM_CONCURRENT_RUNS_REACHED', 'CLIENT_ERROR', 'MAX_CONCURRENT_RUNS_EXCEEDED'),
    lifeCycle: 'SKIPPED',
  },
} as const satisfies Record<string, Vocabulary>;

/** The outcome of a run or task that hit a bug of the stand-in. */
export function internalError({ message }: Error): Outcome {
  return { ending: 'internalError', message: `Unexpected failure: ${message}` };
}

function ended(result: string, type: Vocabulary['type'], code: string): Vocabulary {
  return { lifeCycle: 'TERMINATED', result, type, code };
}
