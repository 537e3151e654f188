import type { RunState } from '../../databricks/wire/run';

export type Phase = 'alive' | 'ending' | 'ended' | 'unknown';

const PHASE_OF_STATUS: Readonly<Record<string, Phase>> = {
  BLOCKED: 'alive',
  PENDING: 'alive',
  QUEUED: 'alive',
  WAITING: 'alive',
  RUNNING: 'alive',
  TERMINATING: 'ending',
  TERMINATED: 'ended',
};

const PHASE_OF_LIFE_CYCLE: Readonly<Record<string, Phase>> = {
  BLOCKED: 'alive',
  PENDING: 'alive',
  QUEUED: 'alive',
  RUNNING: 'alive',
  WAITING_FOR_RETRY: 'alive',
  TERMINATING: 'ending',
  TERMINATED: 'ended',
  SKIPPED: 'ended',
  INTERNAL_ERROR: 'ended',
};

/** The state of a run: from its new status, else from its old state. */
export function phaseOf(state: RunState): Phase {
  return PHASE_OF_STATUS[state.status ?? ''] ?? PHASE_OF_LIFE_CYCLE[state.lifeCycleState ?? ''] ?? 'unknown';
}

/** The service's name of the state of a run. */
export function stateWord(state: RunState): string {
  return phaseOf(state) === 'ended'
    ? outcomeOf(state).resultState
    : (state.status ?? state.lifeCycleState ?? 'no state');
}

export interface Outcome {
  readonly succeeded: boolean;
  /** SUCCESS, FAILED, TIMEDOUT … as the service names it; UNKNOWN if it does not say. */
  readonly resultState: string;
  /** Code and message of the termination, for people. */
  readonly because: string;
}

const RESULT_OF_CODE: Readonly<Record<string, string>> = {
  SUCCESS: 'SUCCESS',
  SUCCESS_WITH_FAILURES: 'SUCCESS_WITH_FAILURES',
  CANCELED: 'CANCELED',
  USER_CANCELED: 'CANCELED',
  SKIPPED: 'SKIPPED',
  MAX_CONCURRENT_RUNS_EXCEEDED: 'SKIPPED',
  DISABLED: 'DISABLED',
  RUN_EXECUTION_ERROR: 'FAILED',
};

/**
 * How a run ended. For a success, all descriptions of the service must say so:
 * a missing, unknown or contradictory one is not a success.
 */
export function outcomeOf(state: RunState): Outcome {
  const ended = phaseOf(state) === 'ended';
  const resultState = ended ? resultStateOf(state) : 'UNKNOWN';
  const statusSaysSuccess = state.terminationType === 'SUCCESS' && state.terminationCode === 'SUCCESS';
  const hasStatus = state.status !== undefined || state.terminationCode !== undefined;
  const succeeded = resultState === 'SUCCESS' && (!hasStatus || statusSaysSuccess) && agrees(state);
  const claimsTooMuch = resultState === 'SUCCESS' && !succeeded;
  return { succeeded, resultState: claimsTooMuch ? 'UNKNOWN' : resultState, because: reasonOf(state) };
}

/** Whether nothing in the old state contradicts a success. */
function agrees({ resultState, lifeCycleState }: RunState): boolean {
  return [undefined, 'SUCCESS'].includes(resultState) && [undefined, 'TERMINATED'].includes(lifeCycleState);
}

function resultStateOf(state: RunState): string {
  if (state.resultState !== undefined) {
    return state.resultState;
  }
  if (state.lifeCycleState === 'SKIPPED' || state.lifeCycleState === 'INTERNAL_ERROR') {
    return state.lifeCycleState;
  }
  return RESULT_OF_CODE[state.terminationCode ?? ''] ?? resultOfType(state.terminationType);
}

function resultOfType(type: string | undefined): string {
  if (type === 'INTERNAL_ERROR' || type === 'CLOUD_FAILURE') {
    return 'INTERNAL_ERROR';
  }
  return type === 'CLIENT_ERROR' ? 'FAILED' : 'UNKNOWN';
}

function reasonOf(state: RunState): string {
  const code = state.terminationCode ?? state.lifeCycleState ?? 'no termination code';
  const message = [state.terminationMessage, state.stateMessage].find((text) => text !== undefined && text !== '');
  return message === undefined ? code : `${code}: ${message}`;
}
