/** The candidates that are similar to `word`, best first. */
export function nearest(word: string, candidates: readonly string[], limit = 5): readonly string[] {
  const wanted = word.toLowerCase();
  return candidates
    .map((candidate) => ({ candidate, distance: distanceBetween(wanted, candidate.toLowerCase()) }))
    .filter(
      ({ candidate, distance }) =>
        distance < Math.max(word.length, candidate.length) &&
        distance <= Math.max(2, Math.ceil(Math.max(word.length, candidate.length) / 2)),
    )
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

/** Levenshtein distance; a containment counts as near, since people shorten names. */
function distanceBetween(one: string, other: string): number {
  if (one.length >= SHORTEST_PART && other.includes(one)) {
    return 1;
  }
  let previous = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const replaced = at(previous, column - 1) + (one[row - 1] === other[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, at(previous, column) + 1, at(current, column - 1) + 1));
    }
    previous = current;
  }
  return at(previous, other.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
