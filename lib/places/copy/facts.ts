import type { ChainFinding } from '../../contracts/chain';
import type { ChampionPlaces } from '../champion/champion-places';
import type { VersionFacts } from '../promote/facts';

/** An existing copy of the version. */
export interface FoundCopy {
  readonly number: number;
  /** Whether it has its receipt. If not, an earlier run was interrupted, or something else made the copy. */
  readonly isRecorded: boolean;
  /** The pipeline run that made it. */
  readonly planId: string | undefined;
  /** The comparison on which it is based. */
  readonly comparison: string | undefined;
}

export interface CopyFacts extends VersionFacts {
  readonly evidence: ChainFinding;
  readonly champions: { readonly source: ChampionPlaces; readonly target: ChampionPlaces };
  readonly found: FoundCopy | undefined;
}
