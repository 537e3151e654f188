import type { Chain } from '../contracts/chain';
import type { ModelVersion } from '../mlflow/version';
import type { RegisteredModel } from '../registry/registered-model';
import type { Registry } from '../registry/registry';
import type { TaskHost } from '../task/host';
import type { Wish, World } from './facts';

/** Where a promotion takes place, and by whom. */
export interface Scene {
  readonly host: TaskHost;
  readonly registry: Registry;
  readonly model: RegisteredModel;
  /** Who acts at the registry. */
  readonly identity: string;
  /** The evidence folder when it is another than the job's. */
  readonly folder: string | undefined;
}

/** A decided promotion: everything that its changes and its receipt are made of. */
export interface Promotion {
  readonly wish: Wish;
  readonly version: ModelVersion;
  readonly world: World;
  readonly chain: Chain | undefined;
  readonly because: string;
  /** Who held the place before. */
  readonly from: number | undefined;
}

/** A champion's place has room for one; in a challenger's stage others stay unless they are to go. */
export function othersOf({ place, archiveOthers }: Wish): 'archive' | 'keep' {
  return place.role === 'champion' || archiveOthers ? 'archive' : 'keep';
}
