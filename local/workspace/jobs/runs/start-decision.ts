import type { RunIf } from '../settings/run-if';
import type { Ending } from './ending';

export type Start = 'start' | 'excluded' | 'upstreamFailed' | 'upstreamCanceled';

/** Rules: https://docs.databricks.com/jobs/run-if.html */
export function decideStart(runIf: RunIf, upstream: readonly Ending[]): Start {
  if (upstream.length === 0) {
    return 'start';
  }
  if (upstream.every((ending) => ending === 'excluded')) {
    return 'excluded';
  }
  if (isMet(runIf, upstream)) {
    return 'start';
  }
  if (runIf === 'AT_LEAST_ONE_FAILED' || runIf === 'ALL_FAILED') {
    return 'excluded';
  }
  return upstream.some(isFailure) ? 'upstreamFailed' : 'upstreamCanceled';
}

function isMet(runIf: RunIf, upstream: readonly Ending[]): boolean {
  switch (runIf) {
    case 'ALL_SUCCESS':
    case 'NONE_FAILED':
      return upstream.every(isSuccess);
    case 'AT_LEAST_ONE_SUCCESS':
      return upstream.some(isSuccess);
    case 'ALL_DONE':
      return true;
    case 'AT_LEAST_ONE_FAILED':
      return !upstream.every(isSuccess);
    case 'ALL_FAILED':
      return !upstream.some(isSuccess);
  }
}

/** A task that was excluded on purpose counts as successful. */
export function isSuccess(ending: Ending): boolean {
  return ending === 'success' || ending === 'excluded' || ending === 'disabled';
}

function isFailure(ending: Ending): boolean {
  return !isSuccess(ending) && ending !== 'canceled' && ending !== 'upstreamCanceled';
}
