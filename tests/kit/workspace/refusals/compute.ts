import { INVALID, refusedBelow, refusedToStrangers } from './refused-call';

export const CLUSTERS = ['2.0', '2.1'].flatMap((version) => [
  ...refusedBelow(`/api/${version}/clusters`, [
    ['POST /create', { num_workers: 1 }, INVALID],
    ['POST /edit', { cluster_id: 'none', num_workers: 1 }, INVALID],
    ['POST /start', { cluster_id: 'none' }, INVALID],
    ['POST /delete', { cluster_id: 'none' }, INVALID],
    ['POST /permanent-delete', { cluster_id: 'none' }, INVALID],
    ['GET /get', { cluster_id: 'none' }, INVALID],
    ['GET /list', { page_token: '?' }, INVALID],
  ]),
  ...refusedToStrangers([
    `GET /api/${version}/clusters/spark-versions`,
    `GET /api/${version}/clusters/list-node-types`,
  ]),
]);
