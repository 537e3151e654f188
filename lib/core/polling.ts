export interface PollingPace {
  readonly shortestMs: number;
  readonly longestMs: number;
  /** The wait as a share of the time already waited: long runs are polled less often. */
  readonly share: number;
  /** Maximum jitter as a share of the wait, so that pipelines do not poll in sync. */
  readonly jitter: number;
}

/** Time until the next poll. `random` is in [0, 1). */
export function nextPollMs(waitedMs: number, pace: PollingPace, random: number): number {
  const wait = Math.min(Math.max(waitedMs * pace.share, pace.shortestMs), pace.longestMs);
  return Math.round(wait * (1 + pace.jitter * (2 * random - 1)));
}
