import type { TimelineRecord } from 'azure-devops-node-api/interfaces/BuildInterfaces';
import type { BuildClient } from './build-client';

/** A stage, approval, job or step of a run. */
export interface TimelineEntry {
  readonly id: string | undefined;
  readonly parentId: string | undefined;
  /** `Stage`, `Checkpoint`, `Checkpoint.Approval`, `Phase`, `Job` or `Task`. */
  readonly type: string | undefined;
  /** The name in the pipeline file, where the service tells it; it may show another one. */
  readonly identifier: string | undefined;
  readonly name: string | undefined;
  readonly attempt: number;
  readonly isCompleted: boolean;
  /** As the service names it, e.g. `Succeeded`; undefined before the end. */
  readonly result: string | undefined;
}

export function timelineEntry(record: TimelineRecord, words: BuildClient['words']): TimelineEntry {
  const { id, parentId, type, name, identifier, refName, attempt = 1, state, result } = record;
  return {
    id,
    parentId,
    type,
    identifier: identifier ?? refName,
    name,
    attempt,
    isCompleted: state === words.TimelineRecordState.Completed,
    // The client reads null as it comes, whatever its types say.
    result: typeof result === 'number' ? (words.TaskResult[result] ?? String(result)) : undefined,
  };
}
