import type { Comparison } from '../../contracts/contract';

/** How a promotion on this comparison is undone. */
export function wayBack({ isBetter, mode, seen: { champion, place }, model }: Comparison): string {
  if (!isBetter || mode === 'report') {
    return 'Nothing is promoted on this comparison, so there is nothing to undo.';
  }
  if (champion === undefined) {
    return `Nobody held ${place ?? 'the place'} before: there is no version to go back to.`;
  }
  return champion.name === model.name && champion.registry === undefined
    ? `After the promotion, the task MLflowRollbackModel with 'target: ${place ?? 'alias:champion'}' and 'toVersion: ${champion.version}' puts version ${champion.version} back; it stays in the registry.`
    : `Version ${champion.version} stays where it is in ${champion.name}: point the consumers back to it.`;
}
