export interface PollingPace {
  readonly shortestMs: number;
  readonly longestMs: number;
  /** The wait as a share of the time already waited: a long run is asked after less often. */
  readonly share: number;
  /** Largest deviation as a share of the wait, so that many pipelines do not ask in step. */
  readonly jitter: number;
}

/** Time until the next look. `random` is in [0, 1). */
export function nextPollMs(waitedMs: number, pace: PollingPace, random: number): number {
  const wait = Math.min(Math.max(waitedMs * pace.share, pace.shortestMs), pace.longestMs);
  return Math.round(wait * (1 + pace.jitter * (2 * random - 1)));
}
