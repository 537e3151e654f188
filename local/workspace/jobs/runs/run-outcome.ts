import type { Ending, Outcome } from './ending';
import { isSuccess } from './start-decision';

const OWN_FAILURES = new Set<Ending>(['failed', 'unavailable', 'libraryFailed', 'internalError']);

export interface EndedTask {
  readonly key: string;
  readonly dependsOn: readonly string[];
  readonly outcome: Outcome;
}

/** The leaves, tasks without dependents, decide how the run ended. */
export function runOutcome(tasks: readonly EndedTask[]): Outcome {
  const inner = new Set(tasks.flatMap(({ dependsOn }) => dependsOn));
  const leaves = tasks.filter(({ key }) => !inner.has(key)).map(({ outcome }) => outcome.ending);

  if (leaves.some((ending) => OWN_FAILURES.has(ending) || ending === 'upstreamFailed')) {
    return { ending: 'runFailed', message: failureMessage(tasks) };
  }
  if (leaves.includes('timedOut')) {
    return { ending: 'timedOut', message: failureMessage(tasks) };
  }
  if (leaves.includes('canceled') || leaves.includes('upstreamCanceled')) {
    return { ending: 'canceled', message: 'Run cancelled.' };
  }
  const allSucceeded = tasks.every(({ outcome }) => isSuccess(outcome.ending));
  return { ending: allSucceeded ? 'success' : 'successWithFailures', message: '' };
}

function failureMessage(tasks: readonly EndedTask[]): string {
  const own = tasks.filter(({ outcome }) => outcome.ending === 'timedOut' || OWN_FAILURES.has(outcome.ending));
  const sentences = own.map(({ key, outcome }) => `Task ${key} failed with message: ${outcome.message}.`);
  const skipped = tasks.some(({ outcome }) => outcome.ending === 'upstreamFailed');
  return [...sentences, ...(skipped ? ['This caused all downstream tasks to get skipped.'] : [])].join(' ');
}
