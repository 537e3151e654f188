import { figure, grouped } from '../../core/figures';
import type { Configuration } from '../schema/project';
import { marginDemands, type MarginDemand } from './demands';
import { rowsToProve } from './rows-to-prove';

/** A margin that the planned rows can hardly prove, so that nothing would ever be promoted. */
export interface UnprovableMargin {
  readonly path: string;
  readonly message: string;
}

/** Fewer rows prove nothing at all: below, no interval is trusted. */
const LEAST_ROWS = 30;

/** What can be told before any row is scored; the verdict tells it again, from the rows. */
export function unprovableMargins(
  configuration: Pick<Configuration, 'model' | 'data' | 'comparison'>,
): readonly UnprovableMargin[] {
  const { rows } = configuration.data.evaluation;
  return [
    ...(rows >= LEAST_ROWS
      ? []
      : [
          {
            path: 'data.evaluation.rows',
            message: `${grouped(rows)} rows prove nothing: a comparison needs at least ${LEAST_ROWS}, and in practice hundreds`,
          },
        ]),
    ...impossibleEquals(configuration),
    ...marginDemands(configuration).flatMap((demand) => {
      const message = doubtAbout(demand, configuration);
      return message === undefined ? [] : [{ path: demand.path, message }];
    }),
  ];
}

/** Where a policy waits for a verdict that nothing can lead to. */
function impossibleEquals({
  comparison: { primary, equivalence, promoteOn, refresh },
}: Pick<Configuration, 'comparison'>): readonly UnprovableMargin[] {
  if (equivalence !== undefined || (primary.maximumLoss ?? 0) > 0) {
    return [];
  }
  const waiting = [
    { path: 'comparison.promoteOn', verdicts: promoteOn },
    { path: 'comparison.refresh.promoteOn', verdicts: refresh?.promoteOn ?? [] },
  ].filter(({ verdicts }) => verdicts.includes('NON_INFERIOR'));
  return waiting.map(({ path }) => ({
    path,
    message:
      'no comparison ends as NON_INFERIOR, as nothing says how much an equal model may lose; set comparison.primary.maximumLoss, or comparison.equivalence',
  }));
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
