import type { ChainFinding } from '../../contracts/chain';
import type { ChampionPlaces } from '../champion/champion-places';
import type { VersionFacts } from '../promote/facts';

/** A copy of the version that is there already. */
export interface FoundCopy {
  readonly number: number;
  /** Whether it carries its receipt. If not, an earlier run ended in the middle, or something else made it. */
  readonly isRecorded: boolean;
  /** The pipeline run that made it. */
  readonly planId: string | undefined;
  /** The comparison that it was made after. */
  readonly comparison: string | undefined;
}

export interface CopyFacts extends VersionFacts {
  readonly evidence: ChainFinding;
  readonly champions: { readonly source: ChampionPlaces; readonly target: ChampionPlaces };
  readonly found: FoundCopy | undefined;
}
