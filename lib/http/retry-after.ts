import type { HttpResponse } from './message';

/** The longest wait for one attempt, even if the service asks for more. */
export const LONGEST_PAUSE_MS = 120_000;

/** Milliseconds from now, given in seconds or as a date (RFC 9110, 10.2.3); undefined if the response has none. */
export function pauseAskedFor({ headers }: Pick<HttpResponse, 'headers'>, now: number): number | undefined {
  const value = headers['retry-after'] ?? '';
  const seconds = Number(value);
  const pause = Number.isNaN(seconds) ? Date.parse(value) - now : seconds * 1000;
  // 'Retry-After: 0' is not a wait; following it would flood the service.
  return Number.isFinite(pause) && pause > 0 ? pause : undefined;
}
