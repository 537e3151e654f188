import type { Chain } from '../../contracts/chain';
import type { RunEvidence } from '../../evidence/run-evidence';
import type { ModelVersion } from '../../mlflow/version';
import type { RegisteredModel } from '../../registry/registered-model';
import type { Registry } from '../../registry/registry';
import type { TaskHost } from '../../task/host';
import { promotionTag } from '../place-tags';
import type { PromotionRequest, RegistryState } from './facts';

/** Where a promotion takes place, and by whom. */
export interface PromotionContext {
  readonly host: TaskHost;
  readonly registry: Registry;
  readonly model: RegisteredModel;
  /** Who acts at the registry. */
  readonly identity: string;
  readonly evidence: RunEvidence;
}

/** A decided promotion: everything that its changes and its receipt are made of. */
export interface Promotion {
  readonly request: PromotionRequest;
  readonly version: ModelVersion;
  readonly state: RegistryState;
  readonly chain: Chain | undefined;
  readonly because: string;
  /** The pipeline run that promotes. */
  readonly planId: string;
  /** Who held the place before. */
  readonly from: number | undefined;
}

/** Whether an earlier attempt of this pipeline run was about to move the place: then what it left is its own to complete. */
export function isOwnWork({ request, state, planId }: Pick<Promotion, 'request' | 'state' | 'planId'>): boolean {
  return state.candidate.tags.get(promotionTag(request.place)) === planId;
}

/** A champion's place has room for one; in a challenger's stage others stay unless they are to go. */
export function othersOf({ place, archiveOthers }: PromotionRequest): 'archive' | 'keep' {
  return place.role === 'champion' || archiveOthers ? 'archive' : 'keep';
}
