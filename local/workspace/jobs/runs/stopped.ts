import type { Outcome } from './ending';

/** Why a run or task is stopped; the reason of its abort signal. */
export class Stopped extends Error {
  override readonly name = 'Stopped';

  constructor(readonly outcome: Outcome) {
    super(outcome.message);
  }
}

export function canceled(): Stopped {
  return new Stopped({ ending: 'canceled', message: 'Run cancelled.' });
}

export function timedOut(seconds: number): Stopped {
  return new Stopped({ ending: 'timedOut', message: `Timed out after ${seconds} seconds` });
}
