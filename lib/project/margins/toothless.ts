import { figure } from '../../core/figures';
import { spanOf } from '../metrics';
import type { Configuration } from '../schema/project';
import { marginDemands } from './demands';
import type { Doubt } from './doubt';

/** Margins so wide that no model can fail them, such as 5 where 5 percent were meant. */
export function toothlessMargins(configuration: Pick<Configuration, 'comparison'>): readonly Doubt[] {
  const { primary } = configuration.comparison;
  const ofPrimary = {
    what: 'the primary metric',
    path: 'comparison.primary.maximumLoss',
    metric: primary.metric ?? '',
    margin: primary.marginUnit === 'percent' ? undefined : primary.maximumLoss,
  };
  return [ofPrimary, ...marginDemands(configuration)].flatMap(({ what, path, metric, margin }) => {
    const span = spanOf(metric);
    return span === undefined || margin === undefined || margin < span
      ? []
      : [
          {
            path,
            message: `${what} allows any loss: two values of ${metric} are at most ${figure(span)} apart, and the margin is ${figure(margin)}; set a smaller margin, or marginUnit: percent if you mean percent`,
          },
        ];
  });
}
