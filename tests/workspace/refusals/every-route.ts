import { CLUSTERS } from './compute';
import { FILES } from './files';
import { IDENTITIES } from './identities';
import { JOBS } from './jobs';
import { refusedToStrangers, type RefusedCall } from './refused-call';
import { REGISTRIES } from './registries';
import { TRACKING } from './tracking';
import { UNITY_CATALOG } from './unity-catalog';

/** One wrong request for each route that can refuse something. */
export const REFUSED: readonly RefusedCall[] = [
  ...IDENTITIES,
  ...JOBS,
  ...CLUSTERS,
  ...FILES,
  ...UNITY_CATALOG,
  ...TRACKING,
  ...REGISTRIES,
  ...refusedToStrangers([
    'GET /api/2.0/mlflow/unity-catalog/registered-models:is-databricks-sdk-models-artifact-repository-enabled',
  ]),
];
