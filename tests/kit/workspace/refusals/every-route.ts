import { CLUSTERS } from './compute';
import { FILES } from './files';
import { IDENTITIES } from './identities';
import { JOBS } from './jobs';
import { MISSING, refusedToStrangers, type RefusedCall } from './refused-call';
import { REGISTRIES } from './registries';
import { SQL } from './sql';
import { TRACKING } from './tracking';
import { UNITY_CATALOG } from './unity-catalog';

/** One wrong request for each route that can refuse something. */
export const REFUSED: readonly RefusedCall[] = [
  ...IDENTITIES,
  ...JOBS,
  ...CLUSTERS,
  ...FILES,
  ...UNITY_CATALOG,
  ...SQL,
  ...TRACKING,
  ...REGISTRIES,
  { route: 'GET /ml/experiments/{experiment}', path: '/ml/experiments/9999', fields: {}, error: MISSING },
  {
    route: 'GET /ml/experiments/{experiment}/{below...}',
    path: '/ml/experiments/9999/runs/1',
    fields: {},
    error: MISSING,
  },
  ...refusedToStrangers([
    'GET /api/2.0/mlflow/unity-catalog/registered-models:is-databricks-sdk-models-artifact-repository-enabled',
  ]),
];
