/** The candidates that are similar to `word`, best first. */
export function nearest(word: string, candidates: readonly string[], limit = 5): readonly string[] {
  const wanted = word.toLowerCase();
  return candidates
    .flatMap((candidate) => {
      const tolerated = Math.max(2, Math.ceil(Math.max(word.length, candidate.length) / 2));
      const distance = distanceBetween(wanted, candidate.toLowerCase(), tolerated);
      return distance <= tolerated && distance < Math.max(word.length, candidate.length)
        ? [{ candidate, distance }]
        : [];
    })
    .toSorted((one, other) => one.distance - other.distance || one.candidate.localeCompare(other.candidate))
    .slice(0, limit)
    .map(({ candidate }) => candidate);
}

/** Advice for an unknown word: the similar one, else all known ones. */
export function hint(word: string, known: readonly string[]): string {
  if (known.length === 0) {
    return 'none is known';
  }
  const [meant] = nearest(word, known, 1);
  return meant === undefined ? `known are: ${known.join(', ')}` : `did you mean '${meant}'?`;
}

const SHORTEST_PART = 3;

/** Levenshtein distance, if it is tolerated; a containment counts as near, since people shorten names. */
function distanceBetween(one: string, other: string, tolerated: number): number {
  if (one.length >= SHORTEST_PART && other.includes(one)) {
    return 1;
  }
  // Each character that one of them has too many has to go.
  if (Math.abs(one.length - other.length) > tolerated) {
    return Number.POSITIVE_INFINITY;
  }
  // One row of the usual table, written over by the next.
  const costs = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    let corner = costs[0] ?? 0;
    let left = (costs[0] = row);
    for (let column = 1; column <= other.length; column++) {
      const above = costs[column] ?? 0;
      const replaced = corner + (one[row - 1] === other[column - 1] ? 0 : 1);
      left = costs[column] = Math.min(replaced, above + 1, left + 1);
      corner = above;
    }
  }
  return costs[other.length] ?? 0;
}
