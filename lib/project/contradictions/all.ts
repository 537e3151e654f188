import type { Problem } from '../../yaml/position';
import type { Judged } from './judged';
import { metricContradictions } from './metrics';
import { modelContradictions } from './model';
import { computeContradictions, dataContradictions, repeatedItems, waiverContradictions } from './rest';

const JUDGES = [
  modelContradictions,
  metricContradictions,
  waiverContradictions,
  computeContradictions,
  dataContradictions,
  repeatedItems,
];

/** What the parts of an effective configuration say against each other. */
export function contradictionsIn(judged: Judged): readonly Problem[] {
  return JUDGES.flatMap((judge) => judge(judged));
}
