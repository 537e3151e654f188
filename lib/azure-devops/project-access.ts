import type { Send } from '../http/message';
import type { RetryTools } from '../http/retry';

/** A job's way to the REST API of its own project. */
export interface ProjectAccess extends Omit<RetryTools, 'onRetry'> {
  /** URL of the organization or collection, with a slash at the end. */
  readonly collection: string;
  readonly project: string;
  /** Adds the token of the job, user agent and attempt timeout. */
  readonly send: Send;
  readonly onRetry: (line: string) => void;
}
