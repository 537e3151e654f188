import type { Chain } from '../../contracts/chain';
import type { RunEvidence } from '../../evidence/run-evidence';
import type { ModelVersion } from '../../mlflow/version';
import type { RegisteredModel } from '../../registry/registered-model';
import type { Registry } from '../../registry/registry';
import type { TaskHost } from '../../task/host';
import { promotionTag } from '../place-tags';
import type { PromotionRequest, RegistryState } from './facts';

/** The place of a promotion, and the identity. */
export interface PromotionContext {
  readonly host: TaskHost;
  readonly registry: Registry;
  readonly model: RegisteredModel;
  /** The identity at the registry. */
  readonly identity: string;
  readonly evidence: RunEvidence;
}

/** A decided promotion: everything that its changes and its receipt need. */
export interface Promotion {
  readonly request: PromotionRequest;
  readonly version: ModelVersion;
  readonly state: RegistryState;
  readonly chain: Chain | undefined;
  readonly because: string;
  /** The pipeline run that promotes. */
  readonly planId: string;
  /** The holders before the promotion. */
  readonly from: number | undefined;
}

/** Whether an earlier attempt of this pipeline run was about to move the place, so that this one may complete it. */
export function isOwnWork({ request, state, planId }: Pick<Promotion, 'request' | 'state' | 'planId'>): boolean {
  return state.candidate.tags.get(promotionTag(request.place)) === planId;
}

/** There is only one champion; other versions stay in a challenger's stage unless they should be archived. */
export function othersOf({ place, archiveOthers }: PromotionRequest): 'archive' | 'keep' {
  return place.role === 'champion' || archiveOthers ? 'archive' : 'keep';
}
