import type { Refused } from './login';

const LARGE_SKEW_MS = 2 * 60_000;

/** The next step if a service says that a token or assertion has expired or is not valid yet. */
export function clockFix({ skewMs }: Pick<Refused, 'skewMs'>, service: string): string {
  const minutes = Math.round(Math.abs(skewMs) / 60_000);
  return Math.abs(skewMs) > LARGE_SKEW_MS
    ? `Set the clock of the agent's machine: it is ${minutes} min ${skewMs > 0 ? 'ahead of' : 'behind'} the clock of ${service}.`
    : "Check the clock of the agent's machine, then re-run the stage: the proof of identity had ended or had not begun.";
}
