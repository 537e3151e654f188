/** Added to each count, so that an empty bin neither divides by zero nor decides alone. */
const HALF_A_ROW = 0.5;

/**
 * Population stability index of counts by bin against those before: the sum of (now - before) * ln(now / before) over
 * shares. 0 means equal; above 0.25 is commonly read as a large shift.
 */
export function populationStability(before: ReadonlyMap<string, number>, now: ReadonlyMap<string, number>): number {
  const bins = [...new Set([...before.keys(), ...now.keys()])];
  const share = (counts: ReadonlyMap<string, number>): ((bin: string) => number) => {
    const total = bins.reduce((sum, bin) => sum + (counts.get(bin) ?? 0) + HALF_A_ROW, 0);
    return (bin) => ((counts.get(bin) ?? 0) + HALF_A_ROW) / total;
  };
  const shareBefore = share(before);
  const shareNow = share(now);
  return bins.reduce(
    (sum, bin) => sum + (shareNow(bin) - shareBefore(bin)) * Math.log(shareNow(bin) / shareBefore(bin)),
    0,
  );
}
