import type { TimelineEntry } from '../../azure-devops/timeline-entry';

/** How a stage of a run stands: it was signed off, somebody or something decided against it, or nothing is decided. */
export type StageState = { readonly is: 'signedOff' } | { readonly is: 'refused' | 'open'; readonly because: string };

/** Judges the newest attempt of the stage. Only one that completed and succeeded is a sign-off. */
export function stageState(timeline: readonly TimelineEntry[], stage: string): StageState {
  const stages = timeline.filter(({ type }) => type === 'Stage');
  const [newest] = stages
    .filter((entry) => isNamed(entry, stage))
    .toSorted((one, other) => other.attempt - one.attempt);
  if (newest === undefined) {
    const names = stages.map(({ identifier, name }) => identifier ?? name).join(', ');
    return { is: 'open', because: names === '' ? 'it has not begun' : `it has no stage '${stage}', only ${names}` };
  }
  const approvals = approvalsOf(newest, timeline);
  if (!newest.isCompleted) {
    const waits = approvals.some(({ isCompleted }) => !isCompleted);
    return { is: 'open', because: waits ? 'its approval is still pending' : 'it has not ended yet' };
  }
  return ended(newest, approvals);
}

function ended({ result }: TimelineEntry, approvals: readonly TimelineEntry[]): StageState {
  switch (result) {
    case 'Succeeded':
      return { is: 'signedOff' };
    case 'SucceededWithIssues':
      return { is: 'refused', because: 'it succeeded only partially' };
    case 'Failed': {
      const isRejected = approvals.some((approval) => approval.result === 'Failed');
      return { is: 'refused', because: isRejected ? 'its approval was rejected' : 'it failed' };
    }
    case 'Canceled':
      return { is: 'open', because: 'it was canceled' };
    case 'Skipped':
      return { is: 'open', because: 'it was skipped, as also happens when nobody approves in time' };
    case undefined:
    default:
      return { is: 'open', because: `it ended with the result ${result ?? '(none)'}, which proves nothing` };
  }
}

/** The name in the file, or the one that people see; never a part of it. */
function isNamed({ identifier, name }: TimelineEntry, stage: string): boolean {
  return [identifier, name].some((known) => known?.toLowerCase() === stage.toLowerCase());
}

/** A checkpoint is below the stage, and the approval below the checkpoint. */
function approvalsOf(stage: TimelineEntry, timeline: readonly TimelineEntry[]): readonly TimelineEntry[] {
  const below = (parents: readonly TimelineEntry[]): readonly TimelineEntry[] =>
    timeline.filter(({ parentId }) => parents.some(({ id }) => id !== undefined && id === parentId));
  const checkpoints = below([stage]);
  return [...checkpoints, ...below(checkpoints)].filter(({ type }) => type === 'Checkpoint.Approval');
}
