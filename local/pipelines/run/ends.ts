import type { Result } from './step-runner';

/** How a job ended; its keys are those by which other jobs know its outputs. */
export interface JobEnd {
  readonly name: string;
  readonly result: Result;
  readonly outputs: ReadonlyMap<string, string>;
  /** Keys of outputs that are secret. */
  readonly secret: ReadonlySet<string>;
}

export interface StageEnd {
  readonly result: Result;
  /** By name in lower case. */
  readonly jobs: ReadonlyMap<string, JobEnd>;
}

/** From good to bad, as the agent merges them. */
const FROM_GOOD_TO_BAD: readonly Result[] = ['Succeeded', 'SucceededWithIssues', 'Failed', 'Canceled'];

/** The worst of several results. What was skipped does not count, unless everything was. */
export function worstOf(results: readonly Result[]): Result {
  const ran = results.filter((result) => result !== 'Skipped');
  if (ran.length === 0 && results.length > 0) {
    return 'Skipped';
  }
  const ranks = ran.map((result) => FROM_GOOD_TO_BAD.indexOf(result));
  return FROM_GOOD_TO_BAD[Math.max(0, ...ranks)] ?? 'Succeeded';
}

/** A failure that the pipeline takes into account beforehand. */
export function tolerated(result: Result, continueOnError: boolean): Result {
  return result === 'Failed' && continueOnError ? 'SucceededWithIssues' : result;
}

export function isSuccess(result: Result | undefined): boolean {
  return result === 'Succeeded' || result === 'SucceededWithIssues';
}

export function ended(name: string, result: Result): JobEnd {
  return { name, result, outputs: new Map(), secret: new Set() };
}
