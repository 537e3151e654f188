import { figure, grouped } from '../../core/figures';
import type { Configuration } from '../schema/project';
import { marginDemands, type MarginDemand } from './demands';
import type { Doubt } from './doubt';
import { rowsToProve } from './rows-to-prove';

/** Margins that the planned rows can hardly prove, so that nothing would be promoted; the verdict tells it again, from the rows. */
export function unprovableMargins(
  configuration: Pick<Configuration, 'model' | 'data' | 'comparison'>,
): readonly Doubt[] {
  return marginDemands(configuration).flatMap((demand) => {
    const message = doubtAbout(demand, configuration);
    return message === undefined ? [] : [{ path: demand.path, message }];
  });
}

function doubtAbout(
  { what, metric, margin, sides }: MarginDemand,
  { model, data, comparison }: Pick<Configuration, 'model' | 'data' | 'comparison'>,
): string | undefined {
  if (margin === 0) {
    return `${what} allows no loss, and no number of rows can prove that for an equal model: only a candidate that is clearly better in ${metric} passes; set a small margin`;
  }
  const needed = margin === undefined ? undefined : rowsToProve(metric, margin, { problem: model.problem, sides });
  if (margin === undefined || needed === undefined || needed <= data.evaluation.rows) {
    return undefined;
  }
  const units = comparison.unit === undefined ? '' : ', and more where units have several rows';
  return `${what}: ${grouped(data.evaluation.rows)} rows can hardly prove that ${metric} stays within ${figure(margin)}; about ${grouped(needed)} would do if the two models decide differently on 1 row in 20${units}`;
}
