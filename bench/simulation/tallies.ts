import type { RuledCell } from './cells';
import { decided } from './decided';
import { NOTHING, withSample, type Tally } from './tally';

interface Means {
  readonly python: string;
  readonly say: (line: string) => void;
}

/** The verdicts of each cell. Nothing is kept for a second run, since a change of the rule would make it stale. */
export async function tallies(
  cells: readonly RuledCell[],
  samples: number,
  { python, say }: Means,
): Promise<readonly (readonly [RuledCell, Tally])[]> {
  const results: (readonly [RuledCell, Tally])[] = [];
  for (const cell of cells) {
    let tally = NOTHING;
    for await (const each of decided(cell, samples, python)) {
      const { verdict, because } = each.decision;
      if (verdict === 'ERROR') {
        throw new Error(`A sample of ${cell.name} was not decided: ${because}`);
      }
      tally = withSample(tally, each);
    }
    say(`${cell.name}: ${JSON.stringify(tally)}`);
    results.push([cell, tally]);
  }
  return results;
}
