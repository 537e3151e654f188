/** One-sided, for each family of slices together. */
const LEVEL = 0.025;

/** Which of the p-values stand when many are looked at, by Holm's step-down procedure. */
export function holm(pValues: readonly number[]): readonly boolean[] {
  const order = pValues.map((_, index) => index).toSorted((one, other) => at(pValues, one) - at(pValues, other));
  const failed = order.findIndex((index, rank) => !(at(pValues, index) <= LEVEL / (order.length - rank)));
  const standing = new Set(failed === -1 ? order : order.slice(0, failed));
  return pValues.map((_, index) => standing.has(index));
}

function at(values: readonly number[], index: number): number {
  return values[index] ?? 1;
}
