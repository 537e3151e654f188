import type { Clock } from '../../../lib/core/clock';
import type { SignedAddresses } from '../file-areas/signed-addresses';
import type { Route } from '../http/route';
import { ArtifactAddresses } from './artifact-address';
import { artifactRoutes } from './artifact-routes';
import { catalogModelRoutes } from './catalog-model-routes';
import type { CatalogModels } from './catalog-models';
import { catalogRegistryRoutes } from './catalog-registry-routes';
import type { MlflowSpace } from './mlflow-space';
import { registryRoutes } from './registry-routes';
import { trackingRoutes } from './tracking-routes';

export interface MlflowContext {
  /** What the workspace keeps for itself: experiments, runs and the registry with stages. */
  readonly space: MlflowSpace;
  /** What it shares with the other workspaces of the account. */
  readonly models: CatalogModels;
  readonly signed: SignedAddresses;
  readonly orgId: string;
  readonly clock: Clock;
  readonly folderExists: (path: string) => boolean;
}

/** Everything that MLflow's client and the catalog API know of experiments and models. */
export function mlflowRoutes({ space, models, signed, orgId, clock, folderExists }: MlflowContext): readonly Route[] {
  const addresses = new ArtifactAddresses(space.name);
  return [
    ...trackingRoutes({ space, addresses, folderExists }),
    ...artifactRoutes({ space, addresses, signed }),
    ...registryRoutes({ space, addresses, signed }),
    ...catalogRegistryRoutes({ models, orgId, now: () => clock.now() }),
    ...catalogModelRoutes(models),
  ];
}
