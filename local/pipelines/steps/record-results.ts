import type { RecordResult } from '../../azure-devops/timeline-record';
import type { Result } from '../run/step-runner';

/** How the timeline of the service names the results of the agent. */
export const RECORD_RESULTS: Readonly<Record<Result, RecordResult>> = {
  Succeeded: 'succeeded',
  SucceededWithIssues: 'succeededWithIssues',
  Failed: 'failed',
  Canceled: 'canceled',
  Skipped: 'skipped',
};
