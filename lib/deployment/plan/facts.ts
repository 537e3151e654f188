import type { DeploymentRecord, RecordedFile } from '../record/deployment-record';
import type { SourceFile } from '../source/source-file';
import type { StoredObject } from '../store/store';
import type { Observation } from './observation';

/** What is known before anything is changed. */
export interface DeploymentFacts {
  readonly source: readonly SourceFile[];
  readonly record: DeploymentRecord | undefined;
  readonly seen: Observation | undefined;
  /** full: what was seen must match the record, to the millisecond. */
  readonly verify: 'changed' | 'full';
  readonly deleteExtraneous: boolean;
}

/** Whether the object may match the record. */
export function isIntact(
  recorded: Pick<RecordedFile, 'kind' | 'size' | 'modifiedAt'>,
  stored: StoredObject | undefined,
  verify: 'changed' | 'full',
): boolean {
  const isSameKind = stored?.kind === recorded.kind;
  // A list may omit the size.
  const isSameSize = recorded.kind === 'notebook' || stored?.size === undefined || stored.size === recorded.size;
  // Without a modification time, an edit would go unnoticed.
  const isSameTime = recorded.modifiedAt !== undefined && stored?.modifiedAt === recorded.modifiedAt;
  return isSameKind && isSameSize && (verify === 'changed' || isSameTime);
}
