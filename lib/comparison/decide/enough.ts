import type { Difference, EvaluatedGroup } from '../../contracts/evaluation';

// Below these, intervals of rank metrics cover too little, and a rare disaster may be missing from the sample.
const LEAST_UNITS = 30;
const LEAST_OF_RARER_CLASS = 30;
const LEAST_DEGREES_OF_FREEDOM = 30;
const OF_THE_RARER_CLASS: ReadonlySet<string> = new Set([
  'average_precision',
  'roc_auc',
  'recall',
  'precision',
  'f1',
  'mcc',
  'balanced_accuracy',
]);

/** Why the rows cannot prove anything good about the difference; undefined where they can. */
export function tooLittle(group: EvaluatedGroup, metric: string, difference: Difference): string | undefined {
  const { units, rarerClass } = group;
  if (units < LEAST_UNITS) {
    return `${units} independent units are fewer than ${LEAST_UNITS}`;
  }
  if (OF_THE_RARER_CLASS.has(metric) && (rarerClass ?? 0) < LEAST_OF_RARER_CLASS) {
    return `${rarerClass ?? 0} rows of the rarer class are fewer than ${LEAST_OF_RARER_CLASS}`;
  }
  return carriedByFew(difference);
}

/** A few rows carry the whole difference; without any difference there is nothing to carry. */
export function carriedByFew(difference: Difference): string | undefined {
  const { degreesOfFreedom } = difference;
  return isNoDifference(difference) || degreesOfFreedom >= LEAST_DEGREES_OF_FREEDOM
    ? undefined
    : `so few rows carry the difference that they count as ${Math.floor(degreesOfFreedom)} degrees of freedom, fewer than ${LEAST_DEGREES_OF_FREEDOM}`;
}

/** Both models answer alike on every row. */
function isNoDifference({ estimate, standardError }: Difference): boolean {
  return estimate === 0 && standardError === 0;
}

export const SAME_ON_EVERY_ROW = 'the same difference on every row proves nothing';

/** The same difference on every row: no sample can look like that by chance, so its interval means nothing. */
export function isDegenerate({ estimate, standardError }: Difference): boolean {
  return estimate !== 0 && standardError === 0;
}
