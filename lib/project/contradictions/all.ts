import type { Problem } from '../../yaml/position';
import { fairnessContradictions } from './fairness';
import { floorContradictions } from './floors';
import type { Judged } from './judged';
import { metricContradictions } from './metrics';
import { modelContradictions } from './model';
import { computeContradictions, dataContradictions, repeatedItems, waiverContradictions } from './rest';
import { thresholdContradictions } from './thresholds';

const JUDGES = [
  modelContradictions,
  metricContradictions,
  floorContradictions,
  thresholdContradictions,
  fairnessContradictions,
  waiverContradictions,
  computeContradictions,
  dataContradictions,
  repeatedItems,
];

/** What the parts of an effective configuration say against each other. */
export function contradictionsIn(judged: Judged): readonly Problem[] {
  return JUDGES.flatMap((judge) => judge(judged));
}
