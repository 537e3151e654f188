import type { JsonObject } from '../../../../lib/core/lossless-json';
import { ENDINGS, type Outcome } from './ending';
import type { Phase } from './task-run';

/** Both pairs in which the service reports the state of a run or task. */
export function phaseJson(phase: Phase, outcome: Outcome | undefined): JsonObject {
  return outcome === undefined ? ongoingJson(phase) : endedJson(outcome);
}

function ongoingJson(phase: Phase): JsonObject {
  const queued = {
    code: 'MAX_CONCURRENT_RUNS_REACHED',
    message: 'Queued due to reaching maximum concurrent runs of job.',
  };
  const isQueued = phase === 'QUEUED';
  return {
    state: {
      life_cycle_state: phase === 'WAITING' ? 'WAITING_FOR_RETRY' : phase,
      state_message: phase === 'RUNNING' ? 'In run' : '',
      user_cancelled_or_timedout: phase === 'TERMINATING',
      ...(isQueued && { queue_reason: queued.message }),
    },
    status: { state: phase, ...(isQueued && { queue_details: queued }) },
  };
}

function endedJson({ ending, message }: Outcome): JsonObject {
  const { lifeCycle, result, type, code } = ENDINGS[ending];
  return {
    state: {
      life_cycle_state: lifeCycle,
      result_state: result,
      state_message: message,
      user_cancelled_or_timedout: ending === 'canceled' || ending === 'timedOut',
    },
    status: { state: 'TERMINATED', termination_details: { type, code, message } },
  };
}
