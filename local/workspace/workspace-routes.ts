import type { JsonObject } from '../../lib/core/lossless-json';
import { permissionRoutes } from './access/control/permission-routes';
import { groupRoutes } from './access/groups';
import { meRoute } from './access/me';
import { unityCatalogRoutes } from './catalog/unity-catalog-routes';
import { clusterRoutes } from './clusters/cluster-routes';
import { ControlledObjects } from './controlled-objects';
import { dbfsRoutes } from './dbfs/dbfs-routes';
import { directoryRoutes } from './file-areas/directory-routes';
import { fileRoutes } from './file-areas/file-routes';
import { uploadRoutes } from './file-areas/upload-routes';
import { volumeArea } from './file-areas/volume-area';
import { objectRoutes } from './files/object-routes';
import { workspaceFileRoutes } from './files/workspace-file-routes';
import type { Route } from './http/route';
import { jobRoutes } from './jobs/job-routes';
import type { JobsContext } from './jobs/jobs-context';
import { runRoutes } from './jobs/run-routes';
import { artifactArea, modelArea } from './mlflow/artifact-areas';
import { mlflowRoutes } from './mlflow/mlflow-routes';
import { gitCredentialRoutes } from './repos/git-credential-routes';
import { repoRoutes } from './repos/repo-routes';
import { secretRoutes } from './secrets/secret-routes';
import type { Seed } from './seed';
import { signInRoutes } from './sign-in/token-routes';
import { statementRoutes } from './sql/statement-routes';
import { warehouseRoutes } from './sql/warehouse-routes';
import { StaleReads } from './state/stale-reads';
import type { WorkspaceOptions } from './workspace-options';
import type { WorkspaceState } from './workspace-state';

/** All routes of a workspace. */
export function workspaceRoutes(state: WorkspaceState, options: WorkspaceOptions, seed: Seed): readonly Route[] {
  const { account, host, clock } = options;
  const { directory } = account;
  const { tree, permissions, repos, space, signed, sessions, secrets, clusters, control, registry } = state;
  const { staleReads = false } = seed;
  const jobs = jobsContext(state, options, seed);
  const areas = [volumeArea(account.metastore), artifactArea(space), modelArea(account.models)];
  const folderExists = (path: string) => tree.status(path)?.type === 'DIRECTORY';
  const objects = new ControlledObjects({
    jobs: state.jobs,
    clusters,
    tree,
    space,
    registry,
    control,
    permissions,
    directory,
  });
  return [
    meRoute(directory),
    ...groupRoutes(directory),
    ...signInRoutes(account, { host, clock }),
    ...secretRoutes(secrets, clock),
    ...clusterRoutes(clusters, clock),
    ...objectRoutes({
      tree,
      permissions,
      staleReads,
      fileSizes: seed.fileSizes ?? 'told',
      isRepo: (objectId) => repos.has(objectId),
      remove: (path, what) => repos.deleteObjects(path, what),
    }),
    ...workspaceFileRoutes(tree, permissions),
    ...repoRoutes(repos),
    ...gitCredentialRoutes(state.gitCredentials, directory),
    ...unityCatalogRoutes(account),
    ...fileRoutes(areas),
    ...directoryRoutes(areas),
    ...uploadRoutes({ areas, addresses: signed, sessions }),
    ...signed.routes,
    ...mlflowRoutes({
      ...options,
      space,
      models: account.models,
      signed,
      folderExists,
      registry,
      jobs: state.jobs,
    }),
    ...jobRoutes(jobs),
    ...runRoutes(jobs),
    ...dbfsRoutes(state.dbfs, account.ids),
    ...warehouseRoutes(state.warehouses),
    ...statementRoutes({ statements: state.statements, warehouses: state.warehouses, clock }),
    ...permissionRoutes({ control, objects, directory }),
  ];
}

function jobsContext(state: WorkspaceState, { account, host, orgId }: WorkspaceOptions, seed: Seed): JobsContext {
  const { jobs, runs, permissions } = state;
  const { missingClusters = [], staleReads = false } = seed;
  const staleRuns = new StaleReads<JsonObject | undefined>(staleReads);
  const { ids, directory } = account;
  return { jobs, runs, ids, address: { host, orgId }, permissions, directory, missingClusters, staleRuns };
}
