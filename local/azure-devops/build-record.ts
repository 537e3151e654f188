import type { TimelineRecord } from './timeline-record';

/** What Azure DevOps keeps of a run, also after it has ended. */
export interface BuildRecord {
  readonly id: string;
  readonly number: string;
  readonly definition: DefinitionRecord;
  readonly repository: RepositoryRecord;
  readonly commit: string;
  readonly branch: string;
  readonly status: 'inProgress' | 'completed';
  readonly result?: BuildResult;
  readonly startTime: string;
  readonly finishTime?: string;
  readonly tags: readonly string[];
  readonly timeline: readonly TimelineRecord[];
}

export type BuildResult = 'succeeded' | 'partiallySucceeded' | 'failed' | 'canceled';

export interface DefinitionRecord {
  readonly id: number;
  readonly name: string;
}

export interface RepositoryRecord {
  readonly id: string;
  readonly name: string;
}
