import type { DeploymentRecord, RecordedFile } from '../record/deployment-record';
import type { SourceFile } from '../source/source-file';
import type { StoredObject } from '../store/store';
import type { Observation } from './observation';

/** What is known before anything is changed. */
export interface DeploymentFacts {
  readonly source: readonly SourceFile[];
  readonly record: DeploymentRecord | undefined;
  readonly seen: Observation | undefined;
  /** full: what was seen has to be as the record says, to the millisecond. */
  readonly verify: 'changed' | 'full';
  readonly deleteExtraneous: boolean;
}

/** Whether what lies there can be what the record says. */
export function isIntact(
  recorded: Pick<RecordedFile, 'kind' | 'size' | 'modifiedAt'>,
  stored: StoredObject | undefined,
  verify: 'changed' | 'full',
): boolean {
  const isSameKind = stored?.kind === recorded.kind;
  // A list may leave out the size, which then says nothing.
  const isSameSize = recorded.kind === 'notebook' || stored?.size === undefined || stored.size === recorded.size;
  // Where the service tells no time, an edit would go unnoticed.
  const isSameTime = recorded.modifiedAt !== undefined && stored?.modifiedAt === recorded.modifiedAt;
  return isSameKind && isSameSize && (verify === 'changed' || isSameTime);
}
