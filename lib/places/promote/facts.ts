import type { ChainFinding } from '../../contracts/chain';
import type { VersionStatus } from '../../mlflow/version';
import type { ModelDigest } from '../../registry/digest';
import type { Place } from '../place';
import type { ReceiptMark } from '../place-tags';

/** A version and what identifies its content. */
export interface IdentifiedVersion {
  readonly number: number;
  readonly digest: ModelDigest;
}

export interface CandidateFacts extends IdentifiedVersion {
  readonly status: VersionStatus;
  readonly statusText: string;
  /** Of description and tags as they are now. */
  readonly metadataSha256: string;
  readonly tags: ReadonlyMap<string, string>;
}

/** The registry as it is now. */
export interface RegistryState {
  readonly candidate: CandidateFacts;
  readonly holders: readonly IdentifiedVersion[];
  /** The last receipt of the place. */
  readonly receipt: ReceiptMark | undefined;
  /** Where a rollback would go. */
  readonly previous: number | undefined;
  /** A version that may have held the place before there were receipts. */
  readonly archived: number | undefined;
}

/** What is wanted. */
export interface PromotionRequest {
  readonly model: string;
  readonly place: Place;
  readonly requireVerdict: 'better' | 'none';
  readonly allowRolledBack: boolean;
  /** Others in a challenger's stage go to the archive. */
  readonly archiveOthers: boolean;
  /** Whether a pull request wants it. */
  readonly isPullRequest: boolean;
  /** SHA-256 of the policy in force; undefined where no configuration file says one. */
  readonly policySha256?: string | undefined;
}

/** The part that counts for a version wherever it goes, also when it is copied. */
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
