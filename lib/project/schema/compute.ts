import { anyMap, anyMaps, optionalSection, scalar, text } from './settings';

/** Where something runs; serverless when nothing is said. */
export const compute = optionalSection(
  {
    means: 'Where it runs; left out: serverless.',
    example: 'existingClusterId: 0923-164208-meows279',
    need: 'usually',
    oneOf: [['existingClusterId'], ['newCluster'], ['environmentVersion', 'budgetPolicyId']],
  },
  {
    existingClusterId: text({ means: 'Id of a running or startable cluster.', example: '0923-164208-meows279' }),
    newCluster: anyMap({
      means: 'A cluster for this run only, as the Clusters API takes it.',
      example: '{ spark_version: 16.4.x-cpu-ml-scala2.12, node_type_id: Standard_DS3_v2, num_workers: 0 }',
    }),
    libraries: anyMaps({
      means: 'Libraries as the API takes them; on serverless they become dependencies of the environment.',
      example: '[{ pypi: { package: lightgbm==4.5.0 } }]',
    }),
    environmentVersion: scalar({
      means: 'Version of the serverless environment. Left out: the one that the notebook was saved with, or 4.',
      example: '"4"',
    }),
    budgetPolicyId: text({
      means: 'Budget policy that serverless compute is billed to.',
      example: '0f1d2c3b-4a59-6877-8695-a4b3c2d1e0f9',
      tightens: 'fixed',
    }),
  },
);
