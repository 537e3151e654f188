import type { Comparison } from '../../contracts/contract';

/** How a promotion on this comparison is undone. */
export function wayBack({ isBetter, mode, seen: { champion, place }, model }: Comparison): string {
  if (!isBetter || mode === 'report') {
    return 'This comparison promotes nothing, so there is nothing to undo.';
  }
  if (champion === undefined) {
    return `Nobody held ${place ?? 'the place'} before, so there is no version to go back to. If version ${model.version} misbehaves, stop what uses it until a better one is promoted.`;
  }
  return champion.name === model.name && champion.registry === undefined
    ? `To undo the promotion, run the task MLflowRollbackModel with 'target: ${place ?? 'alias:champion'}', 'toVersion: ${champion.version}' and a 'reason'. Version ${champion.version} stays in the registry.`
    : `Version ${champion.version} of ${champion.name} stays where it is. To go back, let consumers load it again.`;
}
