/** Rows of one region, and how clearly the candidate sees there. */
export interface Region {
  readonly name: string;
  readonly share: number;
  readonly clarity: number;
}

/** What on-databricks/simulate/ruled_world.py draws rows of. */
export interface RuledWorld {
  readonly rows: number;
  /** 20 rows of a unit are alike. */
  readonly hasUnits: boolean;
  /** Clarity of the champion. */
  readonly champion: number;
  readonly regions: readonly Region[];
  /** Above 1, the candidate is too sure of what it says. */
  readonly sharpness: number;
  /** Exactly so many positive rows. */
  readonly positives?: number;
}

export const CHAMPION = 0.8;
export const ROWS_OF_A_UNIT = 20;

/** The candidate sees equally clearly in all four regions, unless told otherwise. */
export function world(clarity: number, changes: Partial<RuledWorld> = {}): RuledWorld {
  return {
    rows: 1000,
    hasUnits: false,
    champion: CHAMPION,
    regions: regions([0.4, 0.3, 0.2, 0.1], { others: clarity }),
    sharpness: 1,
    ...changes,
  };
}

const NAMES = ['north', 'south', 'east', 'west'] as const;

/** By share, north first; a region that is not named sees as the others. */
export function regions(
  shares: readonly number[],
  { others, ...own }: { readonly others: number } & Partial<Record<(typeof NAMES)[number], number>>,
): readonly Region[] {
  return NAMES.map((name, index) => ({ name, share: shares[index] ?? 0, clarity: own[name] ?? others }));
}
