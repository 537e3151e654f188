import type { Configuration } from '../schema/project';
import type { Doubt } from './doubt';

/** Verdicts that a policy waits for in vain, while others can come. */
export function idleVerdicts({ comparison }: Pick<Configuration, 'comparison'>): readonly Doubt[] {
  const { primary, equivalence, promoteOn, refresh } = comparison;
  const hasMargin = equivalence !== undefined || (primary.maximumLoss ?? 0) > 0;
  const ofRefresh = refresh?.promoteOn ?? [];
  const waiting = [
    { path: 'comparison.promoteOn', verdicts: promoteOn },
    { path: 'comparison.refresh.promoteOn', verdicts: ofRefresh },
  ].filter(({ verdicts }) => !hasMargin && verdicts.includes('NON_INFERIOR'));
  return [
    ...waiting.map(({ path }) => ({
      path,
      message:
        'no comparison ends as NON_INFERIOR, as nothing says how much an equal model may lose; set comparison.primary.maximumLoss, or comparison.equivalence',
    })),
    ...(ofRefresh.includes('FIRST_MODEL')
      ? [
          {
            path: 'comparison.refresh.promoteOn',
            message: 'a first model renews no champion, so FIRST_MODEL means nothing here; leave it out',
          },
        ]
      : []),
    ...(refresh === undefined && promoteOn.every((verdict) => verdict === 'FIRST_MODEL')
      ? [
          {
            path: 'comparison.promoteOn',
            message: 'after the first model nothing replaces the champion any more; add SUPERIOR if that is not meant',
          },
        ]
      : []),
  ];
}
