/** Numbers in [0, 1), always the same for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    // Constants of "Numerical Recipes", chapter 7.1, quick and dirty generators.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
