import { INVALID, MISSING, NOT_FOUND, refusedBelow, refusedToStrangers, type RefusedCall } from './refused-call';

/** SQL warehouses and statements, and the files of DBFS. */
export const SQL: readonly RefusedCall[] = [
  ...refusedBelow('/api/2.0/sql/statements', [
    ['POST ', { warehouse_id: 'none', statement: 'SELECT 1' }, INVALID],
    ['GET /{id}', {}, NOT_FOUND],
    ['GET /{id}/result/chunks/{index}', {}, NOT_FOUND, '/none/result/chunks/0'],
  ]),
  ...refusedBelow('/api/2.0/sql/warehouses', [
    ['GET /{id}', {}, MISSING],
    ['POST /{id}/start', {}, MISSING],
    ['POST /{id}/stop', {}, MISSING],
  ]),
  ...refusedToStrangers(['GET /api/2.0/sql/warehouses', 'POST /api/2.0/sql/statements/{id}/cancel']),
  ...refusedBelow('/api/2.0/dbfs', [
    ['GET /get-status', { path: '/none' }, MISSING],
    ['GET /list', { path: '/none' }, MISSING],
    ['GET /read', { path: '/none' }, MISSING],
    ['POST /put', { path: 'none', contents: '' }, INVALID],
    ['POST /create', { path: 'none' }, INVALID],
    ['POST /add-block', { handle: 1, data: '' }, MISSING],
    ['POST /close', { handle: 1 }, MISSING],
    ['POST /mkdirs', { path: 'none' }, INVALID],
    ['POST /delete', { path: 'none' }, INVALID],
    ['POST /move', { source_path: '/none', destination_path: '/other' }, MISSING],
  ]),
];
