import type { HttpResponse } from './message';

/** Nobody waits longer for one attempt, whatever the service asks for. */
export const LONGEST_PAUSE_MS = 120_000;

/** Milliseconds from now, asked for in seconds or as a date (RFC 9110, 10.2.3); undefined where the answer names none. */
export function pauseAskedFor({ headers }: Pick<HttpResponse, 'headers'>, now: number): number | undefined {
  const value = headers['retry-after'] ?? '';
  const seconds = Number(value);
  const pause = Number.isNaN(seconds) ? Date.parse(value) - now : seconds * 1000;
  // 'Retry-After: 0' names no wait of its own; obeying it would hammer the service.
  return Number.isFinite(pause) && pause > 0 ? pause : undefined;
}
