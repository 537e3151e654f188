import type { DeploymentRecord, RecordedFile } from '../record/deployment-record';
import type { SourceFile } from '../source/source-file';
import type { Lying } from '../store/store';
import type { Observation } from './observation';

/** What is known before anything is changed. */
export interface Situation {
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
  lying: Lying | undefined,
  verify: 'changed' | 'full',
): boolean {
  const isSameKind = lying?.kind === recorded.kind;
  // A list may leave out the size, which then says nothing.
  const isSameSize = recorded.kind === 'notebook' || lying?.size === undefined || lying.size === recorded.size;
  // Where the service tells no time, an edit would go unnoticed.
  const isSameTime = recorded.modifiedAt !== undefined && lying?.modifiedAt === recorded.modifiedAt;
  return isSameKind && isSameSize && (verify === 'changed' || isSameTime);
}
