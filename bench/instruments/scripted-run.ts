import type { Clock } from '../../lib/core/clock';
import { toJson } from '../../lib/core/lossless-json';
import { Workspace } from '../../lib/databricks/workspace';

const RUN_ID = '812';
const RUNNING = { status: { state: 'RUNNING' }, state: { life_cycle_state: 'RUNNING' } };
const ENDED = {
  status: { state: 'TERMINATED', termination_details: { type: 'SUCCESS', code: 'SUCCESS' } },
  state: { life_cycle_state: 'TERMINATED', result_state: 'SUCCESS' },
};

export interface ScriptedRun {
  readonly runId: string;
  /** The real client over a service that responds at once and knows only this run. */
  readonly workspace: Workspace;
  readonly polls: () => number;
}

/** A run that starts now and ends after the duration. */
export function scriptedRun(durationMs: number, clock: Clock, random: () => number): ScriptedRun {
  let polls = 0;
  const endsAt = clock.now() + durationMs;
  const workspace = new Workspace({
    host: { origin: 'https://workspace.example' },
    send() {
      polls += 1;
      const body = toJson({ run_id: BigInt(RUN_ID), ...(clock.now() < endsAt ? RUNNING : ENDED) });
      return Promise.resolve({ status: 200, headers: {}, body });
    },
    clock,
    random,
    signal: new AbortController().signal,
    onRetry: () => undefined,
  });
  return { runId: RUN_ID, workspace, polls: () => polls };
}
