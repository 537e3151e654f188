import type { ChainFinding } from '../../contracts/chain';
import type { VersionStatus } from '../../mlflow/version';
import type { ModelDigest } from '../../registry/digest';
import type { Place } from '../place';
import type { ReceiptMark } from '../place-tags';
import type { Policy } from './policy';

/** A version and what identifies its content. */
export interface IdentifiedVersion {
  readonly number: number;
  readonly digest: ModelDigest;
}

export interface CandidateFacts extends IdentifiedVersion {
  readonly status: VersionStatus;
  readonly statusText: string;
  /** Hash of the current description and tags. */
  readonly metadataSha256: string;
  readonly tags: ReadonlyMap<string, string>;
}

/** The registry as it is now. */
export interface RegistryState {
  readonly candidate: CandidateFacts;
  readonly holders: readonly IdentifiedVersion[];
  /** The last receipt of the place. */
  readonly receipt: ReceiptMark | undefined;
  /** The version that a rollback would restore. */
  readonly previous: number | undefined;
  /** A version that may have held the place before receipts existed. */
  readonly archived: number | undefined;
}

/** The inputs of the promotion. */
export interface PromotionRequest {
  readonly model: string;
  readonly place: Place;
  readonly requireVerdict: 'better' | 'none';
  readonly allowRolledBack: boolean;
  /** Archive other versions in a challenger's stage. */
  readonly archiveOthers: boolean;
  /** Whether a pull request started the run. */
  readonly isPullRequest: boolean;
  /** Whether a version that none of our tasks made may take a champion's place. */
  readonly adopted: 'allow' | 'refuse';
  /** The day of the promotion, as in "2027-01-31". */
  readonly today: string;
  /** Undefined without a configuration file. */
  readonly policy?: Policy | undefined;
}

/** The facts that matter for every target, including copies. */
export interface VersionFacts {
  readonly request: Omit<PromotionRequest, 'place' | 'archiveOthers'> & {
    readonly place: Pick<Place, 'text' | 'role'>;
  };
  readonly state: Pick<RegistryState, 'candidate'>;
}

export interface PromotionFacts {
  readonly request: PromotionRequest;
  readonly state: RegistryState;
  readonly evidence: ChainFinding;
}
