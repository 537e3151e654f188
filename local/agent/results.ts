/** In the agent's order: a later one is worse. */
const ORDER = ['Succeeded', 'SucceededWithIssues', 'Failed', 'Canceled', 'Skipped'] as const;

export type TaskResult = (typeof ORDER)[number];
export type JobStatus = 'Succeeded' | 'SucceededWithIssues' | 'Failed' | 'Canceled';

/** Only the exact spelling counts, unlike the names of commands and properties. */
export function parseTaskResult(text: string | undefined): TaskResult | undefined {
  return ORDER.find((result) => result === text?.trim());
}

/** The worse of two; Canceled and Skipped never change. */
export function mergeResults(current: TaskResult | undefined, coming: TaskResult): TaskResult {
  if (current === undefined) {
    return coming;
  }
  const isFinal = ORDER.indexOf(current) > ORDER.indexOf('Failed');
  return isFinal || ORDER.indexOf(current) > ORDER.indexOf(coming) ? current : coming;
}

/** What `Agent.JobStatus` becomes after a step; a skipped or canceled step alone does not change it. */
export function jobStatusAfter(status: JobStatus, result: TaskResult): JobStatus {
  if (result !== 'Failed' && result !== 'SucceededWithIssues') {
    return status;
  }
  return mergeResults(status, result) as JobStatus;
}
