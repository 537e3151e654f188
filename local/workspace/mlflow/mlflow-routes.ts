import type { Clock } from '../../../lib/core/clock';
import type { SignedAddresses } from '../file-areas/signed-addresses';
import type { Route } from '../http/route';
import type { JobList } from '../jobs/job-list';
import { ArtifactAddresses } from './artifact-address';
import { artifactRoutes } from './artifact-routes';
import { catalogModelRoutes } from './catalog-model-routes';
import type { CatalogModels } from './catalog-models';
import { catalogRegistryRoutes } from './catalog-registry-routes';
import { deploymentJobState } from './deployment-job';
import type { MlflowSpace } from './mlflow-space';
import { pageRoutes } from './page-routes';
import { registryRoutes } from './registry-routes';
import { trackingRoutes } from './tracking-routes';
import type { WorkspaceRegistry } from './workspace-registry';

export interface MlflowContext {
  /** The workspace's own MLflow data: experiments, runs and the registry with stages. */
  readonly space: MlflowSpace;
  /** MLflow data that all workspaces of the account share. */
  readonly models: CatalogModels;
  readonly signed: SignedAddresses;
  readonly orgId: string;
  readonly clock: Clock;
  readonly folderExists: (path: string) => boolean;
  readonly registry: WorkspaceRegistry;
  readonly jobs: JobList;
}

/** All routes for experiments and models, for MLflow's client and the catalog API. */
export function mlflowRoutes(context: MlflowContext): readonly Route[] {
  const { space, models, signed, orgId, clock, folderExists, registry, jobs } = context;
  const addresses = new ArtifactAddresses(space.name);
  return [
    ...trackingRoutes({ space, addresses, folderExists }),
    ...artifactRoutes({ space, addresses, signed }),
    ...registryRoutes({ space, addresses, signed, registry }),
    ...catalogRegistryRoutes({ models, orgId, now: () => clock.now(), jobState: deploymentJobState(jobs) }),
    ...catalogModelRoutes(models),
    ...pageRoutes({ models, space }),
  ];
}
